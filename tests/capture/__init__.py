"""Attacks: the captor with every right that the software gives to officers, to staff and to the operator of the server.

One file for each guarantee. Each attack is refused, or stands visible to any member, or is found by `verify`.
"""

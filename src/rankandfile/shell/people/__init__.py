"""Accounts and personal settings: who signs in, kept apart from the record and erasable.

An account is bound to a handle, once and for ever, by taking up an invitation. Nothing in an account gives a right:
rights follow the handle, and the record says which it has.
"""

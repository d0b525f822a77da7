"""Invented people: members who never lived, for the demonstration and for whole conventions in tests.

They do everything through the secretary, as themselves: whatever the rules refuse to a member, they refuse to them.
`names` says what they are called, `crowd` what a membership does between the call and the opening, `hall` what happens
on the floor.
"""

"""What can be wrong with a rulebook that can be read: one module for each kind of question put to it.

Each question is a function from the rules to what it found. None of them stops anything; `rulebook check` reports them.
"""

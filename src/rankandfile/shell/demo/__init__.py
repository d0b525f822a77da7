"""The demonstration: an invented tenants' union with a past, in the middle of preparing its second convention.

`build` tells its story through the secretary, on a clock that the story moves. From there on the demonstration has a
clock of its own, which anybody may move forward to the next deadline; while it moves, the invented members do what a
membership does in that time.
"""

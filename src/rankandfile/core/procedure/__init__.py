"""Standing orders as data: which motion is in order in which state of the floor, and what it needs. Pure tables."""

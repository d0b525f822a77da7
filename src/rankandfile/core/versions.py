"""Which versions of the engine this software knows (`engine.ENGINES` has them), for those who may not import it."""

KNOWN: tuple[int, ...] = (1,)
"""A released version never leaves this list: the records that were made under it are replayed for ever."""

"""The tables of a rulebook, by what they are about; `schema.py` puts them together."""

"""Rank & File: the internal democracy of a member organisation, on a record that anybody can replay."""

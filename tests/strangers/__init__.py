"""Verifiers that we did not write, on what we write."""

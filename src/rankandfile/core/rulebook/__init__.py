"""The rulebook: rules as data, read by software and by people."""

"""The outside world: files, clocks, chance. What decides is in `core`; what can be proved is in `record`."""

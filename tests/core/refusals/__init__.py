"""Every refusal of the engine, provoked: a file for each chapter, each with its own `PROVOKED`."""

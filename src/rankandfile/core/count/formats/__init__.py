"""Files of ballots, one module for each format: bytes in, a contest out, or an error that names line and reason."""

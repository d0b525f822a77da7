"""The command line: `rankandfile init | serve | check | count | verify | …`."""

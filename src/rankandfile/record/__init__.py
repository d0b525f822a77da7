"""The record: bytes, hashes, signatures and proofs. Knows no database, no clock and no site."""

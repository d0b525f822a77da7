"""Counting: ballots in, winners and a full account out, in exact integers. No float decides anything here."""

"""The names of things: what kind of value each string or number is.

A `Handle` is 128 random bits in hexadecimal; it arrives with the act and says nothing about the person. Numbers of
motions, documents, conventions, elections are given by the engine in order, so that people can say them aloud.
"""

from typing import NewType

Handle = NewType("Handle", str)
"""A person in the record: 32 hexadecimal digits, random, for ever the same person."""

Moment = NewType("Moment", int)
"""UTC seconds since 1970-01-01T00:00:00Z."""

Money = NewType("Money", int)
"""Whole cents."""

Index = NewType("Index", int)
"""Where an entry stands in the record, from 0."""

BranchId = NewType("BranchId", str)
ConventionId = NewType("ConventionId", str)
MotionId = NewType("MotionId", str)
AmendmentId = NewType("AmendmentId", str)
DocumentId = NewType("DocumentId", str)
CompositeId = NewType("CompositeId", str)
ElectionId = NewType("ElectionId", str)
VoteId = NewType("VoteId", str)
RecallId = NewType("RecallId", str)
RequestId = NewType("RequestId", str)
"""A request that a text be destroyed or closed."""
RulingId = NewType("RulingId", str)
"""A ruling on a motion or a comment: U1, U2."""
CommentId = NewType("CommentId", str)
"""A comment in a discussion, or a question: K1, K2."""
StatementId = NewType("StatementId", str)
RulesHash = NewType("RulesHash", str)
"""SHA-256 of a rulebook's text, 64 hexadecimal digits."""

Lot = NewType("Lot", str)
"""64 hexadecimal digits that anyone can recompute from the record before the entry that carries them."""

CLOCK = Handle("clock")
"""Who acts when the rulebook gives a duty to no human hand."""

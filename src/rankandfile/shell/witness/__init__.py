"""A witness: a small server that cosigns the checkpoints of other organisations' records, and keeps what it saw.

It needs no organisation of its own, no Django and little of a machine. What it decides is `record/witnessing.py`.
"""

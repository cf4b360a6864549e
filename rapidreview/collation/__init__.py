"""DAY 6: the collation pack and its release (P6.1, P6.2).

Comes in: settled returns. Goes out: one PDF, filed in I and released to named people.
"""

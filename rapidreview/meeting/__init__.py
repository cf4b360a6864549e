"""DAYS 3-8: pre-meets and their minutes (P0.4, P0.5, P1.9); the Rapid Review meeting comes later.

Comes in: agencies that have not done this before. Goes out: a meeting record, minutes in II.
"""

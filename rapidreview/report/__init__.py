"""DAYS 6-15: the Rapid Review report; begun on day 6 (P6.3).

Comes in: the case and its accepted returns. Goes out: version 0.1 in II.
"""

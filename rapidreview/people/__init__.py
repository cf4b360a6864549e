"""Partnerships, their people and agencies, and who is acting.

Comes in: names, roles and dates that the partnership keeps. Goes out: an ``Actor`` for every
change (P0.6: both names on each act), sealed text, and the memory of what was already
received. Every later room reads it; it writes no log, because it knows no case.
"""

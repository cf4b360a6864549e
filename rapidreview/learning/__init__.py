"""AFTER: actions with their owners and dates, and whether they made a difference (R14).

Comes in: the actions agreed at the meetings. Goes out: what was done, and its impact.
"""

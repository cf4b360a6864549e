"""DAYS 2-5: findings, initial check, same-day share, final decision (P2.2-P2.6, P0.2).

Comes in: a received return and what evidence finds in it. Goes out: the check, the letter to the
Chair, the decision, and the Agency Returns Checklist. Collation reads the decisions.
"""

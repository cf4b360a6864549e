"""DAYS 1-5: requests, links and codes, drafts, the senior manager's signature, rounds (P1.10, P1.11, P2.1).

Comes in: the agencies chosen. Goes out: signed returns, round by round, filed in I. Quality
reads them; scoping never knows what was decided, it is asked to open another round.
"""

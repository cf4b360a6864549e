"""DAYS 3-15: pre-meets, the Rapid Review meeting, the meeting with the AD/DCS, and their minutes
(P0.4, P0.5, P1.9, P1.15, P1.16, P7.1-P7.6).

Comes in: agencies that have not done this before; an agreed date, the people of the case, the
pack. Goes out: decisions with their reasons, actions, minutes in II. The report takes them up.
"""

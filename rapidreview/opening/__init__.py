"""DAY 1: the call, the SIN stage, children, agencies told and chosen (P1.1, P1.2, P1.5, P1.7, P1.8, P1.12).

Comes in: a telephone call. Goes out: an open case with its folder and its log, and the agencies
that scoping will ask.
"""

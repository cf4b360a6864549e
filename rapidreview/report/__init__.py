"""DAYS 6-15: the Rapid Review report, from version 0.1 to the signed one (P6.3, P7.6, P9.1-P13.2).

Comes in: the case, its accepted returns, minutes and decisions of the meeting. Goes out:
versions in II, given to named people; the Chair's signature over one text; that version in
III. Submission reads it next, through ``reading``.
"""

"""HANDED ON: to a local review, to the NHS tracker, as a briefing, and as one page (P13.5).

Comes in: what every room before knows of a case. Goes out: a package with its receipt, the
fields of the case review tracker, the shell of a seven-minute briefing, and the case on a
page. It stands above the desk, because its page draws the desk's picture.
"""

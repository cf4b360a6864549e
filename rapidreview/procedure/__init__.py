"""The procedure as data and pure functions: what is due, when, for whom, what is allowed.

Comes in: a procedure file, the anchors and facts of a case, a calendar, an instant. Goes
out: clocks, a timetable, duties, refusals in words, and who may do what (P0.1 to P13.5).
Every later room reads it; it knows no database, no clock and no web.
"""

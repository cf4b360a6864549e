"""Dates, delegation and deputies: who does what until when (P0.6, P0.7, P1.3-P1.6, P1.13-P1.15).

Comes in: what the manager agrees with the Chair, and what changes in calendar and clocks. Goes
out: appointments, agreed dates, their entries in the log, and letters to those whose dates
move. The plan is computed from them by every later room.
"""

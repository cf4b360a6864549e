"""Dates, delegation and deputies: who does what until when (P0.6, P1.3-P1.6, P1.13-P1.15).

Comes in: what the manager agrees with the Chair. Goes out: appointments, agreed dates and
their entries in the log. The plan is computed from them by every later room.
"""

"""AT THE END: close, reopen, hold, review what is kept (P0.3). Nothing deletes by itself.

Comes in: a case whose work is done. Goes out: a closed case, and a date on which somebody
looks whether it is still to be kept.
"""

"""How a partnership adopts a procedure: load a file, look at it, put it in force (4.1).

Comes in: a file that a partnership wrote, or the name of a shipped one. Goes out: a version
that is kept for ever, the day from which new cases follow it, and, on purpose only, a
running case that is moved to it with the comparison in its Daily Log.
"""

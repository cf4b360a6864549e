"""The one door to every page: deed declared, case loaded, POST carried out once.

Comes in: a request for a route. Goes out: the view's answer, or nothing at all for an
outsider. It stands above the log, because what somebody may see depends on what has been
done (handbook, section 8). Every stage's views use it; no view loads a case by itself.
"""

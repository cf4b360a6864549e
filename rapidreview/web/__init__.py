"""The outermost room: settings, addresses, the clock of a request, sign-in and error pages.

Comes in: HTTP. Goes out: pages. Everything below gets the instant and the actor as arguments.
"""

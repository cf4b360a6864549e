"""The case, its children, who works on it, its agreed dates: a foundation, without actions.

Comes in: rows written by the stages. Goes out: the case itself, and only through
``access.py``, the one loader (P0.6, P1.3, P1.12; handbook, section 8). The Daily Log and the
case folder point to it, so it stands below them. ``pages.py`` gives every route its deed.
"""

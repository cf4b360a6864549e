"""Set-up: from a fresh clone to a product that starts, with the standard library alone.

In: a Python of at least 3.11, the lock files. Out: ``.venv/``, ``node_modules/`` and
``rapidreview/static/vendor/``. ``door`` is what ./run and ./test call; nothing in the
product imports from here.
"""

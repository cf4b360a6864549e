"""The Rapid Review Daily Log: append-only, chained, sealed (P0.1, P1.17, P2.7).

Comes in: one call of ``actions.write`` from every change, inside its transaction. Goes out:
``facts.case_facts`` (what has been done, from headers alone), the readable log, and the
bundle that anyone can verify with the stand-alone ``verify.py``. Every later room reads the
facts; only this one writes the tables.
"""

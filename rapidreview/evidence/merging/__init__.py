"""The merged chronology of several agencies: what belongs together, what differs, what is missing.

In: rows as the agencies told them (``evidence.chronology.Row``), the period asked, and who
is who. Out: one order, and proposals that a person decides on: rows that may tell of one
event, with the reasons in words and how strong they are; what such rows say differently;
where an agency is silent. Nothing is merged, dated or chosen here. P6.1, P6.2.
Read ``whole.py`` first; ``words.py`` and ``alike.py`` explain how likeness is measured.
Read next by collation, the report and ``./run merge-chronologies``.
"""

"""Parallel processes, and what is held because of them, item by item (P14.7, C10, G5, G6).

Comes in: what agencies say of police, coroner and courts; the manager's holds. Goes out:
the register, and ``reading.held_in``, which every paper and page asks before it shows
an answer, an entry of a chronology or a document. Read next by quality, collation, report.
"""

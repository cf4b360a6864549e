"""What people see first: my day, the case page, the board, the Daily Log, documents, people.

Comes in: everything, through the facts and the duties. Goes out: pages; and changes of dates
with all that follows in the rooms below (P0.7, P1.5).
"""

"""What people see first: my day, the case page, the board, the Daily Log, documents, people.

Comes in: everything, read only, through the facts and the duties. Goes out: pages.
"""

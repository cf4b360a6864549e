"""Paper: documents out, documents in; nothing here knows a case, a clock or Django.

Comes in: plain values and the instant a document is made at (``at``), or the bytes of a
file that somebody sent. Goes out: the bytes of a PDF, Word or Excel file, identical for
identical input, or the values that were read. The Word form and the returns serve P1.10,
P1.11 and P2.8, the checklist P0.2, the Daily Log P0.1, the pack P6.1, the report P6.3.
Whatever comes from outside is opened only through ``limited``, in a process of its own.
Read next: scoping, quality, collation, meeting, report; ``evidence`` says what it means.
"""

"""What a return says: pure values in, pure values out.

In: the answers of an agency as typed, its chronology rows, and what the request asked for.
Out: the scoping form as data, what is missing, what the typed dates mean, the merged
chronology, findings for the officer, and the text with names replaced. No Django, no
clock, no input or output but the form's own data file.
Paragraphs: P1.10, P1.11, P2.2, P2.4, P6.1. Read next by scoping, quality and collation.
"""

"""The case folder I-IV: documents, their versions, who was given them (P0.3, P1.12, P1.17).

Comes in: bytes that ``paper`` has looked at, with a title, a subfolder and a source. Goes
out: encrypted files under random names, a location in the Daily Log, checked downloads.
Collation, meeting and report file here; mail does not.
"""

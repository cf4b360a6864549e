"""DAYS 13-15: pre-flight, bundle, submission to the National Panel and Ofsted, responses (P13.2-P13.5).

Comes in: the signed report, the decision of the meeting. Goes out: one bundle in III, the record
of its sending, what came back and what follows. Learning and retention read it next.
"""

"""Letters: written with the change they announce, delivered by the worker (P1.7, P1.10, P2.4).

Comes in: a kind of letter, its recipients and its words. Goes out: SMTP, or the on-screen
outbox where there is no mail server. A letter never carries a child's name, initials, birth
date or label; links are rendered at delivery and stored nowhere.
"""

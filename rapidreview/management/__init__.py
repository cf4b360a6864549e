"""The command line: stable names, results on stdout, progress on stderr.

Comes in: words typed by people and scripts. Goes out: exit status 0 (ok), 1 (it was read and
the answer is no), 2 (usage, or input that cannot be read).
"""

"""The fictional training case: one story, told once, used everywhere.

In: ``training-case.yaml`` and the day on which the story starts. Out: people, agencies,
returns as typed, and what happens on each working day, all with real dates. Read by the
story command, the training database and the tests. Everything in it is invented.
"""

"""A small procedure file whose tasks are written one on a line, right or wrong."""

HEAD = """\
id: small
title: A small procedure
version: "1"
calendar: england-and-wales
facts:
  asked: Somebody was asked
  answered: Somebody answered
clocks:
  local: {title: Local, anchor: intention_notified, counts_from: same_day, unit: working_day, length: 15, ours: true}
  other: {title: Other, anchor: asked, counts_from: next_day, unit: calendar_day, length: 10}
  hours: {title: Hours, anchor: asked, unit: hour, length: 24}
stages:
  - id: stage
    title: A stage
    days: [1, 5]
    tasks:
"""
FIRST_TASK = HEAD.count("\n") + 1


def file(*tasks: str, head: str = HEAD) -> str:
    """Tasks a, b, c …, one on each line, each with what every task needs."""
    letters = "abcdefgh"
    return head + "".join(
        f"      - {{id: {letters[n]}, title: T, owner: jcr_chair, paragraph: '1', "
        f"why: W, {task}}}\n"
        for n, task in enumerate(tasks)
    )


DONE = "done_when: [case_opened]"
DAY_1 = f"latest: {{clock: local, day: 1}}, {DONE}"


def day(number: object, rest: str = "") -> str:
    return f"latest: {{clock: local, day: {number}}}, {DONE}, {rest}"


def both(latest: str, earliest: str) -> str:
    return f"earliest: {{{earliest}}}, latest: {{{latest}}}, {DONE}"


RANGE = "is not a whole number from 1 to 999"

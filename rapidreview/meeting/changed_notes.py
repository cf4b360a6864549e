"""What a correction changed in the notes of an item, sentence by sentence (M25)."""

import re
from difflib import SequenceMatcher

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def what_changed(before: str, now: str) -> str:
    """The sentences that went and those that came, each marked; what stayed is left out.

    "One. Two." and "One. Three." give "Was: Two." and "Now: Three.", a line each.
    """
    old, new = SENTENCE.split(before), SENTENCE.split(now)
    compared = SequenceMatcher(None, old, new, autojunk=False)
    found: list[str] = []
    for _, a, b, c, d in compared.get_opcodes():
        if old[a:b] != new[c:d]:
            found += _told(" ".join(old[a:b]).strip(), " ".join(new[c:d]).strip())
    return "\n".join(found)


def _told(went: str, came: str) -> list[str]:
    if went and came:
        return [f"Was: {went}", f"Now: {came}"]
    return [f"Taken out: {went}"] if went else [f"Added: {came}"]

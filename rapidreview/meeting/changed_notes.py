"""What a correction changed in the notes of an item, line by line (M25)."""

from difflib import SequenceMatcher


def what_changed(before: str, now: str) -> str:
    """The lines that went and the lines that came, each marked; what stayed is left out.

    >>> print(what_changed("One.\\nTwo.", "One.\\nThree."))
    Before: Two.
    Now: Three.
    """
    old, new = before.splitlines(), now.splitlines()
    found: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            found.append(f"Before: {' / '.join(old[a:b]) or '(nothing)'}")
            found.append(f"Now: {' / '.join(new[c:d]) or '(nothing)'}")
    return "\n".join(found)

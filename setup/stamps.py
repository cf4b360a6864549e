"""Stamps: why a second start takes no time.

A step leaves the fingerprint of what it was made from beside what it made. While both
agree there is nothing to do; a changed lock file, or a deleted folder, does it again.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(sources: Iterable[Path]) -> str:
    """One hash over the names and contents of the files."""
    whole = hashlib.sha256()
    for source in sources:
        content = source.read_bytes()
        whole.update(f"{source.name} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def is_fresh(stamp: Path, sources: Iterable[Path]) -> bool:
    """Was this made from exactly these files?"""
    return stamp.is_file() and stamp.read_text() == fingerprint(sources)


def leave(stamp: Path, sources: Iterable[Path]) -> None:
    """Say what this was made from; only after it has been made whole."""
    stamp.write_text(fingerprint(sources))

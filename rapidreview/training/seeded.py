"""Chance that repeats: the story draws its keys and ids from a seed.

Only for the story, which plays fictional people in a home that is thrown away: with it,
the same start gives the same files. Never imported by a page or a job.
"""

import hashlib
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count


@contextmanager
def seeded(seed: str) -> Iterator[None]:
    """Within it, ``os.urandom`` and ``secrets`` draw from ``seed``, in order."""
    draw = _stream(seed)
    real, real_inner = os.urandom, random._urandom  # type: ignore[attr-defined]
    os.urandom = draw
    random._urandom = draw  # type: ignore[attr-defined]
    try:
        yield
    finally:
        os.urandom = real
        random._urandom = real_inner  # type: ignore[attr-defined]


def _stream(seed: str) -> Callable[[int], bytes]:
    numbers = count()
    key = hashlib.sha256(seed.encode()).digest()

    def draw(size: int) -> bytes:
        block = key + next(numbers).to_bytes(8, "big")
        return hashlib.shake_256(block).digest(size)

    return draw

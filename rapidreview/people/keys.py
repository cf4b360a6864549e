"""Keys: a master key outside the database wraps one key for each case and partnership.

AES-256-GCM throughout. The associated data binds what is sealed to its place, so that
a sealed value moved to another row, column or file does not open.
"""

import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
KEY_BYTES = 32


class CannotOpen(Exception):
    """What was sealed does not open: another key, another place, or changed bytes."""


def seal(key: bytes, plain: bytes, place: bytes) -> bytes:
    """``plain`` sealed under ``key`` (32 bytes) for ``place``; nonce in front."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place)


def unseal(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """The plain bytes again. Raises CannotOpen if key, place or bytes differ."""
    nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, rest, place)
    except (InvalidTag, ValueError) as error:  # ValueError: too short to be sealed
        raise CannotOpen(f"Sealed bytes for {place!r} do not open.") from error


def new_wrapped_key(owner: str) -> bytes:
    """A fresh key for ``owner`` (a case, a partnership, a file), wrapped by the master key."""
    return seal(settings.MASTER_KEY, secrets.token_bytes(KEY_BYTES), owner.encode())


def open_key(wrapped: bytes | memoryview, owner: str) -> bytes:
    """The key of ``owner``. Raises CannotOpen if the master key is another."""
    return _open_key(bytes(wrapped), owner, settings.MASTER_KEY)


@lru_cache(maxsize=512)
def _open_key(wrapped: bytes, owner: str, master: bytes) -> bytes:
    return unseal(master, wrapped, owner.encode())

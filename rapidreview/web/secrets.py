"""Secrets: those of the training mode are made once; weak ones refuse to start."""

import base64
import binascii
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FEWEST_CHARACTERS = (
    10  # different ones: "aaaa…" has the length of a key, not the strength
)


def training_secret(home: Path, name: str) -> str:
    """The secret called ``name`` under ``home``; made at first use, mode 0600."""
    path = home / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    return path.read_text()


def strong_secret_key(given: str) -> str:
    """The key that signs cookies and links. Raises ImproperlyConfigured if it is weak."""
    if len(given) < 40 or len(set(given)) < FEWEST_CHARACTERS:
        raise ImproperlyConfigured(
            "SECRET_KEY must have at least 40 characters, chosen by chance. "
            "Make one with: openssl rand -base64 48"
        )
    return given


def strong_master_key(given: str) -> bytes:
    """The key that wraps all others. Raises ImproperlyConfigured if it is weak."""
    try:
        key = base64.b64decode(given, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32 or len(set(key)) < FEWEST_CHARACTERS:
        raise ImproperlyConfigured(
            "MASTER_KEY must be 32 bytes in base64, chosen by chance. "
            "Make one with: openssl rand -base64 32"
        )
    return key

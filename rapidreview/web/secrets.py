"""Secrets of the training mode: made once, kept beside its throw-away database."""

import base64
import secrets
from pathlib import Path


def training_secret(home: Path, name: str) -> str:
    """The secret called ``name`` under ``home``; made at first use, mode 0600."""
    path = home / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    return path.read_text()

"""Opaque words for links and receipts: random, and hard to misread."""

import secrets

from rapidreview.scoping.models import AgencyReturn

# Without 0 and O, 1, I and L, U and V: what people read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
LETTERS = 6
NONCE_BYTES = 18


def new_reference() -> str:
    """A receipt reference such as R-7K3M9Q that no return has yet (P2.3)."""
    while True:
        letters = (secrets.choice(ALPHABET) for _ in range(LETTERS))
        reference = f"R-{''.join(letters)}"
        if not AgencyReturn.objects.filter(reference=reference).exists():
            return reference


def new_nonce() -> str:
    """What a link is made of beside its invitation; a new one kills the old link."""
    return secrets.token_urlsafe(NONCE_BYTES)

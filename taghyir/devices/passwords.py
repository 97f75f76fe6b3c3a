"""The secret a phone bears: long, random, easy to type; only its digest is kept."""

import hashlib
import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter one takes for another
LENGTH = 20  # 99 bits


def new_secret() -> str:
    """What the phone will send; only its digest is kept."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def digest_of(secret: str) -> str:
    """SHA-256: the secret is long and random, a slow hash would only slow each answer down."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()

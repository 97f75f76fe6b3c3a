"""The keys of reserved answers, and what they close: AES-256-GCM, bound to the place where the answer stands.

The words are JSON, made longer with blanks: the length of what is kept tells little, and nothing of whether there was an answer.
"""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE, STEP = 12, 256  # bytes


class KeyIsMissing(Exception):
    """This server does not hold the key with which an answer was closed."""


class Tampered(Exception):
    """What is kept is not what was closed there: changed, or brought from another place."""


@dataclass(frozen=True)
class Key:
    """One key of the environment. Its name is kept beside what it closes, and tells nothing of it."""

    name: str
    secret: bytes


@lru_cache(maxsize=8)
def _keys(written: tuple[str, ...]) -> dict[str, Key]:
    secrets_ = [base64.b64decode(one.translate(str.maketrans("-_", "+/"))) for one in written]
    keys = [Key(hashlib.sha256(b"name of a key" + secret).hexdigest()[:8], secret) for secret in secrets_]
    return {key.name: key for key in keys}


def keys() -> dict[str, Key]:
    """Every key this server holds, by name, the newest first."""
    return _keys(tuple(settings.SENSITIVE_KEYS))


def newest_key() -> Key:
    """The one that closes."""
    return next(iter(keys().values()))


def closed(words: Any, place: str) -> tuple[str, bytes]:
    """The name of the newest key, and `words` (anything JSON holds) closed with it, to be opened at `place` only."""
    key, nonce = newest_key(), secrets.token_bytes(NONCE)
    text = json.dumps(words).encode()
    padded = text.ljust(-(-len(text) // STEP) * STEP)
    return key.name, nonce + AESGCM(key.secret).encrypt(nonce, padded, place.encode())


def opened(name: str, sealed: bytes, place: str) -> Any:
    """What was closed at `place` with the key called `name`. Raises KeyIsMissing or Tampered."""
    if (key := keys().get(name)) is None:
        raise KeyIsMissing(name)
    try:
        text = AESGCM(key.secret).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise Tampered(place) from error
    return json.loads(text)


def closed_file(content: bytes) -> tuple[str, bytes]:
    """A key made for this file alone, in words, and the file closed with it."""
    secret, nonce = AESGCM.generate_key(256), secrets.token_bytes(NONCE)
    return base64.b64encode(secret).decode(), nonce + AESGCM(secret).encrypt(nonce, content, b"file")


def opened_file(secret: str, sealed: bytes) -> bytes:
    """What was closed with that key. Raises Tampered."""
    try:
        return AESGCM(base64.b64decode(secret)).decrypt(sealed[:NONCE], sealed[NONCE:], b"file")
    except (InvalidTag, ValueError) as error:
        raise Tampered("file") from error


def fingerprint(digest: str) -> str:
    """What stands for `digest` where everybody reads it: nobody without the key finds an answer by trying them all."""
    own = hmac.digest(newest_key().secret, b"key of fingerprints", "sha256")
    return hmac.new(own, digest.encode(), hashlib.sha256).hexdigest()

"""Keys given by the environment: 32 random bytes in base64, of either alphabet."""

import base64
import binascii
import hashlib


def demonstration_key(secret: str) -> str:
    """A key that everybody knows, for a demonstration."""
    return base64.b64encode(hashlib.sha256(f"sensitive {secret}".encode()).digest()).decode()


def is_key(written: str) -> bool:
    """Whether it is 32 bytes in base64."""
    try:
        return len(base64.b64decode(written.translate(str.maketrans("-_", "+/")), validate=True)) == 32
    except (binascii.Error, ValueError):
        return False

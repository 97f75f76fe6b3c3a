"""Files made for somebody a moment ago, kept in the private folder under the name of all that they depend on.

A name that says what was written last is never asked for again once something is written: nothing is to be erased at that moment.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from taghyir.core.models import private_storage

KEPT_FOR = 600  # seconds


def name_for(*parts: Any) -> str:
    """The name of a file that depends on `parts`, and on nothing else."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def kept(name: str) -> BinaryIO | None:
    """The file of that name, if it was made within ten minutes."""
    path = _folder() / name
    try:
        if path.stat().st_mtime > time.time() - KEPT_FOR:
            return path.open("rb")
    except FileNotFoundError:
        pass
    return None


def keeping(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """`pieces`, kept under `name` once the last of them was taken; who stops before keeps nothing."""
    _folder().mkdir(parents=True, exist_ok=True)
    path = _folder() / f"{name}.{secrets.token_hex(4)}"
    try:
        with path.open("wb") as file:
            for piece in pieces:
                file.write(piece)
                yield piece
        os.replace(path, _folder() / name)
    finally:
        path.unlink(missing_ok=True)


def forget_old() -> int:
    """Erase what was kept for long enough. Returns how many files."""
    old = [path for path in _folder().glob("*") if path.stat().st_mtime < time.time() - KEPT_FOR]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    return Path(private_storage().path("exports"))

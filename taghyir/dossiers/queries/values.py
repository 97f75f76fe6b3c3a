"""Values as JSON writes them, and names that every disk bears."""

import re
import unicodedata
from typing import Any

LONGEST_NAME = 80  # characters; in Arabic two bytes each, below the 255 of a disk
_OF_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def choice(code: Any, words: Any) -> dict[str, Any] | None:
    return {"code": code, "words": str(words)} if code not in ("", None) else None


def safe_name(name: str) -> str:
    """`name` as a file may be named anywhere: letters of any script and figures, one ending, no path, nothing that turns it."""
    plain = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign)[0] != "C")
    stem, _dot, ending = plain.rpartition(".")
    stem = re.sub(r"[^\w-]+", "_", stem or ending).strip("_")[:LONGEST_NAME] or "document"
    ending = re.sub(r"[^a-z0-9]", "", ending.casefold())[:5] if _dot else ""
    stem = f"_{stem}" if _OF_WINDOWS.fullmatch(stem) else stem
    return f"{stem}.{ending}" if ending else stem

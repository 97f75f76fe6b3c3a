"""Names kept in several languages, and the choice of one for the reader."""

from typing import Any

from django.utils.translation import get_language

ORDER = ("fr", "ar", "es", "en")


def base_language() -> str:
    """The reader's language without its country: `ar` for `ar-tn`."""
    return (get_language() or "fr").partition("-")[0]


def in_language(thing: Any, field: str, language: str | None = None) -> tuple[str, str]:
    """The value of `field` in the reader's language, else in the first language that has one; and that language."""
    wanted = language or base_language()
    for code in (wanted, *ORDER):
        if value := getattr(thing, f"{field}_{code}", ""):
            return value, code
    return "", wanted

"""The mark of a row people take away: a sign for each fact as it was, so that what changed here since is known of it."""

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from django.db import models
from django.utils.translation import gettext as _

from taghyir.tables.imports import Wrong

_NAME, _SIGN = 3, 8  # signs in base sixteen, of the name of a fact and in all


def mark_of(facts: Iterable[tuple[str, Any]]) -> str:
    """The signs of these facts, one after the other."""
    return "".join([_sign(name, value) for name, value in facts])


def read_mark(text: str) -> dict[str, str]:
    """The sign of each fact, by that of its name. Wrong when somebody wrote in it."""
    signs = [text[at : at + _SIGN] for at in range(0, len(text), _SIGN)]
    if len(text) % _SIGN or not set(text) <= set("0123456789abcdef"):
        raise Wrong(_("This mark was changed: what was corrected here meanwhile cannot be told from it."))
    return {sign[:_NAME]: sign for sign in signs}


def is_as_marked(mark: dict[str, str], name: str, value: Any) -> bool | None:
    """Whether this was the value when the mark was made; None when the mark says nothing of it."""
    sign = _sign(name, value)
    return mark[sign[:_NAME]] == sign if sign[:_NAME] in mark else None


def _sign(name: str, value: Any) -> str:
    kept = value.pk if isinstance(value, models.Model) else "" if value is None else value
    return f"{crc32(name.encode()) & 0xFFF:03x}{crc32(f'{name}={kept}'.encode()) & 0xFFFFF:05x}"

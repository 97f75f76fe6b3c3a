"""A fact of a row as people read it, whatever its kind: before an import, beside what a register says, in a pair."""

import datetime as dt
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from taghyir.core.text import listed
from taghyir.design.formats import date_text


def in_words(model: type[models.Model], name: str, value: Any) -> str:
    """The labels of what was chosen, yes or no, a day in full, else the value; nothing of what is empty."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.date):
        return date_text(value)
    try:
        column: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return str(value)
    choices = dict(getattr(column, "base_field", column).choices or [])
    return listed(choices.get(one, one) for one in value) if isinstance(value, list) else str(choices.get(value, value))

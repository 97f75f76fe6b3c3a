"""The columns of the two lists people take away; no answer is in them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.models import Entry
from taghyir.reserved.models import Purpose
from taghyir.surveys.models import receipt_of
from taghyir.tables.listing import Column


def purpose_in(entry: Entry) -> str:
    """The purpose of an opening, in words."""
    return str(Purpose(entry.details["purpose"]).label)


def receipt_in(entry: Any) -> str:
    """The receipt of what was opened; "" when the submission is gone."""
    return receipt_of(entry.digest) if entry.digest else ""


RIGHTS: list[Column] = [
    (_("Person"), lambda right: str(right.user)),
    (_("Purpose"), lambda right: right.get_purpose_display()),
    (_("Territory"), lambda right: str(right.territory or "")),
    (_("State"), lambda right: right.state.label),
    (_("From"), lambda right: right.starts_on),
    (_("To"), lambda right: right.ends_on),
    (_("Why"), lambda right: right.reason),
    (pgettext_lazy("a right", "Given by"), lambda right: str(right.given_by)),
    (pgettext_lazy("a right", "Given on"), lambda right: right.given_at.date()),
    (_("Ended on"), lambda right: right.ended_at.date() if right.ended_at else None),
]
OPENINGS: list[Column] = [
    (_("When"), lambda entry: entry.at),
    (_("Person"), lambda entry: str(entry.actor or "")),
    (_("Purpose"), purpose_in),
    (_("Why"), lambda entry: entry.details["reason"]),
    (_("Form"), lambda entry: entry.form_title or ""),
    (_("Receipt"), receipt_in),
]

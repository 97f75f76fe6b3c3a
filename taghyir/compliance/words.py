"""How a figure of the law and a delay are said in a few words. Knows the fields of a fact, and not where they are kept."""

import calendar
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taghyir.core.languages import base_language
from taghyir.design.formats import amount_text, number_text, short_date_text, written_in


@contextmanager
def in_words_of(country: str) -> Iterator[None]:
    """Inside the block, Arabic is that of `country`, whoever reads: جمع عام in Morocco, جلسة عامة in Tunisia; months too."""
    with written_in(base_language(), country):
        yield


def measured(fact: Any) -> str:
    """The figure with its unit and its direction: at least 5 members, at most 12 members of the board. Empty without one."""
    if fact.value is None:
        return ""
    what = _with_unit(fact)
    if fact.bound == "exactly":
        return what
    return (_("at least %(what)s") if fact.bound == "at_least" else _("at most %(what)s")) % {"what": what}


def _with_unit(fact: Any) -> str:
    count, number = int(fact.value), {"count": number_text(fact.value)}
    if fact.unit == "money":
        return amount_text(fact.value, fact.currency)
    if fact.unit == "percent":
        return _("%(count)s %%") % number
    said = {
        "members": ngettext("%(count)s member", "%(count)s members", count),
        "board": ngettext("%(count)s member of the board", "%(count)s members of the board", count),
        "years": ngettext("%(count)s year", "%(count)s years", count),
        "times": ngettext("%(count)s time", "%(count)s times", count),
    }
    return said[fact.unit] % number


def delay_of(fact: Any) -> str:
    """When a duty falls due: 60 days at most after the declaration, by 31 March. Empty when it has no date."""
    if not fact.anchor:
        return ""
    if fact.anchor == "calendar":
        return _("by %(day)s") % {"day": short_date_text(this_year(fact.month, fact.day))}
    words = {"delay": _delay(fact), "anchor": fact.get_anchor_display()}
    if fact.direction == "before":
        return _("%(delay)s at least before %(anchor)s") % words
    return _("%(delay)s at most after %(anchor)s") % words


def _delay(fact: Any) -> str:
    said = {
        "days": ngettext("%(count)s day", "%(count)s days", fact.offset),
        "months": ngettext("%(count)s month", "%(count)s months", fact.offset),
        "years": ngettext("%(count)s year", "%(count)s years", fact.offset),
    }
    return said[fact.offset_unit] % {"count": number_text(fact.offset)}


def this_year(month: int, day: int) -> dt.date:
    """That day of the present year; 29 February is the 28th in a common year."""
    year = timezone.localdate().year
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def condition_of(fact: Any) -> str:
    """For whom alone it holds, as far as the sources say. Empty when it holds for all."""
    if not fact.condition:
        return ""
    if fact.condition_from is None:
        return _("Above a limit that is still to be verified: %(measure)s") % {"measure": fact.get_condition_display()}
    limit = (
        amount_text(fact.condition_from, fact.condition_currency)
        if fact.condition_currency
        else number_text(fact.condition_from)
    )
    return _("From %(limit)s: %(measure)s") % {"limit": limit, "measure": fact.get_condition_display()}

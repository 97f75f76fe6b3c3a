"""Which facts hold for whom, and when what they ask falls due."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.compliance.dates import due_days, due_pairs
from taghyir.compliance.models import Fact, FactQuerySet, Scope
from taghyir.compliance.seeds import WRITTEN, as_json
from taghyir.core.models import Entry
from taghyir.design.formats import date_text
from taghyir.directory.models import LegalForm, Organisation
from taghyir.places.models import Country
from taghyir.places.queries import holidays_between, is_weekend

AROUND = dt.timedelta(days=60)  # days off in a row are never that many


def facts_for(whose: Organisation | LegalForm, on: dt.date | None = None) -> FactQuerySet:
    """What holds on a day (today) for a legal form, or for that of an organisation; nothing when it has none."""
    form = whose.legal_form_id if isinstance(whose, Organisation) else whose.pk
    if form is None:
        return Fact.objects.none()
    return Fact.objects.filter(scopes__legal_form=form).in_force(on or timezone.localdate()).in_order()


def threshold(form: LegalForm | str, code: str, on: dt.date | None = None) -> Fact | None:
    """The figure `code` that holds for a legal form, or its code, on a day (today). None when nothing is known."""
    named = form if isinstance(form, str) else form.code
    holds = Fact.objects.filter(code=code, scopes__legal_form__code=named, value__isnull=False)
    return holds.in_force(on or timezone.localdate()).first()


def due_dates(fact: Fact, anchors: dict[str, dt.date], first: dt.date, last: dt.date) -> list[dt.date]:
    """The days from `first` to `last` at which `fact` falls due while it holds; moved off days off only when it says so.

    `anchors`: the day of each `Fact.Anchor` that is known. Days off are those of the country, confirmed or expected.
    """
    begins, ends = max(first, fact.valid_from or first), min(last, fact.valid_until or last)
    if not fact.anchor or ends < begins:
        return []
    off: set[dt.date] = set()
    if fact.day_off != Fact.DayOff.STAYS:
        off = set(holidays_between(begins - AROUND, ends + AROUND, fact.country).values_list("on", flat=True))
    return due_days(fact, anchors, begins, ends, lambda day: is_weekend(day) or day in off)


def facts_in_play(forms: list[LegalForm], first: dt.date, last: dt.date) -> list[Fact]:
    """What holds for one of these legal forms on a day between both, in order, with its legal forms; in two statements."""
    begun = Q(valid_from=None) | Q(valid_from__lte=last)
    lasts = Q(valid_until=None) | Q(valid_until__gte=first)
    held = Fact.objects.filter(begun, lasts, pk__in=Scope.objects.filter(legal_form__in=forms).values("fact"))
    return list(held.prefetch_related("legal_forms").in_order())


def days_off_between(first: dt.date, last: dt.date) -> dict[str, set[dt.date]]:
    """The holidays of each country around these days, confirmed or expected; in one statement."""
    found: dict[str, set[dt.date]] = {country: set() for country in Country.values}
    for country, on in holidays_between(first - AROUND, last + AROUND).values_list("country", "on"):
        found.setdefault(country, set()).add(on)
    return found


def falling_due(
    fact: Fact, anchors: dict[str, dt.date], first: dt.date, last: dt.date, off: set[dt.date]
) -> list[tuple[dt.date, dt.date]]:
    """As `due_dates`, each day after the one from which it is counted; `off` are holidays already at hand."""
    begins, ends = max(first, fact.valid_from or first), min(last, fact.valid_until or last)
    if not fact.anchor or ends < begins:
        return []
    return due_pairs(fact, anchors, begins, ends, lambda day: is_weekend(day) or day in off)


def facts_with_all(facts: FactQuerySet) -> FactQuerySet:
    """`facts` in their order, with what a list shows of each."""
    return facts.select_related("verified_by__person").prefetch_related("legal_forms").in_order()


def facts_by_moment(form: LegalForm, on: dt.date) -> list[tuple[str, list[Fact]]]:
    """What holds for `form` on that day, by when it matters."""
    found = list(facts_with_all(facts_for(form, on)))
    groups = [(str(moment.label), [fact for fact in found if fact.moment == moment]) for moment in Fact.Moment]
    return [(label, facts) for label, facts in groups if facts]


def legal_forms_with_facts(on: dt.date) -> QuerySet[LegalForm]:
    """Every legal form with `fact_count`, how many facts hold for it that day."""
    begun = Q(facts__valid_from=None) | Q(facts__valid_from__lte=on)
    lasts = Q(facts__valid_until=None) | Q(facts__valid_until__gte=on)
    return LegalForm.objects.annotate(fact_count=Count("facts", filter=begun & lasts)).order_by("country", "code")


def versions_of(fact: Fact) -> FactQuerySet:
    """The other versions of the same fact for the same legal forms, the latest first."""
    forms = fact.scopes.values("legal_form")
    others = Fact.objects.filter(code=fact.code, pk__in=Fact.objects.filter(scopes__legal_form__in=forms).values("pk"))
    return others.exclude(pk=fact.pk).order_by("-valid_from", "-pk")


def values_of(fact: Fact) -> dict[str, Any]:
    """What is written of a fact, as JSON: to compare two versions, and what a coordinator wrote with the seed."""
    forms = sorted(scope.legal_form.code for scope in fact.scopes.select_related("legal_form"))
    return {**{name: as_json(getattr(fact, name)) for name in WRITTEN}, "legal_forms": forms}


@dataclass(frozen=True)
class Change:
    """What was written of a fact before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Moment:
    """One thing that was done to a fact."""

    at: dt.datetime
    title: str
    by: str
    lines: list[Change]


_TITLES = {
    "fact.added": _("Added"),
    "fact.corrected": _("Corrected"),
    "fact.replaced": _("Replaced: the law changed"),
    "fact.ended": _("Ended: the law no longer asks it"),
    "fact.verified": _("Verified in the text of the law"),
}


def history_of(fact: Fact) -> list[Moment]:
    """What was done to a fact, the latest first; the version that came after it is said here too."""
    own = Q(subject_id=fact.pk) | Q(details__replaces=fact.pk)
    lines = Entry.objects.filter(own, verb__in=_TITLES, subject_type=ContentType.objects.get_for_model(Fact))
    return [
        Moment(line.at, str(_TITLES[line.verb]), str(line.actor or ""), _changes_of(line))
        for line in lines.select_related("actor__person").order_by("-at", "-pk")
    ]


def _changes_of(line: Entry) -> list[Change]:
    changes: dict[str, list[Any]] = line.details.get("changes", {})
    fields: dict[str, Any] = {name: Fact._meta.get_field(name) for name in changes}
    return [
        Change(str(fields[name].verbose_name), _said(fields[name], before), _said(fields[name], after))
        for name, (before, after) in changes.items()
    ]


def _said(field: Any, value: Any) -> str:
    """A value of the journal as people read it: the word of a choice, a day in full."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, list):
        return " · ".join(value)
    if isinstance(field, models.DateField):
        return date_text(dt.date.fromisoformat(value))
    return str(dict(field.flatchoices).get(value, value))


@dataclass(frozen=True)
class Comparison:
    """A minimum of members, and how many an organisation has; None when they were not counted."""

    asked: int
    has: int | None
    is_verified: bool

    @property
    def is_short(self) -> bool:
        return self.has is not None and self.has < self.asked


def members_compared(organisation: Organisation, facts: list[Fact]) -> Comparison | None:
    """The members that `facts` ask for and those it has. None when no minimum is among them."""
    fact = next((fact for fact in facts if fact.code == "minimum_members" and fact.value is not None), None)
    if fact is None:
        return None
    women, men = organisation.women_members, organisation.men_members
    has = None if women is None or men is None else women + men
    return Comparison(int(fact.value or 0), has, fact.verified_on is not None)


def chosen_day(text: Any) -> dt.date:
    """A day written in an address; today when there is none, or it cannot be read."""
    try:
        return dt.date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return timezone.localdate()

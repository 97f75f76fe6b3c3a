"""The duties of organisations, reckoned from the law and from what they said: in as many statements for one as for all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from taghyir.accompaniment.models import Case
from taghyir.compliance.models import Fact
from taghyir.compliance.queries import days_off_between, facts_in_play, falling_due
from taghyir.directory.models import Organisation, OrganisationQuerySet
from taghyir.duties.models import Assembly, Calendar, HappenedEvent, Outcome, Tick
from taghyir.duties.policies import visible_duties
from taghyir.duties.rules import AHEAD, ASSEMBLY, BACK, ONCE, Duty, period_of

TO_DO = ("duty", "deadline", "identifier")  # kinds of facts that ask for an act
LONG_AGO = dt.date(1950, 1, 1)


@dataclass
class Known:
    """What one organisation said of itself, and what happened."""

    calendar: Calendar | None = None
    events: list[HappenedEvent] = field(default_factory=list)
    meetings: list[dt.date] = field(default_factory=list)
    outcomes: dict[tuple[Any, str, str], Outcome] = field(default_factory=dict)
    ticks: dict[tuple[Any, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))


def followed_organisations(actor: Any) -> OrganisationQuerySet:
    """Those `actor` sees that said from when their duties are counted, or are accompanied; with what a list says of each."""
    followed = Q(calendar__isnull=False) | Q(pk__in=Case.objects.open().values("organisation"))
    rows = visible_duties(actor).filter(followed, legal_form__isnull=False)
    return rows.select_related("legal_form", "territory", "calendar").order_by("sort_name", "pk")


def duties_of(organisation: Organisation) -> list[Duty]:
    """All its duties of the coming eighteen months, and what is older and not settled; late first."""
    return duties_of_each([organisation])


def duty_of(organisation: Organisation, code: str, period: str) -> Duty | None:
    """One of them; None when the law asks no such thing."""
    return next((duty for duty in duties_of(organisation) if (duty.code, duty.period) == (code, period)), None)


def duties_of_each(organisations: Sequence[Organisation]) -> list[Duty]:
    """The duties of all of them, late first. In eight statements, however many they are."""
    today = timezone.localdate()
    forms = {one.legal_form_id: one.legal_form for one in organisations if one.legal_form is not None}
    facts: dict[Any, list[Fact]] = defaultdict(list)
    for fact in facts_in_play(list(forms.values()), LONG_AGO, today + dt.timedelta(days=AHEAD)):
        if fact.kind in TO_DO:
            for form in fact.legal_forms.all():
                facts[form.pk].append(fact)
    off = days_off_between(today - dt.timedelta(days=3 * BACK), today + dt.timedelta(days=AHEAD))
    known = _known_of(organisations)
    found = [
        duty
        for one in organisations
        for duty in _reckoned(one, facts[one.legal_form_id], known[one.pk], off.get(one.country, set()), today)
    ]
    return sorted(found, key=lambda duty: duty.order)


def calendar_read(calendar: Calendar | None) -> list[Any]:
    """What the sheet of the days was opened on; also when nobody wrote any yet."""
    names = ("founded_on", "year_end_day", "year_end_month", "declared_on", "last_assembly_on")
    of_statutes = ("assembly_months", "notice_days", "quorum", "proxies")
    return [getattr(calendar, name, None) for name in (*names, *of_statutes)]


def _known_of(organisations: Sequence[Organisation]) -> dict[Any, Known]:
    known: dict[Any, Known] = defaultdict(Known)
    keys = [one.pk for one in organisations]
    for calendar in Calendar.objects.filter(organisation__in=keys):
        known[calendar.organisation_id].calendar = calendar
    for event in HappenedEvent.objects.filter(organisation__in=keys):
        known[event.organisation_id].events.append(event)
    meetings = Assembly.objects.filter(organisation__in=keys, kind=Assembly.Kind.ORDINARY, cancelled_at=None)
    for organisation, held_on in meetings.values_list("organisation", "held_on"):
        known[organisation].meetings.append(held_on)
    for outcome in Outcome.objects.filter(organisation__in=keys).select_related("said_by__person", "evidence"):
        known[outcome.organisation_id].outcomes[outcome.legal_form_id, *outcome.duty_key] = outcome
    for tick in Tick.objects.filter(organisation__in=keys):
        known[tick.organisation_id].ticks[tick.legal_form_id, *tick.duty_key].add(tick.step)
    return known


def _reckoned(
    organisation: Organisation, facts: Iterable[Fact], known: Known, off: set[dt.date], today: dt.date
) -> list[Duty]:
    """Each duty once: where two versions of a fact speak of the same period, the later one counts."""
    duties: dict[tuple[str, str], Duty] = {}
    for fact in sorted(facts, key=lambda fact: fact.valid_from or dt.date.min):
        for duty in _duties_from(fact, organisation, known, off, today):
            key = (organisation.legal_form_id, duty.code, duty.period)
            outcome, ticked = known.outcomes.get(key), known.ticks.get(key, set())
            duty = replace(duty, outcome=outcome, ticked=ticked, today=today)
            is_over = fact.direction == "before" and duty.since is not None and duty.since < today and outcome is None
            if not is_over and (duty.state != "unsaid" or duty.period == ONCE):
                duties[duty.code, duty.period] = duty
    return list(duties.values())


def _duties_from(
    fact: Fact, organisation: Organisation, known: Known, off: set[dt.date], today: dt.date
) -> Iterator[Duty]:
    if fact.anchor:
        for anchors in _anchors_for(fact, organisation, known, today):
            for since, day in falling_due(fact, anchors, LONG_AGO, today + dt.timedelta(days=AHEAD), off):
                yield Duty(organisation, fact, period_of(fact.anchor, fact.recurrence, since), since, day)
    elif not fact.is_in_force:
        return
    elif fact.code == ASSEMBLY and known.calendar and known.calendar.assembly_months:
        yield from _by_statutes(fact, organisation, known.calendar, today)
    elif fact.moment == Fact.Moment.FOUNDING or fact.kind == Fact.Kind.IDENTIFIER:
        yield Duty(organisation, fact, ONCE)
    elif fact.moment == Fact.Moment.YEARLY:
        yield Duty(organisation, fact, str(today.year))


def _by_statutes(fact: Fact, organisation: Organisation, calendar: Calendar, today: dt.date) -> Iterator[Duty]:
    """An assembly of which the law, as the house knows it, says no day, and the statutes do."""
    rule = Fact(country=fact.country, anchor="year_end", offset=calendar.assembly_months, offset_unit="months")
    rule.direction, rule.recurrence = "after", "yearly"
    first_end = _first_year_end(organisation, calendar, today)
    if first_end is None:
        return
    for since, day in falling_due(rule, {"year_end": first_end}, LONG_AGO, today + dt.timedelta(days=AHEAD), set()):
        yield Duty(organisation, fact, str(since.year), since, day, from_statutes=True)


def _anchors_for(fact: Fact, organisation: Organisation, known: Known, today: dt.date) -> Iterator[dict[str, dt.date]]:
    """The days from which `fact` is counted: one, or one for each assembly or event."""
    calendar = known.calendar
    if fact.anchor == Fact.Anchor.EVENT:
        yield from ({"event": event.on} for event in known.events if event.code == fact.code)
    elif fact.anchor == Fact.Anchor.MEETING:
        last = [calendar.last_assembly_on] if calendar and calendar.last_assembly_on else []
        yield from ({"meeting": day} for day in {*known.meetings, *last})
    else:
        found = {
            "founding": (calendar and calendar.founded_on) or organisation.founded_on,
            "declaration": calendar and calendar.declared_on,
            "year_end": calendar and _first_year_end(organisation, calendar, today),
        }
        yield {name: day for name, day in found.items() if day}


def _first_year_end(organisation: Organisation, calendar: Calendar, today: dt.date) -> dt.date | None:
    """The end of its first financial year; of one some years ago when nobody said when it was founded."""
    founded = calendar.founded_on or organisation.founded_on
    if founded is None:
        return calendar.year_end_in(today.year - 3)
    end = calendar.year_end_in(founded.year)
    return calendar.year_end_in(founded.year + 1) if end and end < founded else end

"""The calendar of somebody's work: what is due, and what no longer is, so that a phone takes it away."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db.models import Count, IntegerField, Max, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from taghyir.accompaniment.models import Case, PlannedAction
from taghyir.core.models import Entry
from taghyir.days.models import Feed, Noted
from taghyir.days.policies import can_read_feed, visible_feeds
from taghyir.days.queries.agenda import Agenda, Due
from taghyir.days.queries.kinds import Scope
from taghyir.gatherings.models import Gathering

NEAR, MOST_NEAR = ("milestone", "diagnosis", "referral"), 200
KEPT = dt.timedelta(days=60)  # how far back a calendar goes
TOLD_GONE = dt.timedelta(days=30)  # how long what is due no more is told as cancelled
CaseEvent: Any = Case._meta.get_field("events").related_model  # what the file was, change after change
# when nothing was written of a change: the same at each reading, else a phone would read the calendar again for nothing
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_SIGNER = signing.Signer(salt="days.feed")


@dataclass(frozen=True)
class Dated:
    """Something in a calendar: the file and the organisation, nothing that only the page may say."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    on: dt.date
    is_on: bool
    kind: str
    case: Case | None = None
    gathering: Gathering | None = None
    due: Due | None = None  # of the other kinds of an agenda
    noted: Noted | None = None  # of what is due no more, and is nowhere else

    @property
    def where(self) -> str:
        """Of whom it is, or in which territory."""
        if self.noted:
            return self.noted.where
        if self.gathering:
            return str(self.gathering.territory)
        if self.due:
            return " · ".join(part for part in (self.due.number, self.due.organisation) if part)
        return f"{self.case.number} · {self.case.organisation}" if self.case else ""

    @property
    def link(self) -> str:
        """The page that says the rest; none for what is gone, which may be somebody else’s by now."""
        if self.due:
            return self.due.link
        of = self.gathering or self.case
        return of.get_absolute_url() if of else ""


def token_of_feed(feed: Feed) -> str:
    """What stands in the address of a calendar."""
    return _SIGNER.sign(str(feed.pk))


def feed_of(token: str) -> Feed | None:
    """The calendar under this address; None when it is not ours, ended, or its owner no longer may."""
    try:
        pk = int(_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    feed = Feed.objects.select_related("owner__person").filter(pk=pk).first()
    return feed if feed and can_read_feed(feed) else None


def feeds_of(actor: Any) -> QuerySet[Feed]:
    return visible_feeds(actor).order_by("-started_at")


def due_in_feed(feed: Feed) -> list[Dated]:
    """Steps, actions, meetings and what comes near, of the owner and of whom they stand in for; five statements however many."""
    return [*_steps(feed), *_actions(feed), *_meetings(feed), *_near(feed)]


def told_by_feed(feed: Feed) -> list[Dated]:
    """What is due; what was told and is due no more is cancelled under the UID it had, for thirty days. Six statements."""
    noted = {one.uid: one for one in feed.noted.all()}
    told = [beside(one, noted.pop(one.uid, None)) for one in due_in_feed(feed)]
    return told + [_gone(one) for one in noted.values() if is_told(one)]


def beside(dated: Dated, noted: Noted | None) -> Dated:
    """`dated` with a sequence above all that the calendar told of it, when it went, or went and came back."""
    if noted is None or (dated.is_on and not noted.is_gone and not noted.raised):
        return dated
    sequence = dated.sequence + noted.raised
    sequence = sequence + 2 * noted.is_gone if dated.is_on else max(sequence, noted.sequence + 1)
    return replace(dated, sequence=sequence, changed_at=max(dated.changed_at, noted.changed_at))


def _gone(noted: Noted) -> Dated:
    return Dated(noted.uid, noted.sequence + 1, noted.changed_at, noted.on, False, noted.kind, noted=noted)


def is_told(noted: Noted) -> bool:
    """Whether what is due no more is still told: for thirty days, and not when it left because it is long past."""
    today = timezone.localdate()
    is_past = noted.kind not in NEAR and noted.on < today - KEPT
    return not is_past and (not noted.is_gone or timezone.localdate(noted.changed_at) > today - TOLD_GONE)


def _held(feed: Feed) -> QuerySet[Any]:
    """The history of the files the owner follows, or did not long ago."""
    return CaseEvent.objects.filter(adviser__in=feed.owner.stands_for)


def _steps(feed: Feed) -> list[Dated]:
    """A day promised is one event for ever: cancelled when the step is done, moved to another day, or given to somebody."""
    since = timezone.localdate() - KEPT
    promised = _held(feed).filter(next_step_on__gte=since).order_by()
    days = promised.values_list("pgh_obj", "next_step_on").distinct()
    found = sorted(days)
    changes = CaseEvent.objects.filter(pgh_obj=OuterRef("pk")).order_by().values("pgh_obj")
    cases = Case.objects.filter(pk__in={pk for pk, _day in found}).select_related("organisation", "territory")
    known = cases.annotate(
        changes=Coalesce(Subquery(changes.annotate(n=Count("pgh_id")).values("n"), output_field=IntegerField()), 0),
        changed_at=Subquery(changes.annotate(at=Max("pgh_created_at")).values("at")),
    ).in_bulk()
    return [_step(known[pk], day, feed) for pk, day in found if pk in known]


def _step(case: Any, day: dt.date, feed: Feed) -> Dated:
    is_on = case.is_open and case.next_step_on == day and case.adviser_id in feed.owner.stands_for
    uid = f"step-{case.pk}-{day:%Y%m%d}"
    return Dated(uid, case.changes, case.changed_at, day, is_on, "step", case)


def _lines_of(model: type[Model]) -> QuerySet[Any, Any]:
    """The lines of the journal about the row, to be counted: each is a change."""
    kind = ContentType.objects.get_for_model(model).pk
    return Entry.objects.filter(subject_type=kind, subject_id=OuterRef("pk")).order_by().values("subject_id")


def _actions(feed: Feed) -> list[Dated]:
    lines = _lines_of(PlannedAction)
    rows = PlannedAction.objects.filter(
        objective__case__in=_held(feed).order_by().values("pgh_obj"), due_on__gte=timezone.localdate() - KEPT
    )
    rows = rows.select_related("objective__case__organisation", "objective__case__territory").annotate(
        changes=Coalesce(Subquery(lines.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        changed_at=Coalesce(Subquery(lines.annotate(last=Max("at")).values("last")), LONG_AGO),
    )
    whose = feed.owner.stands_for
    return [
        Dated(
            f"action-{one.pk}",
            one.changes,
            one.changed_at,
            one.due_on,
            one.done_on is None and one.objective.case.is_open and one.objective.case.adviser_id in whose,
            "action",
            one.objective.case,
        )
        for one in rows.order_by("due_on", "pk")
    ]


def _meetings(feed: Feed) -> list[Dated]:
    lines = _lines_of(Gathering)
    rows = Gathering.objects.filter(Q(organised_by__in=feed.owner.stands_for), held_on__gte=timezone.localdate() - KEPT)
    rows = rows.select_related("territory").annotate(
        changes=Coalesce(Subquery(lines.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        changed_at=Coalesce(Subquery(lines.annotate(last=Max("at")).values("last")), LONG_AGO),
    )
    return [
        Dated(f"meeting-{one.pk}", one.changes, one.changed_at, one.held_on, True, "meeting", gathering=one)
        for one in rows.order_by("held_on", "pk")
    ]


def _near(feed: Feed) -> list[Dated]:
    """Milestones, diagnoses and referrals as the agenda has them, until they are held, begun or answered."""
    dues = Agenda(Scope(feed.owner, kinds=NEAR)).briefly(MOST_NEAR)
    return [
        Dated(f"{due.kind}-{due.key}-{due.due_on:%Y%m%d}", 0, LONG_AGO, due.due_on, True, due.kind, due=due)
        for due in dues
    ]

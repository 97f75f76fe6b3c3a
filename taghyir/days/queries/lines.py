"""What the house has for an agenda from here down: steps, actions, referrals, needs, meetings, bookings, answers."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case, PlannedAction
from taghyir.days.models import Alert, Proposal
from taghyir.days.queries.kinds import Scope, kind_of_agenda, told
from taghyir.gatherings.models import Gathering
from taghyir.intake.models import Referral
from taghyir.needs.models import Need
from taghyir.people.models import COORDINATORS
from taghyir.spaces.models import Booking


@kind_of_agenda("step", _("next step"), "next", "accompaniment:case")
def steps_due(scope: Scope) -> QuerySet[Any]:
    rows = Case.objects.open().filter(scope.of("adviser", "territory"), next_step_on__isnull=False)
    rows = rows.filter(scope.found("organisation__folded", "number", "next_step"))
    return told(rows, "step", F("next_step_on"), F("next_step"))


@kind_of_agenda("action", _("action of the plan"), "check", "accompaniment:finish_action")
def actions_due(scope: Scope) -> QuerySet[Any]:
    case = "objective__case"
    rows = PlannedAction.objects.filter(scope.of(f"{case}__adviser", f"{case}__territory"), done_on=None)
    dropped = Alert.objects.filter(
        kind=Alert.Kind.ACTION, subject_id=OuterRef("pk"), due_on=OuterRef("due_on"), answer=Alert.Answer.NOT_RELEVANT
    )
    rows = rows.filter(~Exists(dropped), **{f"{case}__closed_on": None})
    rows = rows.filter(scope.found(f"{case}__organisation__folded", f"{case}__number", "words"))
    named = (f"{case}__organisation", F(f"{case}__number"), f"{case}__adviser")
    return told(rows, "action", F("due_on"), F("words"), *named)


@kind_of_agenda("need", pgettext_lazy("agenda", "need"), "help", "needs:need")
def needs_to_answer(scope: Scope) -> QuerySet[Any]:
    rows = Need.objects.unanswered().filter(scope.of("owner", "territory"))
    rows = rows.filter(scope.found("organisation__folded", "words"))
    return told(rows, "need", F("due_on"), F("words"), "organisation", Value(""), "owner")


@kind_of_agenda("meeting", pgettext_lazy("agenda", "meeting"), "people", "gatherings:gathering")
def meetings_to_come(scope: Scope) -> QuerySet[Any]:
    rows = Gathering.objects.filter(scope.of("organised_by", "territory"), held_on__gte=timezone.localdate())
    rows = rows.filter(scope.found("folded"))
    return told(rows, "meeting", F("held_on"), F("title"), None, Value(""), "organised_by")


@kind_of_agenda("booking", pgettext_lazy("agenda", "booking"), "calendar", "spaces:booking")
def bookings_to_come(scope: Scope) -> QuerySet[Any]:
    rows = Booking.objects.holding().filter(scope.of("booked_by", "space__territory"), ends_at__gte=timezone.now())
    rows = rows.filter(scope.found("organisation__folded", "purpose"))
    return told(rows, "booking", TruncDate("starts_at"), F("purpose"), "organisation", Value(""), "booked_by")


@kind_of_agenda("answer", _("answer to give"), "bell", "days:proposal")
def answers_to_give(scope: Scope) -> QuerySet[Any]:
    """Files that a colleague proposes, and for a coordinator what waits for an approval."""
    whose = scope.of("asked", "case__territory")
    if not scope.whose:
        reach = scope.actor.reach(*COORDINATORS)
        whose |= Q(reach.q("case__territory"), asked=None) if reach else Q(pk__in=[])
    rows = Proposal.objects.waiting().filter(whose, scope.found("case__organisation__folded", "case__number"))
    named = ("case__organisation", F("case__number"), "asked")
    return told(rows, "answer", TruncDate("proposed_at"), F("reason"), *named)


@kind_of_agenda("referral", pgettext_lazy("agenda", "referral without an answer"), "link", "intake:referral")
def referrals_to_follow(scope: Scope) -> QuerySet[Any]:
    """Links in their last days or too old, which the body did not answer, of who sent them."""
    demand = "demand__organisation"
    rows = Referral.objects.to_follow().filter(scope.of("sent_by", "demand__territory"))
    rows = rows.filter(scope.found(f"{demand}__folded", "body_name"))
    return told(rows, "referral", F("expires_on"), F("body_name"), demand, Value(""), "sent_by")

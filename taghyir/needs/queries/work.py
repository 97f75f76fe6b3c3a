"""Needs as work: whose they are, what is due, what happened to one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import base_language
from taghyir.core.models import Entry
from taghyir.directory.models import Organisation
from taghyir.needs.models import Level, Need, NeedMapping, NeedQuerySet
from taghyir.needs.policies import visible_needs
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Leave, Role, User
from taghyir.people.queries import advisers_of, coordinators_of, users_with_role
from taghyir.places.models import Territory
from taghyir.places.queries import next_working_day
from taghyir.surveys.models import Form
from taghyir.surveys.policies import visible_forms
from taghyir.surveys.queries import question_label

DAYS_TO_ANSWER = 30
DAYS_TO_TELL = 7  # an answer that waits longer to be told appears in my day
RAISED_AFTER = (30, 60)  # days late: to the country, to both countries
DAYS_BEFORE = 7  # a need appears in my day a week before its answer is due

_VERBS = {
    "need.heard": _("The need was heard"),
    "need.heard_in_answer": _("The need was heard, in the answer of a form"),
    "need.taken": _("Taken in hand"),
    "need.changed": _("Put right"),
    "need.answered": _("An answer was found"),
    "need.raised": _("Raised: nobody near could answer"),
    "need.priorities_set": _("Its priority was said"),
    "need.told": _("The answer was told back"),
}


@dataclass(frozen=True)
class Moment:
    """A line of the history of a need, in words."""

    at: dt.datetime
    who: str
    what: str


def needs_in_order(actor: User) -> NeedQuerySet:
    """The needs `actor` may see, with all that a list shows: those that wait for an answer first, the most urgent first."""
    is_told = Case(When(state=Need.State.TOLD, then=1), default=0)
    return _shown(visible_needs(actor)).order_by(is_told, "due_on", "pk")


def _shown(needs: NeedQuerySet) -> NeedQuerySet:
    return needs.select_related("territory", "organisation", "owner__person", "heard_by__person")


def needs_due(actor: User) -> NeedQuerySet:
    """What waits for `actor`, or for whom they stand in: answers due within a week or late, answers not told for a week."""
    today = timezone.localdate()
    absent = Leave.objects.filter(substitute=actor, starts_on__lte=today, ends_on__gte=today).values("user")
    soon = Q(state__in=[Need.State.HEARD, Need.State.OWNED], due_on__lte=today + dt.timedelta(days=DAYS_BEFORE))
    untold = Q(state=Need.State.ANSWERED, answered_on__lte=today - dt.timedelta(days=DAYS_TO_TELL))
    mine = Need.objects.filter(Q(owner=actor) | Q(owner__in=absent))
    return _shown(mine.filter(soon | untold)).order_by("due_on", "pk")


def needs_of(organisation: Organisation) -> NeedQuerySet:
    """Every need of an organisation, the last heard first."""
    return _shown(Need.objects.filter(organisation=organisation)).order_by("-heard_on", "-pk")


def open_needs_of(organisation: Organisation) -> NeedQuerySet:
    """The needs of an organisation whose answer is not told yet, the most urgent first."""
    return _shown(Need.objects.filter(organisation=organisation).open()).order_by("due_on", "pk")


def owner_for(territory: Territory | None) -> User | None:
    """The adviser there with the fewest open needs, else a coordinator, else the programme. None: nobody holds these roles."""
    if territory is None:
        return users_with_role(Role.Kind.PROGRAMME_COORDINATOR).first()
    open_needs = Count("needs", filter=~Q(needs__state=Need.State.TOLD))
    adviser = advisers_of(territory).annotate(open_needs=open_needs).order_by("open_needs", "pk").first()
    return adviser or coordinators_of(territory).order_by("pk").first()


def next_level(need: Need) -> str | None:
    """Where it goes when nobody near can answer it; None at the highest. One that is nowhere goes to both countries at once."""
    if need.level == Level.TERRITORY and need.territory:
        return Level.COUNTRY
    return None if need.level == Level.REGION else Level.REGION


def coordinators_at(need: Need) -> set[User]:
    """Who coordinates at its level; where a country has nobody of its own, the whole programme."""
    near = users_with_role(*COORDINATORS, country=need.territory.country) if need.territory else User.objects.none()
    if need.level == Level.COUNTRY and near:
        return set(near)
    return set(users_with_role(Role.Kind.PROGRAMME_COORDINATOR))


def needs_to_raise(today: dt.date) -> NeedQuerySet:
    """Late by thirty days and still in the territory, or by sixty and still in the country."""
    thirty, sixty = (today - dt.timedelta(days=days) for days in RAISED_AFTER)
    late = Q(level=Level.TERRITORY, due_on__lt=thirty) | Q(level=Level.COUNTRY, due_on__lt=sixty)
    return Need.objects.unanswered().filter(late).select_related("territory").order_by("due_on", "pk")


def needs_waiting_long(actor: User) -> NeedQuerySet:
    """For who coordinates: what was heard thirty days ago or more where they coordinate, and has no answer."""
    reach = actor.reach(*COORDINATORS)
    if not reach:
        return Need.objects.none()
    return _shown(Need.objects.filter(reach.q()).waiting_long()).order_by("heard_on", "pk")


def owners_possible(territory: Territory | None) -> QuerySet[User]:
    """Who may be given a need of `territory`."""
    if territory is None:
        return users_with_role(Role.Kind.PROGRAMME_COORDINATOR)
    return users_with_role(*FIELD_STAFF, territory=territory)


def due_day(heard_on: dt.date, territory: Territory | None, days: int = DAYS_TO_ANSWER) -> dt.date:
    """The day an answer is due: `days` after it was heard, moved to the next day on which people work there."""
    day = heard_on + dt.timedelta(days=days)
    return next_working_day(territory.country, day) if territory else day


def history_of(need: Need) -> list[Moment]:
    """What happened to a need, from the journal, the latest first."""
    subject_type = ContentType.objects.get_for_model(Need)
    lines = Entry.objects.filter(subject_type=subject_type, subject_id=need.pk, verb__in=_VERBS)
    return [
        Moment(line.at, "" if line.actor is None or line.actor.is_robot else str(line.actor), str(_VERBS[line.verb]))
        for line in lines.select_related("actor__person").order_by("-at", "-pk")
    ]


def forms_to_map(actor: User) -> QuerySet[Form]:
    """The open forms `actor` sees, each with how many of its questions give needs."""
    forms: Any = visible_forms(actor)
    return forms.open().select_related("territory").annotate(mappings=Count("need_mappings")).order_by("title", "pk")  # type: ignore[no-any-return]


def mappings_in_words(form: Form) -> list[tuple[NeedMapping, str]]:
    """The questions of `form` that give needs, each with its words for the reader; its path when it is no longer asked."""
    version = form.current
    questions = {question["path"]: question for question in version.questions} if version else {}
    language = base_language()

    def words(path: str) -> str:
        return question_label(questions[path], language, version.languages) if version and path in questions else path

    return [(mapping, words(mapping.words_path)) for mapping in form.need_mappings.order_by("pk")]

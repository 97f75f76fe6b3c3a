"""Something given to an enterprise, recorded once however often it is sent."""

import datetime as dt
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.actions.plans import finish_action, plan_practice
from taghyir.accompaniment.models import Case, PlannedAction, Service
from taghyir.accompaniment.policies import can_record_service
from taghyir.accompaniment.rules import check_has_come, check_promise, open_case
from taghyir.catalogue.models import ServiceKind
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.gatherings.models import Gathering
from taghyir.needs.models import Need
from taghyir.people.models import User
from taghyir.tables.meanwhile import check_unchanged

TIME_TO_PRACTISE = dt.timedelta(days=30)


class Given(TypedDict):
    """What was given: day (today), minutes (1 to 960), where (at their place), people present, by whom (the actor).

    Its kind, which says the subject; or a subject alone.
    """

    minutes: int
    topic: NotRequired[str]
    kind: NotRequired[ServiceKind | None]
    women: NotRequired[int]
    men: NotRequired[int]
    unsaid: NotRequired[int]
    given_on: NotRequired[dt.date]
    mode: NotRequired[str]
    notes: NotRequired[str]
    is_training: NotRequired[bool]
    no_practice: NotRequired[str]
    given_by: NotRequired[User]
    planned_action: NotRequired[PlannedAction | None]
    gathering: NotRequired[Gathering | None]


class AlreadySent(Refused):
    """The same sheet came a second time: `service` is what the first one left."""

    def __init__(self, service: Service):
        super().__init__(_("This service is already recorded."), code="sent_already")
        self.service = service


@action("service.recorded")
def record_service(
    *,
    actor: User,
    case: Case,
    is_action_finished: bool = False,
    answer_words: str = "",
    is_step_done: bool = False,
    next_step: str = "",
    next_step_on: dt.date | None = None,
    practice: str = "",
    practice_by: str = "",
    practice_on: dt.date | None = None,
    sent_once: UUID | None = None,
    read: str = "",
    **given: Unpack[Given],
) -> Service:
    """Keep what was given, to how many people, and what comes next.

    Refused for a day to come or before the demand, when the file is closed, for an action of another file, for a kind given in
    the other country alone, when it would end a next step that is not the one that was `read`, for a training without a
    `practice` for the plan nor a reason. The same `sent_once` again raises AlreadySent with the first service, or is refused
    when it says something else. `answer_words` answer the needs of a finished action.
    """
    require(can_record_service(actor, case))
    check_promise(next_step, next_step_on)
    case = open_case(case.pk)
    service = Service(**{"given_by": actor, **given}, case=case, sent_once=sent_once)
    _take_topic(service)
    _check_belongs(service)
    _check_training(service, practice)
    _store_once(service)
    if service.planned_action and is_action_finished:
        planned, done_on = service.planned_action, service.given_on
        finish_action(actor=actor, planned_action=planned, done_on=done_on, answer_words=answer_words)
    if next_step or is_step_done:
        _promise(case, next_step, next_step_on, read)
    if practice:
        _practise(actor, service, practice, practice_by, practice_on)
    vars(service)["journal_details"] = {"case": case.pk, "step": next_step}
    return service


def _promise(case: Case, step: str, day: dt.date | None, read: str) -> None:
    """The next step changes when one is written or the present one is done; left empty otherwise, the present one stays."""
    check_unchanged(read, case.next_step, case.next_step_on)
    case.next_step, case.next_step_on = step, day
    store(case)


def _check_training(service: Service, practice: str) -> None:
    """A training, as its kind says or whoever records it, leaves something to practise, or one says why not."""
    service.is_training = service.is_training or bool(service.kind and service.kind.is_training)
    service.no_practice = service.no_practice.strip()
    if practice and service.no_practice:
        raise Refused(_("Say what they practise, or why nothing: not both."), code="both", field="no_practice")
    if service.is_training and not practice and not service.no_practice:
        raise Refused(
            _("It is a training: say what they practise now, or why nothing."), code="no_practice", field="practice"
        )


def _practise(actor: User, service: Service, words: str, done_by: str, due_on: dt.date | None) -> None:
    """For what the enterprise still waits for and this kind of service answers; by the enterprise, in thirty days."""
    themes = Q(theme__in=service.kind.themes) if service.kind and service.kind.themes else Q(pk__in=[])
    organisation = service.case.organisation
    needs = Need.objects.open().filter(themes, organisation=organisation)
    done_by, due_on = done_by or str(organisation)[:120], due_on or timezone.localdate() + TIME_TO_PRACTISE
    plan_practice(actor=actor, case=service.case, needs=needs, words=words, done_by=done_by, due_on=due_on)


def _take_topic(service: Service) -> None:
    """A kind of service says its subject, and where its law holds."""
    if (kind := service.kind) is None:
        return
    if kind.country not in ("", service.case.territory.country):
        raise Refused(_("This kind of service is not given in this country."), code="other_country", field="topic")
    service.topic = kind.topic


def _store_once(service: Service) -> None:
    """The database keeps one of each sheet: whether it came before is asked only when it refuses."""
    try:
        store(service)
    except Refused:
        _check_once(service)
        raise


def _check_once(service: Service) -> None:
    known = Service.objects.filter(sent_once=service.sent_once).first() if service.sent_once else None
    if known is None:
        return
    if _content(known) != _content(service):
        raise Refused(
            _("This sheet is already recorded with other words. Open the form again to record another service."),
            code="sent_with_other_words",
        )
    raise AlreadySent(known)


def _content(service: Service) -> list[Any]:
    fields = ("case_id", "given_on", "minutes", "topic", "kind_id", "mode", "women", "men", "unsaid", "notes")
    return [getattr(service, field) for field in fields]


def _check_belongs(service: Service) -> None:
    """The day has come, and comes after the demand; the action is of the same file."""
    check_has_come(service.given_on, "given_on")
    if service.given_on < service.case.demand.received_on:
        raise Refused(_("This day is before the demand of the enterprise."), code="before", field="given_on")
    planned = service.planned_action
    if planned and planned.objective.case_id != service.case_id:
        raise Refused(_("Choose an action of this file."), code="other_case", field="planned_action")

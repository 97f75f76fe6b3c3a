"""A need is heard: said to somebody, or written in the answer of a form."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.needs.models import Need
from taghyir.needs.policies import can_hear_need, can_hear_need_in_answer, can_own_need
from taghyir.needs.queries import HeardAnswer, due_day, owner_for
from taghyir.people.models import Person, User
from taghyir.places.models import Territory
from taghyir.places.queries import local_time
from taghyir.surveys.models import Submission


@action("need.heard")
def hear_need(
    *,
    actor: User,
    territory: Territory,
    theme: str,
    words: str,
    organisation: Organisation | None = None,
    person: Person | None = None,
    said_by: str = "",
    sex: str = "",
    contact: str = "",
    heard_on: dt.date | None = None,
    gathering: Gathering | None = None,
    owner: User | None = None,
) -> Need:
    """Keep what somebody said they need. It has an owner at once: `owner`, else `actor` who advises there, else an adviser.

    Refused for a day to come, an organisation or a meeting of another territory, an owner who does not work there.
    """
    require(can_hear_need(actor, territory))
    need = Need(
        territory=territory,
        theme=theme,
        words=words,
        organisation=organisation,
        person=person,
        said_by=said_by,
        sex=sex or (person.sex if person else ""),
        contact=contact,
        heard_on=heard_on or timezone.localdate(),
        heard_by=actor,
        gathering=gathering,
        owner=owner or _owner(actor, territory),
    )
    return _kept(need)


@action("need.heard_in_answer")
def hear_need_in_answer(*, actor: User, submission: Submission, heard: HeardAnswer) -> Need:
    """Make a need of one answer of a form. Refused the second time: one answer is one need, whatever happens."""
    require(can_hear_need_in_answer(actor))
    need = Need(
        territory=heard.territory,
        theme=heard.theme,
        words=heard.words,
        organisation=heard.organisation,
        said_by=heard.said_by,
        sex=heard.sex,
        contact=heard.contact,
        said_priority=heard.priority,
        adviser_priority=heard.adviser_priority,
        heard_on=_day_of(submission, heard.territory),
        heard_by=submission.submitted_by,
        submission=submission,
        submission_path=heard.path,
        owner=owner_for(heard.territory) or submission.submitted_by or actor,
    )
    need.due_on = due_day(need.heard_on, heard.territory, heard.mapping.days_to_answer)
    need.prepare_search()
    return store(need)


def _day_of(submission: Submission, territory: Territory | None) -> dt.date:
    return local_time(submission.received_at, territory).date() if territory else submission.received_at.date()


def _owner(actor: User, territory: Territory) -> User:
    return actor if can_own_need(actor, territory) else owner_for(territory) or actor


def _kept(need: Need) -> Need:
    if need.heard_on > timezone.localdate():
        raise Refused(_("A need is heard today or earlier."), code="to_come", field="heard_on")
    _check_is_there(need)
    if need.owner != need.heard_by and not can_own_need(need.owner, need.territory):
        raise Refused(_("Choose somebody who works in this territory."), code="owner_elsewhere", field="owner")
    need.due_on = due_day(need.heard_on, need.territory)
    need.prepare_search()
    return store(need)


def _check_is_there(need: Need) -> None:
    organisation, gathering = need.organisation, need.gathering
    if organisation and organisation.territory_id not in (None, need.territory_id):
        raise Refused(_("This organisation is in another territory."), code="elsewhere", field="organisation")
    if gathering and gathering.territory_id != need.territory_id:
        raise Refused(_("This meeting was held in another territory."), code="elsewhere", field="gathering")

"""Who belongs to an organisation, by name or counted by sex."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Membership, Organisation
from taghyir.directory.policies import can_add_membership, can_count_members, can_end_membership
from taghyir.people.models import Person, User
from taghyir.people.policies import visible_people


@action("membership.added")
def add_membership(
    *,
    actor: User,
    organisation: Organisation,
    person: Person,
    function: str = Membership.Function.MEMBER,
    is_board: bool = False,
    starts_on: dt.date | None = None,
) -> Membership:
    """`person` belongs to the organisation from a day on, today when none is said. Refused when they already do."""
    require(can_add_membership(actor, organisation) and visible_people(actor).filter(pk=person.pk).exists())
    starts_on = starts_on or timezone.localdate()
    return store(
        Membership(organisation=organisation, person=person, function=function, is_board=is_board, starts_on=starts_on)
    )


@action("membership.ended")
def end_membership(*, actor: User, membership: Membership, ends_on: dt.date | None = None) -> Membership:
    """The person no longer belongs to it, from `ends_on` on. Refused when it is over already or would end before it began."""
    require(can_end_membership(actor, membership.organisation))
    if membership.ends_on:
        raise Refused(_("This membership is already over."), code="over")
    membership.ends_on = ends_on or timezone.localdate()
    return store(membership)


@action("members.counted")
def count_members(
    *,
    actor: User,
    organisation: Organisation,
    women_members: int | None = None,
    men_members: int | None = None,
    women_board: int | None = None,
    men_board: int | None = None,
    counted_on: dt.date | None = None,
) -> Organisation:
    """Women and men, among the members and on the board, as they were on a day. Refused when the board outnumbers the members."""
    require(can_count_members(actor, organisation))
    for board, members, field in (
        (women_board, women_members, "women_board"),
        (men_board, men_members, "men_board"),
    ):
        if board is not None and members is not None and board > members:
            raise Refused(_("The board cannot be larger than the members."), code="board", field=field)
    organisation.women_members, organisation.men_members = women_members, men_members
    organisation.women_board, organisation.men_board = women_board, men_board
    organisation.counted_on = counted_on or timezone.localdate()
    return store(organisation)

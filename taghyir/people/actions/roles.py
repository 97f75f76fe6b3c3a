"""Roles from one day to another, and who stands in for whom during a leave."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.design.formats import date_text
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Leave, Role, User
from taghyir.people.policies import can_end_leave, can_end_role, can_give_role, can_oversee, can_record_leave
from taghyir.places.models import Territory


@action("role.given")
def give_role(
    *,
    actor: User,
    user: User,
    kind: str,
    territory: Territory | None = None,
    country: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Role:
    """Give `user` a role on a territory, in a country, or in the whole programme when neither is said.

    Refused when the account is closed, or already holds this role there at that time.
    """
    require(can_give_role(actor, kind, territory, country))
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise Refused(_("This account is closed."), code="closed")
    role = Role(user=user, kind=kind, territory=territory, country=country, ends_on=ends_on)
    role.starts_on = starts_on or timezone.localdate()
    same = Role.objects.filter(user=user, kind=kind, territory=territory, country=country)
    still = Q(ends_on=None) | Q(ends_on__gte=role.starts_on)
    if same.filter(still, starts_on__lte=ends_on or dt.date.max).exists():
        raise Refused(_("This person already holds this role there."), code="held", field="kind")
    store(role)
    vars(role)["journal_details"] = {"user": user.pk, "kind": kind, "scope": str(role.territory_id or country)}
    return role


@action("role.ended")
def end_role(*, actor: User, role: Role, ends_on: dt.date | None = None) -> Role:
    """End a role on a day, today when none is said. Refused before it began, and when it has already ended."""
    require(can_end_role(actor, role))
    if role.is_over:
        raise Refused(_("This role has already ended."), code="ended")
    role.ends_on = ends_on or timezone.localdate()
    return store(role)


@action("leave.recorded")
def record_leave(*, actor: User, user: User, substitute: User, starts_on: dt.date, ends_on: dt.date) -> Leave:
    """While `user` is away, `substitute` holds their roles too.

    Refused twice at once, with a closed account, and when either of the two would be away while counted on. Who records their
    own leave names a colleague who already works where they do.
    """
    require(can_record_leave(actor, user))
    list(User.objects.select_for_update().filter(pk__in=(user.pk, substitute.pk)).order_by("pk"))
    if not substitute.is_active:
        raise Refused(_("This account is closed."), code="closed", field="substitute")
    if not can_oversee(actor, user) and not actor.has_role(*COORDINATORS):
        _check_works_there(user, substitute)
    _check_is_free(user, substitute, Q(starts_on__lte=ends_on, ends_on__gte=starts_on))
    leave = store(Leave(user=user, substitute=substitute, starts_on=starts_on, ends_on=ends_on))
    vars(leave)["journal_details"] = {"user": user.pk, "substitute": substitute.pk}
    return leave


def _check_works_there(user: User, substitute: User) -> None:
    """Nobody gives away, by going on leave, a right that the other does not hold there."""
    held = Role.objects.on(timezone.localdate()).filter(user=user, kind__in=FIELD_STAFF).select_related("territory")
    for role in held:
        reach = substitute.reach(role.kind, *COORDINATORS)
        if not (reach.covers(role.territory) if role.territory else reach.everywhere):
            raise Refused(
                _("%(name)s does not work there: choose a colleague, or ask your coordinator.") % {"name": substitute},
                code="elsewhere",
                field="substitute",
            )


def _check_is_free(user: User, substitute: User, then: Q) -> None:
    """Neither is away, nor counted on by somebody who is, during those days."""
    if Leave.objects.filter(then, user=user).exists():
        raise Refused(_("This person is already away during these days."), code="away", field="starts_on")
    if away := Leave.objects.filter(then, user=substitute).order_by("-ends_on").first():
        words = {"name": substitute, "day": date_text(away.ends_on)}
        raise Refused(
            _("%(name)s is away too, until %(day)s: choose somebody else.") % words,
            code="substitute_away",
            field="substitute",
        )
    if counted_on := Leave.objects.filter(then, substitute=user).select_related("user__person").order_by("pk").first():
        words = {"name": user, "other": counted_on.user}
        raise Refused(
            _("%(name)s stands in for %(other)s during these days: name somebody else there first.") % words,
            code="stands_in",
            field="starts_on",
        )


@action("leave.ended")
def end_leave(*, actor: User, leave: Leave) -> Leave:
    """The person is back: the leave ends yesterday, or is cancelled when it had not begun or began today."""
    require(can_end_leave(actor, leave))
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    if leave.ends_on <= yesterday:
        raise Refused(_("This leave is already over."), code="over")
    vars(leave)["journal_details"] = {"user": leave.user_id, "substitute": leave.substitute_id}
    if leave.starts_on > yesterday:
        Leave.objects.filter(pk=leave.pk).delete()
        return leave
    leave.ends_on = yesterday
    return store(leave)

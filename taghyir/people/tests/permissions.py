"""Who gets what at the doors of the people."""

import datetime as dt

from taghyir.core.testing import Line
from taghyir.people.actions import invite_person
from taghyir.people.models import Leave, Role
from taghyir.people.tests.factories import PersonFactory, RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

SEES_NADOR = ("amina", "karim", "pilar", "ines")
FIELD = ("amina", "karim", "pilar")
FIELD_ANYWHERE = (*FIELD, "hedi")
COORDINATORS = ("amina", "pilar")


def gets(status, *names, **others):
    return dict.fromkeys(names, status) | others


def permissions():
    """Field staff see and record the people of their territories; coordinators give roles there; an auditor reads."""
    nador = TerritoryFactory(code="NAD")
    habiba = PersonFactory(territory=nador)
    role = RoleFactory(territory=nador)
    colleague, amina = role.user.person, somebody("amina")
    leave = Leave.objects.create(
        user=role.user, substitute=amina, starts_on=dt.date(2099, 1, 1), ends_on=dt.date(2099, 1, 2)
    )
    invited = invite_person(actor=amina, email="x@example.org", kind=Role.Kind.ADVISER, territory=nador)
    return [
        *_of_persons(habiba, nador),
        *_of_roles(habiba, colleague, role, leave, nador),
        *_of_accounts(colleague, invited, nador),
    ]


def _of_persons(habiba, nador):
    name = {"given_name": "Malika", "sex": "F", "territory": nador.pk}
    return [
        Line("people:people", {}, everybody_else=200),
        Line("people:people", {}, everybody_else=200, query="format=csv"),
        Line("people:person", gets(200, *SEES_NADOR), 404, (habiba.pk,)),
        Line("people:record_person", gets(200, *FIELD_ANYWHERE), 403),
        Line("people:record_person", gets(302, *FIELD, hedi=200), 403, method="post", body=name),
        Line("people:change_person", gets(200, *FIELD, ines=403), 404, (habiba.pk,)),
        Line("people:change_person", gets(302, *FIELD, ines=403), 404, (habiba.pk,), "post", name),
    ]


def _of_roles(habiba, colleague, role, leave, nador):
    given = {"kind": "trainer", "territory": nador.pk, "starts_on": "2026-11-01"}
    away = {"substitute": somebody("karim").pk, "starts_on": "2098-01-01", "ends_on": "2098-01-02"}
    may_not = {"karim": 403, "ines": 403}
    return [
        Line("people:give_role", gets(200, *COORDINATORS, **may_not), 404, (colleague.pk,)),
        Line("people:give_role", {}, 404, (habiba.pk,)),
        Line("people:give_role", gets(302, *COORDINATORS, **may_not), 404, (colleague.pk,), "post", given),
        Line("people:end_role", gets(302, *COORDINATORS, **may_not), 404, (role.pk,), "post"),
        Line("people:record_leave", gets(200, *COORDINATORS, **may_not), 404, (colleague.pk,)),
        Line("people:record_leave", gets(302, *COORDINATORS, **may_not), 404, (colleague.pk,), "post", away),
        Line("people:end_leave", gets(302, *COORDINATORS, **may_not), 404, (leave.pk,), "post"),
    ]


def _of_accounts(colleague, invited, nador):
    offer = {"email": "y@example.org", "kind": "adviser", "territory": nador.pk, "language": "fr"}
    chosen = {"password": "almonds-and-olives", "given_name": "Nora"}
    may_not = {"karim": 403, "ines": 403}
    return [
        Line("people:invitations", gets(200, *COORDINATORS, "ines"), 403),
        Line("people:invite_person", gets(200, *COORDINATORS), 403),
        Line("people:invite_person", gets(302, *COORDINATORS), 403, method="post", body=offer),
        Line("people:withdraw_invitation", gets(302, *COORDINATORS, ines=403), 404, (invited.pk,), "post"),
        Line("people:accept_invitation", {"nobody": 200}, 200, (invited.secret,)),
        Line("people:accept_invitation", {"nobody": 410}, 410, ("no-such-secret",)),
        Line("people:disable_user", gets(200, *COORDINATORS, **may_not), 404, (colleague.pk,)),
        Line("people:disable_user", gets(302, *COORDINATORS, **may_not), 404, (colleague.pk,), "post"),
        Line("people:enable_user", gets(302, *COORDINATORS, **may_not), 404, (colleague.pk,), "post"),
        Line("people:my_account", {}, everybody_else=200),
        Line("people:choose_language", {}, everybody_else=200),
        Line("people:choose_language", {}, everybody_else=302, method="post", body={"language": "ar"}),
        Line("people:second_factor", {}, everybody_else=200),
        Line("people:accept_invitation", {"nobody": 200}, 200, (invited.secret,), "post", {"password": "x"}),
        Line("people:accept_invitation", {"nobody": 200}, 200, (invited.secret,), "post", chosen | {"password": ""}),
    ]

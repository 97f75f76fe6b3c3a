"""What rooms above ask beside a row comes with it, as it is now."""

import pytest
from django.db import connection
from django.db.models import Count, OuterRef, Subquery
from django.test.utils import CaptureQueriesContext

from taghyir.people.models import Role, User
from taghyir.people.tests.factories import RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.tables.beside import Beside, as_rows
from taghyir.tables.statements import Statement

pytestmark = pytest.mark.django_db


def roles_beside():
    beside = Beside()
    rows = Role.objects.filter(user=OuterRef("pk")).order_by("-starts_on", "pk")
    beside.rows(
        "roles_beside", lambda: rows.annotate(place=Subquery(_code())), "id", "kind", "starts_on", "ends_on", "place"
    )
    counted = Role.objects.filter(user=OuterRef("pk")).order_by().values("user").annotate(n=Count("pk"))
    beside.value("roles_counted", lambda: Subquery(counted.values("n")))
    return beside


def _code():
    return Role.objects.filter(pk=OuterRef("pk")).values("territory__code")


def test_rows_come_with_the_row_as_objects_with_their_days():
    noor = somebody("noor")
    role = RoleFactory(user=noor, kind="trainer", territory=TerritoryFactory(code="NAD"))
    with CaptureQueriesContext(connection) as asked:
        read = roles_beside().on(User.objects.filter(pk=noor.pk)).get()
        found = as_rows(Role, read.roles_beside)
    assert len(asked) == 1
    assert found == list(Role.objects.filter(user=noor).order_by("-starts_on", "pk"))
    one = next(row for row in found if row.pk == role.pk)
    assert (one.kind, one.starts_on, one.ends_on, one.place) == ("trainer", role.starts_on, None, "NAD")
    assert read.roles_counted == len(found)


def test_none_beside_is_an_empty_list():
    nobody = User.objects.create(email="new@taghyir.example")
    read = roles_beside().on(User.objects.filter(pk=nobody.pk)).get()
    assert (as_rows(Role, read.roles_beside), read.roles_counted) == ([], None)


def test_it_stands_in_a_statement_that_is_built_once():
    def _read(user: int):
        return roles_beside().on(User.objects.filter(pk=user))

    statement, noor = Statement(_read), somebody("noor")
    before = len(as_rows(Role, statement.first(user=noor.pk).roles_beside))
    RoleFactory(user=noor, kind="trainer", territory=TerritoryFactory(code="NAD"))
    assert len(as_rows(Role, statement.first(user=noor.pk).roles_beside)) == before + 1

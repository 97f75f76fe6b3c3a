"""Statements built once a day for everybody who holds the same roles in the same places."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.utils import timezone

from taghyir.people.models import Role, User
from taghyir.tables.statements import Statement

Row = TypeVar("Row")
Roles = frozenset[tuple[str, int | None, str]]


class ForRoles(Generic[Row]):
    """`ForRoles(build)`: `build` returns a queryset for a user, asking their roles in Python and their key in SQL.

    The day may stand in it, as the clock of the reader has it. Nothing else may be asked: their person, or for whom they
    stand in, is an error.
    `rows(user)` is then what `list(build(user))` would be, except that `prefetch_related` is not followed.
    """

    def __init__(self, build: Callable[[User], QuerySet[Any, Row]]):
        self._build = build
        self._built = lru_cache(maxsize=64)(self._for)

    def rows(self, user: User) -> list[Row]:
        """What the database holds now."""
        roles = frozenset((role.kind, role.territory_id, role.country) for role in user.roles_today)
        day = timezone.localdate(), timezone.get_current_timezone_name()
        try:
            return self._built(roles, day).rows(user=user.pk)
        except EmptyResultSet:  # nobody with these roles ever sees one
            return []

    def first(self, user: User) -> Row | None:
        """The first of them, if any: say the limit in the queryset."""
        return next(iter(self.rows(user)), None)

    def _for(self, roles: Roles, _day: tuple[dt.date, str]) -> Statement[Row]:
        def build(user: int) -> QuerySet[Any, Row]:
            return self._build(_somebody(user, roles))

        return Statement(build, may_ignore=("user",))


def _somebody(key: int, roles: Roles) -> User:
    somebody = User.from_db(None, ["id", "is_active", "is_robot"], [key, True, False])
    fields = ["id", "kind", "territory_id", "country"]
    somebody.roles_today = [Role.from_db(None, fields, [0, *role]) for role in sorted(roles, key=str)]
    return somebody

"""Who may take the public directory away, and have it made for paper: everybody."""

from typing import Any

from django.db.models import QuerySet

from taghyir.opendata.models import Booklet
from taghyir.places.models import Territory


def visible_booklets(actor: Any) -> QuerySet[Booklet]:
    """They show what everybody sees."""
    return Booklet.objects.all()


def can_make_booklet(actor: Any, territory: Territory) -> bool:
    """Everybody: one is made at a time, and only when the directory changed."""
    return True


def can_drop_booklets(actor: Any) -> bool:
    """The robot, when somebody takes back what they showed."""
    return actor is not None and bool(actor.is_robot)

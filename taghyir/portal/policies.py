"""Who sees what of the front pages: notices are their receiver's alone."""

from typing import Any

from django.db.models import QuerySet

from taghyir.core.models import Notice


def visible_notices(actor: Any) -> QuerySet[Notice]:
    """What `actor` was told."""
    return Notice.objects.filter(user=actor)


def can_read_notices(actor: Any) -> bool:
    """Whoever has an account."""
    return actor.is_authenticated

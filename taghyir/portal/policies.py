"""Who sees what of the front pages: notices are their receiver's alone."""

from taghyir.core.models import Notice
from taghyir.people.models import User


def can_read_notices(actor: User, notices: list[Notice]) -> bool:
    return all(notice.user_id == actor.pk for notice in notices)

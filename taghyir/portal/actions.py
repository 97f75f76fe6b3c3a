"""What can be done at the front of the house."""

from django.utils import timezone

from taghyir.core.actions import action, require
from taghyir.core.models import Notice
from taghyir.people.models import User
from taghyir.portal.policies import can_read_notices


@action("notices.marked_read")
def read_notices(*, actor: User) -> User:
    """Mark every notice of `actor` as read."""
    unread = list(Notice.objects.filter(user=actor, read_at=None))
    require(can_read_notices(actor, unread))
    Notice.objects.filter(pk__in=[notice.pk for notice in unread]).update(read_at=timezone.now())
    return actor

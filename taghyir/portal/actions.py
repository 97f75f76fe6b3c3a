"""What can be done at the front of the house."""

from django.utils import timezone

from taghyir.core.actions import action, require
from taghyir.core.models import Notice
from taghyir.people.models import User
from taghyir.portal.policies import can_read_notices


@action("notices.marked_read")
def read_notices(*, actor: User) -> User:
    """Mark every notice of `actor` as read."""
    require(can_read_notices(actor))
    Notice.objects.filter(user=actor, read_at=None).update(read_at=timezone.now())
    return actor

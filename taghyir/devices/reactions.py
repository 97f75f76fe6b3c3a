"""What follows for phones when an account is closed."""

from django.db.models import Q

from taghyir.core.journal import on
from taghyir.core.models import Entry
from taghyir.devices.actions import revoke_device
from taghyir.devices.models import Device
from taghyir.people.models import User


@on("user.disabled")
def cut_off_phones(entry: Entry) -> None:
    """Cut off the phones that send in the name of a closed account, or that its person carries. Twice cuts none anew."""
    user = User.objects.get(pk=entry.subject_id)
    carried = Q(person__isnull=False, person=user.person_id)
    for device in Device.objects.filter(Q(user=user) | carried, revoked_at=None):
        revoke_device(actor=User.objects.robot(), device=device)

"""A password for one phone, shown once, revoked in one act."""

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.surveys.models import DevicePassword
from taghyir.surveys.passwords import digest_of
from taghyir.surveys.policies import can_make_device_password, can_revoke_device_password


@action("device_password.made")
def make_device_password(*, actor: User, name: str, secret: str) -> DevicePassword:
    """Let a phone send answers as `actor`, with `secret` (see new_secret)."""
    require(can_make_device_password(actor))
    return store(DevicePassword(user=actor, name=name, digest=digest_of(secret)))


@action("device_password.revoked")
def revoke_device_password(*, actor: User, password: DevicePassword) -> DevicePassword:
    """The phone sends nothing any more from this moment. Refused when already revoked."""
    require(can_revoke_device_password(actor, password))
    if password.revoked_at:
        raise Refused(_("This phone is already cut off."), code="revoked")
    password.revoked_at = timezone.now()
    return store(password)

"""A phone gets a password, keeps it longer, or loses it."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.devices.models import LASTS, LONGEST, Device, last_day_of_new
from taghyir.devices.passwords import digest_of
from taghyir.devices.policies import can_enrol_device, can_extend_device, can_revoke_device
from taghyir.devices.queries import account_of
from taghyir.people.models import Person, User
from taghyir.places.models import Territory


@action("device.enrolled")
def enrol_device(
    *,
    actor: User,
    name: str,
    secret: str,
    territory: Territory | None = None,
    person: Person | None = None,
    expires_on: dt.date | None = None,
) -> Device:
    """Let a phone send answers with `secret` (see new_secret): the phone of `actor`, or of `person`.

    In the name of `person` when they work in the field there, else of `actor`. Refused for a day that is over, or more
    than 24 months ahead.
    """
    require(can_enrol_device(actor, territory, person))
    expires_on, today = expires_on or last_day_of_new(), timezone.localdate()
    if not today <= expires_on <= today + LONGEST:
        raise Refused(_("Choose a day from today to 24 months ahead."), code="day", field="expires_on")
    user = account_of(actor, person, territory)
    device = Device(user=user, name=name, territory=territory, created_by=actor, expires_on=expires_on)
    device.person = person if person and person.pk != user.person_id else None
    device.digest = digest_of(secret)
    return store(device)


@action("device.extended")
def extend_device(*, actor: User, device: Device) -> Device:
    """Its password holds for twelve months from today. Refused when it was cut off, or holds longer already."""
    require(can_extend_device(actor, device))
    if device.revoked_at:
        raise Refused(_("This phone is cut off: enrol it again."), code="revoked")
    last = timezone.localdate() + LASTS
    if device.expires_on >= last:
        raise Refused(_("This phone already has twelve months before it."), code="long")
    device.expires_on = last
    return store(device)


@action("device.revoked")
def revoke_device(*, actor: User, device: Device) -> Device:
    """The phone sends nothing any more from this moment. What it sent stays. Refused when already cut off."""
    require(can_revoke_device(actor, device))
    if device.revoked_at:
        raise Refused(_("This phone is already cut off."), code="revoked")
    device.revoked_at = timezone.now()
    return store(device)

"""Who may give a phone its password, see it, and take it away."""

from django.db.models import Q

from taghyir.devices.models import Device, DeviceQuerySet
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Person, User
from taghyir.places.models import Territory


def visible_devices(actor: User) -> DeviceQuerySet:
    """Everyone sees the phones that send in their name and those they carry; coordinators, those of their territories."""
    own = Q(user=actor) | Q(person__isnull=False, person=actor.person_id)
    if not (reach := actor.reach(*COORDINATORS)):
        return Device.objects.filter(own)
    return Device.objects.filter(own | reach.q() | (Q(territory=None) & reach.q("user__person__territory")))


def can_see_devices(actor: User) -> bool:
    """Coordinators follow the phones of their territories."""
    return actor.has_role(*COORDINATORS)


def can_enrol_devices(actor: User) -> bool:
    """Whether there is somewhere a phone that `actor` may enrol."""
    return actor.has_role(*FIELD_STAFF)


def can_enrol_device(actor: User, territory: Territory | None, person: Person | None = None) -> bool:
    """Field staff for themselves, where they work; coordinators for whoever collects in their territories."""
    is_own = person is None or person.pk == actor.person_id
    return actor.reach(*(FIELD_STAFF if is_own else COORDINATORS)).covers(territory)


def can_extend_device(actor: User, device: Device) -> bool:
    """Who may enrol it again: coordinators, and for their own phone the field staff."""
    is_own = device.user_id == actor.pk and device.person_id is None
    return actor.reach(*(FIELD_STAFF if is_own else COORDINATORS)).covers(device.territory)


def can_revoke_device(actor: User, device: Device) -> bool:
    """Whoever sees it, and the robot when an account is closed."""
    return actor.is_robot or visible_devices(actor).filter(pk=device.pk).exists()

"""What pages and the door of phones ask about phones."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.design import formats
from taghyir.devices.models import Device, DeviceQuerySet
from taghyir.devices.passwords import digest_of
from taghyir.devices.policies import visible_devices
from taghyir.people.models import FIELD_STAFF, Person, Role, User
from taghyir.places.models import Territory
from taghyir.tables.statements import Statement

ROLE = ("id", "user_id", "kind", "territory_id", "country")


def _with_digest(digest: str, day: dt.date) -> DeviceQuerySet:
    """With its account and, as `held`, the columns of the roles that the account holds that day."""
    roles = Role.objects.held_by(OuterRef("user"), day)
    columns = JSONObject(**{column: column for column in ROLE})
    return (
        Device.objects.filter(digest=digest)
        .select_related("user")
        .annotate(held=ArraySubquery(roles.values_list(columns)))
    )


BEARER: Statement[Device] = Statement(_with_digest)  # each answer passes here: its SQL is built once


def device_of(name: str, secret: str) -> Device | None:
    """The phone that bears this name and password, whatever its state, its account and the roles of today: one statement."""
    device = BEARER.first(digest=digest_of(secret), day=timezone.localdate())
    if device is None or device.login.casefold() != name.strip().casefold():
        return None
    device.user.roles_today = [Role(**columns) for columns in device.held]  # type: ignore[attr-defined]
    return device


def reason_closed(device: Device) -> str:
    """Why this phone opens nothing any more, in a sentence for who holds it; "" when it does."""
    if device.revoked_at:
        return _("This phone was cut off. Ask your coordinator for a new code to scan.")
    if not device.is_open:
        day = formats.date_text(device.expires_on)
        return _("The password of this phone ended on %(day)s. Ask your coordinator to extend it.") % {"day": day}
    return "" if device.user.is_active else _("The account of this phone is closed. Ask your coordinator.")


def devices_of(actor: User) -> DeviceQuerySet:
    """The phones `actor` carries, those still in use first."""
    own = Q(user=actor, person=None) | Q(person__isnull=False, person=actor.person_id)
    return _in_order(Device.objects.filter(own))


def devices_to_follow(actor: User) -> DeviceQuerySet:
    """The phones `actor` sees: first those in use, by their last day."""
    return _in_order(visible_devices(actor))


def _in_order(devices: DeviceQuerySet) -> DeviceQuerySet:
    shown = devices.select_related("user__person", "person", "territory", "created_by__person")
    return shown.order_by(F("revoked_at").desc(nulls_first=True), "expires_on", "pk")


def alerts(actor: User) -> dict[str, int]:
    """How many of the phones `actor` sees expire within 14 days, and how many were silent for 60."""
    seen = visible_devices(actor)
    return {"expiring": seen.expiring().count(), "silent": seen.silent().count()}


def account_of(actor: User, person: Person | None, territory: Territory | None) -> User:
    """Who answers for what a phone sends: the person, when field staff there; else `actor`, who enrols it."""
    account: Any = getattr(person, "user", None) if person else None
    return account if account and account.is_active and account.reach(*FIELD_STAFF).covers(territory) else actor

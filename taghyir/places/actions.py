"""What is done to places and holidays."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.places.models import Holiday, Place, Territory
from taghyir.places.open_files import PlaceRow, seed_places, seed_table
from taghyir.places.phones import as_e164
from taghyir.places.plans import FILLED, Plan, plan_of
from taghyir.places.policies import can_change_contact, can_change_holidays, can_load_places


@action("places.loaded")
def load_places(*, actor: Any, rows: Sequence[PlaceRow]) -> Plan:
    """Bring places in: add, complete, leave what is already so. Twice changes nothing. Returns what was done."""
    require(can_load_places(actor))
    plan = plan_of(rows)
    _apply(plan)
    vars(plan)["journal_details"] = plan.counts
    return plan


@action("territories.loaded")
def load_territories(*, actor: Any) -> None:
    """Bring in the six territories, their places and the holidays of the house. What people changed since is kept."""
    require(can_load_places(actor))
    _apply(Plan(add=plan_of(seed_places()).add))
    for order, row in enumerate(seed_table("territories")):
        codes = row.pop("places").split()
        territory, is_new = Territory.objects.get_or_create(code=row.pop("code"), defaults={**row, "order": order})
        if is_new or not territory.places.exists():
            territory.places.set(Place.objects.filter(country=row["country"], code__in=codes))
    _load_holidays()


def _apply(plan: Plan) -> None:
    for level in Place.Level.values:  # from the widest, so that each finds the place around it
        Place.objects.bulk_create([place for place in plan.add if place.level == level], batch_size=500)
    Place.objects.bulk_update(plan.update, [*FILLED, "folded"], batch_size=500)


def _load_holidays() -> None:
    """Fill the years that nobody has begun to keep, country by country."""
    kept = {(country, on.year) for country, on in Holiday.objects.values_list("country", "on")}
    for row in seed_table("holidays"):
        on = dt.date.fromisoformat(row["on"])
        if (row["country"], on.year) not in kept:
            store(
                Holiday(
                    country=row["country"],
                    on=on,
                    name_fr=row["name_fr"],
                    name_ar=row["name_ar"],
                    is_expected=bool(row["expected"]),
                )
            )


@action("holiday.added")
def add_holiday(
    *, actor: Any, country: str, on: dt.date, name_fr: str, name_ar: str, is_expected: bool = False
) -> Holiday:
    """Add a day off. Refused when it is already in the table."""
    require(can_change_holidays(actor, country))
    return store(Holiday(country=country, on=on, name_fr=name_fr, name_ar=name_ar, is_expected=is_expected))


@action("holiday.changed")
def change_holiday(
    *, actor: Any, holiday: Holiday, on: dt.date, name_fr: str, name_ar: str, is_expected: bool = False
) -> Holiday:
    """Move a day off, as the announcement says, or confirm it. Refused when it would be there twice."""
    require(can_change_holidays(actor, holiday.country))
    if on.year != holiday.on.year:
        raise Refused(_("Keep this holiday in its year; add another one for another year."), code="year", field="on")
    vars(holiday)["journal_details"] = {"from": holiday.on.isoformat(), "to": on.isoformat()}
    holiday.on, holiday.name_fr, holiday.name_ar, holiday.is_expected = on, name_fr, name_ar, is_expected
    return store(holiday)


@action("holiday.removed")
def remove_holiday(*, actor: Any, holiday: Holiday) -> None:
    """Take a day out of the table: people work that day."""
    require(can_change_holidays(actor, holiday.country))
    holiday.delete()


@action("territory.contact_changed")
def change_contact(
    *,
    actor: Any,
    territory: Territory,
    phone: str = "",
    address: str = "",
    opens_at: dt.time | None = None,
    closes_at: dt.time | None = None,
) -> Territory:
    """Say how the mechanism is reached: everybody reads it. Refused with a phone that cannot be, or one hour alone."""
    require(can_change_contact(actor, territory))
    territory.phone = as_e164(phone, territory.country) if phone else ""
    territory.address, territory.opens_at, territory.closes_at = address, opens_at, closes_at
    return store(territory)

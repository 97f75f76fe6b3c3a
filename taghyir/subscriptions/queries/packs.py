"""A territory in a pocket: all that is published of it, in one small file that a phone keeps."""

import datetime as dt
import json
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from taghyir.design import formats
from taghyir.directory.models import Organisation, OrganisationQuerySet, Sector
from taghyir.directory.queries import as_shown_to, cards_of
from taghyir.places.models import Territory
from taghyir.places.queries import holidays_between, local_now

_HOLIDAYS_OF = dt.timedelta(days=365)


def organisations_in_pocket(territory: Territory) -> OrganisationQuerySet:
    """What everybody sees of this territory, in the order of the directory."""
    there = Organisation.objects.published().filter(territory=territory)
    return cards_of(there).order_by("sort_name", "pk")


def pack_of(territory: Territory) -> dict[str, Any]:
    """The organisations, the mechanism and the holidays, in the language of the page. Two queries, for any number of them.

    An organisation is `name`, `name_ar`, `activity`, `place`, `address`, `phone` (E.164) and `phone_text`, `sectors` (indexes in
    the list of sectors), `at` (latitude, longitude, degrees), `page`, and `found`: its names and places, folded and sounded.
    What is empty is left out, and so is what the organisation does not show.
    """
    with formats.written_for(territory.country):
        return {
            "territory": str(territory),
            "mechanism": _mechanism_of(territory),
            "holidays": _holidays_of(territory),
            "sectors": [str(label) for label in Sector.labels],
            "organisations": [_facts_of(one) for one in published_facts(territory)],
        }


def published_facts(territory: Territory) -> Any:
    """The same organisations, each without what it does not show."""
    return as_shown_to(AnonymousUser(), organisations_in_pocket(territory))


def written_pack(territory: Territory) -> bytes:
    """The pack as JSON, in UTF-8, without a space too many. The moment it is made is not in it: the answer bears it."""
    return json.dumps(pack_of(territory), ensure_ascii=False, separators=(",", ":")).encode()


def _facts_of(one: Organisation) -> dict[str, Any]:
    orders = {value: number for number, value in enumerate(Sector.values)}
    has_position = one.latitude is not None and one.longitude is not None
    facts = {
        "name": one.name,
        "name_ar": one.name_ar,
        "activity": one.activity_noted,
        "place": str(one.place or ""),
        "address": one.address,
        "phone": one.phone,
        "phone_text": formats.phone_text(one.phone),
        "sectors": [orders[sector] for sector in one.sectors if sector in orders],
        "at": [round(one.latitude or 0, 5), round(one.longitude or 0, 5)] if has_position else [],
        "page": reverse("directory:organisation", args=[one.pk]),
        "found": one.folded,
    }
    return {name: value for name, value in facts.items() if value}


def _mechanism_of(territory: Territory) -> dict[str, str]:
    return {
        "phone": territory.phone,
        "phone_text": formats.phone_text(territory.phone),
        "address": territory.address,
        "opens_at": formats.time_text(territory.opens_at),
        "closes_at": formats.time_text(territory.closes_at),
    }


def _holidays_of(territory: Territory) -> list[dict[str, str]]:
    today = local_now(territory).date()
    coming = holidays_between(today, today + _HOLIDAYS_OF, territory.country)
    return [{"on": day.on.isoformat(), "on_text": formats.date_text(day.on), "name": str(day)} for day in coming]

"""What a list of places would change: to add, to update, already so, refused. Nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from taghyir.core.text import folded
from taghyir.places.models import Place
from taghyir.places.open_files import PlaceRow, is_official
from taghyir.tables.search import search_text

FILLED = ("code", "name_fr", "name_ar", "postcode", "latitude", "longitude")


@dataclass
class Plan:
    """The places to add and to update, and the sentence for each row that cannot be taken."""

    add: list[Place] = field(default_factory=list)
    update: list[Place] = field(default_factory=list)
    skipped: int = 0
    refused: list[tuple[PlaceRow, str]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "add": len(self.add),
            "update": len(self.update),
            "skip": self.skipped,
            "refuse": len(self.refused),
        }


class Gazetteer:
    """The places already known, found by code, or by name within the place around for rows that have no code."""

    def __init__(self, countries: set[str]):
        self.by_code: dict[tuple[str, str], Place] = {}
        self.by_name: dict[tuple[str, str, str, str], Place] = {}
        for place in Place.objects.filter(country__in=countries).select_related("parent").order_by("pk"):
            self.learn(place)

    def learn(self, place: Place) -> None:
        self.by_code[place.country, place.code] = place
        for name in (place.name_fr, place.name_ar):
            around = place.parent.code if place.parent else ""
            self.by_name.setdefault((place.country, place.level, around, folded(name)), place)

    def find(self, row: PlaceRow) -> Place | None:
        """The place of this code; else the one of this name, when one of the two codes only stands in."""
        if place := self.by_code.get((row.country, row.code)):
            return place
        for name in (row.name_fr, row.name_ar):
            place = self.by_name.get((row.country, row.level, row.within, folded(name)))
            if place and not (row.has_official_code and is_official(place.code)):
                return place
        return None


def plan_of(rows: Iterable[PlaceRow]) -> Plan:
    """What `rows` would do. A blank never erases; a row without official code never renames."""
    rows, plan = list(rows), Plan()
    known = Gazetteer({row.country for row in rows})
    for row in rows:
        try:
            _weigh(row, known, plan)
        except ValidationError as error:
            plan.refused.append((row, " ".join(error.messages)))
    return plan


def _weigh(row: PlaceRow, known: Gazetteer, plan: Plan) -> None:
    parent = known.by_code.get((row.country, row.within)) if row.within else None
    if not row.code:
        raise ValidationError(_("This place has no code."))
    if row.within and not parent:
        raise ValidationError(_("The place around it, %(code)s, is not known.") % {"code": row.within})
    place = known.find(row)
    if place is None:
        place = Place(country=row.country, level=row.level, code=row.code, parent=parent)
        _fill(place, row)
        place.clean_fields(exclude=["parent"])
        plan.add.append(place)
        known.learn(place)
    elif _fill(place, row):
        place.clean_fields(exclude=["parent"])
        if place.pk and place not in plan.update:
            plan.update.append(place)
    else:
        plan.skipped += 1


def _fill(place: Place, row: PlaceRow) -> bool:
    """Write on `place` what the row knows. Returns whether that changed anything."""
    before: dict[str, Any] = {name: getattr(place, name) for name in (*FILLED, "folded")}
    for name in FILLED:
        told = getattr(row, name)
        if told not in ("", None) and (row.has_official_code or not getattr(place, name)):
            setattr(place, name, told)
    place.folded = search_text(place.name_fr, place.name_ar)
    return any(getattr(place, name) != value for name, value in before.items())

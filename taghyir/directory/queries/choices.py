"""The filters of the directory as people see them: what can be chosen, how many each choice would give, what is chosen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from taghyir.core.text import folded
from taghyir.directory.models import LabelKind, LegalForm, Organisation, Sector
from taghyir.directory.queries.found import MANY, Counts
from taghyir.directory.queries.search import KILOMETRES, Asked
from taghyir.places.models import Place, Territory
from taghyir.places.queries import territories, territory_of

TOP = 12  # products offered: the others are found by their words
KEPT_FOR = 300  # seconds what can be chosen is kept: places and forms hardly ever change
_BOXES = (
    ("women_led", gettext_lazy("Led by women")),
    ("care", gettext_lazy("Takes care of people")),
    ("circular", gettext_lazy("Repairs, reuses or recycles")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: what it is called, how many it would give (None where they are not counted)."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A select of the page."""

    name: str
    label: str
    choices: list[Choice]


class DirectoryFilters:
    """What the page of the directory shows around its list."""

    def __init__(self, asked: Asked, counts: Counts):
        self.asked, self.counts = asked, counts

    @cached_property
    def territories(self) -> list[Choice]:
        """Everywhere, then each territory."""
        known = _kept("territories", lambda: [(one.slug, one.code, str(one)) for one in territories()])
        chosen = next((slug for slug, code, _name in known if self.asked.territory in (slug, code)), "")
        return [
            Choice(slug, name, None, slug == chosen)
            for slug, name in [("", _("Everywhere")), *((s, n) for s, _c, n in known)]
        ]

    @property
    def selects(self) -> list[Filter]:
        """Sector, what is made, kind, legal form and label, those of which something is found."""
        named = {
            "sector": (_("Sector"), _("Every sector"), Sector.choices),
            "product": (_("Product"), _("Every product"), self._products()),
            "kind": (_("Kind"), _("Every kind"), Organisation.Kind.choices),
            "legal_form": (_("Legal form"), _("Every form"), _kept("forms", _legal_forms)),
            "label": (_("Label"), _("Every label"), _kept("labels", _labels)),
        }
        return [
            Filter(name, label, [Choice("", everything, None, False), *self._counted(name, choices)])
            for name, (label, everything, choices) in named.items()
            if name not in ("label", "product") or getattr(self.asked, name) or self.counts.of.get(name)
        ]

    def _counted(self, name: str, choices: Iterable[tuple[Any, Any]]) -> list[Choice]:
        chosen, counts = getattr(self.asked, name), self.counts.of.get(name, {})
        chosen = folded(chosen) if name == "product" else chosen
        return [
            Choice(value, str(label), counts.get(value, 0), value == chosen)
            for value, label in choices
            if value == chosen or counts.get(value)
        ]

    def _products(self) -> list[tuple[str, str]]:
        """Those most often made of what is found, and the chosen one, as people write them."""
        counts = self.counts.of.get("product", {})
        top = sorted(counts, key=lambda product: (-counts[product], product))[:TOP]
        name = "products-" + sha256(repr(top).encode()).hexdigest()
        written = {product: product for product in top} | (_kept(name, lambda: _as_written(top)) if top else {})
        if self.asked.product:
            written.setdefault(folded(self.asked.product), self.asked.product)
        return list(written.items())

    @property
    def boxes(self) -> list[Choice]:
        """Yes or no."""
        return [
            Choice(name, str(label), sum(self.counts.of.get(name, {}).values()), getattr(self.asked, name))
            for name, label in _BOXES
        ]

    @property
    def places(self) -> list[tuple[str, list[Choice]]]:
        """The communes and delegations of each territory, to look near one."""
        return [
            (territory, [Choice(key, name, None, key == self.asked.near) for key, name in places])
            for territory, places in _kept("places", _places_by_territory)
        ]

    @property
    def communes(self) -> list[Choice]:
        """Those of the territory that is chosen, to stay within one; none as long as none is."""
        chosen = next((one.label for one in self.territories if one.is_chosen and one.value), None)
        places = dict(_kept("places", _places_by_territory)).get(chosen, [])
        return [Choice(key, name, None, key == self.asked.place) for key, name in places]

    @property
    def distances(self) -> list[Choice]:
        return [Choice(str(km), str(km), None, km == self.asked.within) for km in KILOMETRES]

    @cached_property
    def here(self) -> Place | None:
        """The commune or delegation that is chosen."""
        country, _dash, code = (self.asked.near or self.asked.place).partition("-")
        return Place.objects.filter(country=country, code=code).first() if code else None

    @cached_property
    def mechanism(self) -> Territory | None:
        """The territory whose mechanism serves that place."""
        return territory_of(self.here)

    @property
    def removable(self) -> list[tuple[str, str]]:
        """What is chosen and has no field of its own: its words, and the address without it."""
        chosen = self.asked.chosen()
        words: dict[str, str] = {name: str(chosen[name]) for name in ("product",) if name in chosen}
        if self.asked.place:
            words["place"] = str(self.here or self.asked.place)
        return [(text, f"?{self.asked.as_address(**{name: ''})}") for name, text in words.items()]

    @property
    def is_refined(self) -> bool:
        """Whether one of the filters folded away is chosen."""
        return bool(self.asked.chosen().keys() - {"q", "territory"})


def _kept(name: str, read: Any) -> Any:
    return cache.get_or_set(f"directory-{name}-{get_language()}", read, KEPT_FOR)


def _as_written(products: list[str]) -> dict[str, str]:
    """How each is written most often by those who make it."""
    rows = Organisation.objects.published().filter(products__overlap=products).order_by()[:MANY]
    written = Counter(offer for row in rows.only("offers") for offer in row.offers_in_order)
    return {
        folded(offer)[:60]: offer for offer, _n in reversed(written.most_common()) if folded(offer)[:60] in products
    }


def _labels() -> list[tuple[str, str]]:
    return [(kind.code, str(kind)) for kind in LabelKind.objects.order_by("country", "code")]


def _legal_forms() -> list[tuple[str, str]]:
    return [(form.code, f"{form} · {form.country}") for form in LegalForm.objects.order_by("country", "code")]


def _places_by_territory() -> list[tuple[str, list[tuple[str, str]]]]:
    found = []
    for territory in territories():
        narrow = Place.objects.filter(
            parent__territories=territory, level__in=(Place.Level.COMMUNE, Place.Level.DELEGATION)
        )
        direct = Place.objects.filter(territories=territory, level__in=(Place.Level.COMMUNE, Place.Level.DELEGATION))
        places = sorted({*narrow, *direct}, key=str)
        found.append((str(territory), [(f"{place.country}-{place.code}", str(place)) for place in places]))
    return found

"""The columns of the list people take away. `sources` knows them all, so that the list can be corrected and brought back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from taghyir.directory.models import Organisation
from taghyir.tables.marks import mark_of

_TAKEN_AWAY = (
    "name", "name_ar", "other_names", "kind", "legal_form", "country", "territory", "place", "activity_fr", "activity_ar",
    "offers", "sectors", "founded_on", "phone", "email", "website", "address", "latitude", "longitude",
    "women_members", "men_members", "women_board", "men_board", "is_women_led", "is_care", "is_circular",
    "source", "licence", "labels",
)  # fmt: skip
_FIXED = ("country", "source", "licence", "labels")  # a list brought back does not change them
_MARKED = [(name, Organisation._meta.get_field(name).attname) for name in _TAKEN_AWAY if name not in _FIXED]


def _read_from(name: str) -> Any:
    """How the value of a column is read of an organisation."""
    if name == "kind":
        return lambda organisation: organisation.get_kind_display()
    if name in ("sectors", "labels"):
        return lambda organisation: " ; ".join(getattr(organisation, name))
    if name in ("legal_form", "place", "territory"):
        return lambda organisation: str(getattr(organisation, name) or "")
    return lambda organisation: getattr(organisation, name)


EXPORTED = [
    (_("our number"), lambda organisation: organisation.pk),
    *((getattr(Organisation._meta.get_field(name), "verbose_name", name), _read_from(name)) for name in _TAKEN_AWAY),
    (_("code of the place"), lambda organisation: organisation.place.code if organisation.place else ""),
    (_("mark (leave it as it is)"), lambda one: mark_of([(name, getattr(one, key)) for name, key in _MARKED])),
]

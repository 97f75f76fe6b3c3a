"""Organisations come in, change, are shown to everybody and hidden again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models.fields.related import ForeignKey
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store, store_all
from taghyir.directory.models import Organisation
from taghyir.directory.policies import (
    can_add_each,
    can_add_organisation,
    can_change_organisation,
    can_hide_organisation,
    can_publish_organisation,
)
from taghyir.directory.queries import has_consent_of_representative, organisations_alike
from taghyir.people.models import User
from taghyir.places.models import Place, Territory
from taghyir.places.queries import as_e164, repaired, territory_of
from taghyir.tables.text import cleaned

FACTS = (  # what may be written of an organisation, by hand or by import
    "name", "name_ar", "other_names", "kind", "legal_form", "territory", "place", "country", "activity_fr", "activity_ar",
    "offers", "founded_on", "closed_on", "phone", "email", "website", "address", "latitude", "longitude", "is_women_led",
    "sectors", "is_care", "is_circular",
)  # fmt: skip
SOURCES = ("source", "source_ref", "licence")  # by an import alone
_COUNTED = ("women_members", "men_members", "women_board", "men_board", "counted_on")


@action("organisation.added")
def add_organisation(
    *,
    actor: User,
    place: Place | None = None,
    territory: Territory | None = None,
    country: str = "",
    is_another: bool = False,
    **facts: Any,
) -> Organisation:
    """An organisation comes into the directory, unpublished; a group without papers too.

    Its territory is that of its place; the one that is said, when its place is in none.

    Refused without a name, with a place or a legal form of another country, with a phone that does not exist or a position
    that cannot be, and when one of the same name is there already, unless `is_another`.
    """
    require(can_add_organisation(actor, *(where := _where(place, territory_of(place) or territory, country))))
    organisation = _new(facts, place, *where)
    _put_position_right(organisation, facts)
    if not is_another:
        _refuse_if_known(organisation)
    return store(organisation)


@action("organisation.brought")
def add_organisations(*, actor: User, rows: Sequence[dict[str, Any]]) -> list[Organisation]:
    """Many come into the directory at once, all or none: each as by `add_organisation`, and as another one."""
    require(can_add_each(actor, located := _located(rows)))
    return store_all([_new(row, row.get("place"), *where) for row, where in zip(rows, located, strict=True)])


@action("organisation.changed")
def change_organisation(*, actor: User, organisation: Organisation, **facts: Any) -> Organisation:
    """Only the facts given change. A move to another territory is for who may write in both. Refused as for adding."""
    require(can_change_organisation(actor, organisation))
    changed = _change_facts(organisation, facts)
    require(can_change_organisation(actor, organisation))
    return changed


@action("organisation.published")
def publish_organisation(*, actor: User, organisation: Organisation) -> Organisation:
    """Its card is shown to everybody. Refused when it speaks of a person and nobody of its board agreed to it."""
    require(can_publish_organisation(actor, organisation))
    if organisation.closed_on:
        raise Refused(_("This organisation is closed."), code="closed")
    if organisation.is_persons_own and not has_consent_of_representative(organisation):
        raise Refused(
            _("First record that somebody of its board agrees to appear in the public directory."), code="consent"
        )
    organisation.is_public = True
    return store(organisation)


@action("organisation.hidden")
def hide_organisation(*, actor: User, organisation: Organisation) -> Organisation:
    """Its card is shown to nobody but those who follow it and its members."""
    require(can_hide_organisation(actor, organisation))
    organisation.is_public = False
    return store(organisation)


def _new(facts: dict[str, Any], place: Place | None, territory: Territory | None, country: str) -> Organisation:
    """An organisation of these facts, not yet kept."""
    organisation = Organisation(place=place, territory=territory, country=country)
    facts = {name: value for name, value in facts.items() if name not in ("place", "territory", "country")}
    _write(organisation, facts, allowed=(*FACTS, *SOURCES, *_COUNTED))
    return organisation


def _change_facts(organisation: Organisation, facts: dict[str, Any]) -> Organisation:
    """A part of an action: set these facts, and keep with its line of the journal what changed. Refused as for adding."""
    if facts.get("place"):
        facts["territory"] = territory_of(facts["place"]) or facts.get("territory", organisation.territory)
    before = {name: getattr(organisation, name) for name in facts}
    _write(organisation, facts, allowed=(*FACTS, *SOURCES, *_COUNTED))
    _put_position_right(organisation, {name for name in facts if getattr(organisation, name) != before[name]})
    changed = store(organisation)
    vars(changed)["journal_details"] = {"changed": _differences(organisation, before)}
    return changed


def _write(organisation: Organisation, facts: dict[str, Any], allowed: tuple[str, ...]) -> None:
    """Set `facts` on the organisation, texts cleaned, and check what binds them together."""
    for name, value in facts.items():
        if name not in allowed:
            raise TypeError(f"{name} is no fact of an organisation")
        setattr(organisation, name, cleaned(value) if isinstance(value, str) else value)
    _refuse_other_country(organisation)
    if facts.get("phone"):
        organisation.phone = as_e164(organisation.phone, organisation.country)
    organisation.prepare_search()


def _located(rows: Sequence[dict[str, Any]]) -> list[tuple[Territory | None, str]]:
    """Where each row lies; a place is looked up once."""
    around = {place: territory_of(place) for place in {row.get("place") for row in rows}}
    return [
        _where(row.get("place"), around[row.get("place")] or row.get("territory"), row.get("country", ""))
        for row in rows
    ]


def _where(place: Place | None, territory: Territory | None, country: str) -> tuple[Territory | None, str]:
    """The territory; the country of the place, else of the territory, else the one that is said."""
    around = place or territory
    return territory, str(around.country) if around else country


def _refuse_other_country(organisation: Organisation) -> None:
    """Refuse a place, a territory or a legal form of another country than the organisation's."""
    for field in ("place", "territory", "legal_form"):
        thing = getattr(organisation, field)
        if thing is not None and thing.country != organisation.country:
            raise Refused(_("This is of another country than the organisation."), code="country", field=field)


def _put_position_right(organisation: Organisation, written: Iterable[str]) -> None:
    """The position that is written is checked as that of an import is; what is swapped is turned."""
    latitude, longitude = organisation.latitude, organisation.longitude
    if not {"latitude", "longitude"} & set(written) or latitude is longitude is None:
        return
    if latitude is None or longitude is None:
        raise Refused(_("Write both: the latitude and the longitude."), code="position", field="latitude")
    latitude, longitude, sentence = repaired(latitude, longitude, organisation.country, organisation.place)
    if latitude is None:
        raise Refused(sentence, code="position", field="latitude")
    organisation.latitude, organisation.longitude = latitude, longitude
    organisation.prepare_search()


def _refuse_if_known(organisation: Organisation) -> None:
    known = organisations_alike(
        organisation.name or organisation.name_ar, territory=organisation.territory, country=organisation.country
    ).first()
    if known:
        where = known.place or known.territory or known.get_country_display()
        raise Refused(
            _("%(name)s, %(place)s, is already in the directory. If this is another one, say so below.")
            % {"name": known, "place": where},
            code="alike",
            field="name" if organisation.name else "name_ar",
        )


def _differences(organisation: Organisation, before: dict[str, Any]) -> dict[str, list[str]]:
    """What changed, as the journal keeps it: names of facts, with the value before and after."""
    shown = {}
    for name, old in before.items():
        new = getattr(organisation, name)
        if old != new:
            is_key = isinstance(Organisation._meta.get_field(name), ForeignKey)
            values = [getattr(value, "pk", None) if is_key else value for value in (old, new)]
            shown[name] = ["" if value is None else str(value) for value in values]
    return shown

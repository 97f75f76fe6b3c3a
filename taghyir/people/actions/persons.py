"""Recording somebody the programme meets, and keeping what is known of them right."""

from typing import Any

from taghyir.core.actions import action, require
from taghyir.core.storage import store
from taghyir.people.models import Person, User
from taghyir.people.policies import can_change_person, can_record_person
from taghyir.places.models import Place, Territory
from taghyir.places.queries import as_e164, territory_of
from taghyir.tables.search import search_text


@action("person.recorded")
def record_person(
    *, actor: User, territory: Territory | None = None, place: Place | None = None, phone: str = "", **words: Any
) -> Person:
    """Record somebody met, in one script at least; no phone, no e-mail, no account needed.

    `words` are the other fields of a person. The territory is that of the place when it is not given. Refused for a
    phone number that does not exist, and without any name.
    """
    require(can_record_person(actor, territory or territory_of(place)))
    return _keep(Person(territory=territory or territory_of(place), place=place, **words), phone)


@action("person.changed")
def change_person(
    *,
    actor: User,
    person: Person,
    territory: Territory | None = None,
    place: Place | None = None,
    phone: str = "",
    **words: Any,
) -> Person:
    """Put right what is known of somebody. Who moves them to another territory must work there too."""
    require(can_change_person(actor, person))
    require(territory == person.territory or can_record_person(actor, territory))
    before = {name: str(getattr(person, name) or "") for name in ("phone", "email", "territory", *words)}
    person.territory, person.place = territory, place
    for name, value in words.items():
        setattr(person, name, value)
    _keep(person, phone)
    changed = [name for name, value in before.items() if str(getattr(person, name) or "") != value]
    vars(person)["journal_details"] = {"changed": changed}
    return person


def _keep(person: Person, phone: str) -> Person:
    country = person.territory.country if person.territory else person.place.country if person.place else ""
    person.phone = as_e164(phone, country)
    person.folded = search_text(
        f"{person.given_name} {person.family_name}", f"{person.given_name_ar} {person.family_name_ar}"
    )
    return store(person)

"""How an invented organisation comes in: its card, its president and treasurer, and what they agreed to."""

import datetime as dt
import random

from django.utils import timezone

from demo.organisations import Invented
from demo.setting import Atlas
from demo.words import FAMILY, GIVEN, PHONES
from taghyir.consents.actions import record_consent
from taghyir.directory.actions import add_membership, add_organisation, count_members, publish_organisation
from taghyir.directory.models import Organisation
from taghyir.people.actions import record_person
from taghyir.people.models import Person, User


def register(
    invented: Invented, atlas: Atlas, actor: User, publisher: User, luck: random.Random, president: Person | None = None
) -> Organisation:
    """The organisation with its board, counted, and published when its president agreed."""
    facts = atlas.of(invented)
    organisation = add_organisation(
        actor=actor,
        **facts,
        name=invented.name,
        name_ar=invented.name_ar,
        kind="association" if invented.legal_form.endswith("ASSO") else "enterprise",
        activity_fr=invented.activity_fr,
        activity_ar=invented.activity_ar,
        phone=PHONES[facts["territory"].country],
        is_women_led=invented.is_women_led,
        sectors=invented.sectors,
        is_care=invented.is_care,
        is_circular=invented.is_circular,
        founded_on=dt.date(
            luck.randint(2008, min(2024, timezone.localdate().year - 1)), luck.randint(1, 12), luck.randint(1, 28)
        ),
    )
    president = president or _somebody(organisation, actor, luck, "F" if invented.is_women_led else "M")
    add_membership(actor=actor, organisation=organisation, person=president, function="president", is_board=True)
    treasurer = _somebody(organisation, actor, luck, "F")
    add_membership(actor=actor, organisation=organisation, person=treasurer, function="treasurer", is_board=True)
    count_members(
        actor=actor,
        organisation=organisation,
        women_members=invented.women,
        men_members=invented.men,
        women_board=min(invented.women, 3),
        men_board=min(invented.men, 2),
    )
    for purpose in ("file", "directory", *luck.sample(("photo", "video", "testimony"), luck.randint(0, 2))):
        record_consent(
            actor=actor, person=president, purpose=purpose, language="ar", explained_in="darija", manner="written"
        )
    return publish_organisation(actor=publisher, organisation=organisation) if luck.random() < 0.9 else organisation


def _somebody(organisation: Organisation, actor: User, luck: random.Random, sex: str) -> Person:
    given, given_ar, _sex = luck.choice([name for name in GIVEN if name[2] == sex])
    family, family_ar = luck.choice(FAMILY)
    return record_person(
        actor=actor,
        territory=organisation.territory,
        place=organisation.place,
        given_name=given,
        family_name=family,
        given_name_ar=given_ar,
        family_name_ar=family_ar,
        sex=sex,
        age_band=luck.choice(("30-44", "45-59")),
    )

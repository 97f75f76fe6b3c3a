"""Before the year begins: the places, the people with an account, the organisations and who presides over them."""

import datetime as dt
from io import StringIO

from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from demo.cast import CAST, COORDINATORS, Member
from demo.matrix import GOALS, INDICATORS
from demo.organisations import Invented
from demo.words import PHONES
from taghyir.catalogue.actions import load_catalogue
from taghyir.compliance.actions import load_facts
from taghyir.consents.actions import load_consent_texts
from taghyir.directory.actions import load_label_kinds, load_legal_forms
from taghyir.directory.models import LegalForm
from taghyir.needs.actions import map_form_to_needs
from taghyir.people.models import Person, Role, User
from taghyir.places.actions import change_contact, load_territories
from taghyir.places.models import Place, Territory
from taghyir.results.actions import add_goal, add_indicator, set_target
from taghyir.results.models import Goal
from taghyir.surveys.models import Form
from taghyir.tables.search import search_text

SHOWN = ("ecoute_rapide", "diagnostic_partage", "satisfaction")  # of the forms we bring, those of the demonstration
PASSWORD = "un-seul-fil-2026"
HOURS = (dt.time(9, 0), dt.time(16, 30))


def prepare_house() -> None:
    """What every installation needs, invented or not."""
    robot = User.objects.robot()
    load_territories(actor=robot)
    load_legal_forms(actor=robot)
    load_label_kinds(actor=robot)
    load_facts(actor=robot)
    load_catalogue(actor=robot)
    load_consent_texts(actor=robot)


def open_accounts(since: dt.date) -> dict[str, User]:
    """The accounts of the cast, with one password for all and roles since the first day of the year."""
    password = make_password(PASSWORD)
    territories = {territory.code: territory for territory in Territory.objects.all()}
    users = {}
    for member in CAST:
        users[member.key] = _open_account(member, territories.get(member.territory), password, since)
    return users


def _open_account(member: Member, territory: Territory | None, password: str, since: dt.date) -> User:
    person = Person(
        given_name=member.given,
        family_name=member.family,
        given_name_ar=member.given_ar,
        family_name_ar=member.family_ar,
        sex=member.sex,
        age_band=Person.AgeBand.FROM_30,
        territory=territory,
        email=f"{member.key}@taghyir.example",
    )
    person.folded = search_text(f"{member.given} {member.family}", f"{member.given_ar} {member.family_ar}")
    person.save()
    user = User.objects.create(person=person, email=person.email, language=member.language, password=password)
    if member.role:
        Role.objects.create(user=user, kind=member.role, territory=territory, starts_on=since)
    return user


def say_how_to_reach(users: dict[str, User]) -> None:
    """Invented phones and hours of the six mechanisms."""
    for territory in Territory.objects.all():
        opens, closes = HOURS
        change_contact(
            actor=users[COORDINATORS[territory.code]],
            territory=territory,
            phone=PHONES[territory.country],
            opens_at=opens,
            closes_at=closes,
        )


def write_matrix(pilar: User, year: int) -> None:
    """The planning matrix, with targets for this year and the one before."""
    goals: dict[str, Goal] = {}
    for order, (above, level, code, fr, ar, es, en) in enumerate(GOALS):
        words = {"name_fr": fr, "name_ar": ar, "name_es": es, "name_en": en}
        goals[code] = add_goal(actor=pilar, parent=goals.get(above), level=level, code=code, order=order, **words)
    for order, (goal, code, computation, unit, target, source, fr, ar, es, en) in enumerate(INDICATORS):
        words = {"name_fr": fr, "name_ar": ar, "name_es": es, "name_en": en}
        indicator = add_indicator(
            actor=pilar,
            goal=goals[goal],
            code=code,
            computation=computation,
            unit=unit,
            fewer_is_better=unit == "days",
            source=source,
            order=order,
            **words,
        )
        for on in (year - 1, year):
            set_target(actor=pilar, indicator=indicator, year=on, value=target)


def publish_instruments(pilar: User) -> None:
    """Our own forms, in four languages; what the quick listening hears becomes needs."""
    call_command("load_instruments", *SHOWN, stdout=StringIO())
    map_form_to_needs(
        actor=pilar,
        form=Form.objects.get(xform_id="ecoute_rapide"),
        words_path="words",
        theme_path="theme",
        territory_path="territory",
        organisation_path="organisation",
        said_by_path="said_by",
        sex_path="sex",
        contact_path="contact",
        priority_path="priority",
        adviser_priority_path="adviser_priority",
    )


class Atlas:
    """Places and legal forms by the names the demonstration uses."""

    def __init__(self) -> None:
        self.territories = {territory.code: territory for territory in Territory.objects.all()}
        self.forms = {form.code: form for form in LegalForm.objects.all()}
        self.places = {(place.country, place.name_fr): place for place in Place.objects.exclude(level="sector")}

    def of(self, invented: Invented) -> dict[str, object]:
        """Territory, place and legal form of an organisation."""
        territory = self.territories[invented.territory]
        return {
            "territory": territory,
            "place": self.places[territory.country, invented.place],
            "legal_form": self.forms[invented.legal_form],
        }

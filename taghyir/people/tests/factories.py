import datetime as dt

import factory
from django.contrib.auth.hashers import make_password

from taghyir.people.models import Person, Role, User
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.tables.search import search_text

# The people of the demo are the people of the tests: name, name in Arabic, sex, role, territory.
PEOPLE = {
    "amina": ("Amina", "Benali", "أمينة", "بنعلي", "F", Role.Kind.PARTNER_COORDINATOR, "NAD"),
    "karim": ("Karim", "Azzouzi", "كريم", "العزوزي", "M", Role.Kind.ADVISER, "NAD"),
    "hedi": ("Hédi", "Trabelsi", "الهادي", "الطرابلسي", "M", Role.Kind.ADVISER, "KEF"),
    "fatma": ("Fatma", "Aït Said", "فاطمة", "آيت سعيد", "F", Role.Kind.MEMBER, "NAD"),
    "leila": ("Leïla", "Mansouri", "ليلى", "المنصوري", "F", Role.Kind.COMMUNICATOR, "NAD"),
    "youssef": ("Youssef", "El Idrissi", "يوسف", "الإدريسي", "M", Role.Kind.TRAINER, "NAD"),
    "salma": ("Salma", "Ghazouani", "سلمى", "الغزواني", "F", Role.Kind.RESEARCHER, "NAD"),
    "pilar": ("Pilar", "Ortega", "بيلار", "أورتيغا", "F", Role.Kind.PROGRAMME_COORDINATOR, None),
    "ines": ("Inés", "Robledo", "إينيس", "روبليدو", "F", Role.Kind.AUDITOR, None),
    "noor": ("Noor", "Haddad", "نور", "حداد", "F", None, None),
}


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    given_name = "Habiba"
    family_name = factory.Sequence("Bennani {}".format)
    given_name_ar = "حبيبة"
    family_name_ar = "بناني"
    sex = "F"
    age_band = "30-44"
    folded = factory.LazyAttribute(
        lambda o: search_text(f"{o.given_name} {o.family_name}", f"{o.given_name_ar} {o.family_name_ar}")
    )


class UserFactory(factory.django.DjangoModelFactory):
    """An account without any role."""

    class Meta:
        model = User

    person = factory.SubFactory(PersonFactory)
    email = factory.Sequence("person{}@example.org".format)
    language = "fr"
    password = factory.LazyFunction(lambda: make_password(None))


class RoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    kind = Role.Kind.ADVISER
    territory = factory.SubFactory(TerritoryFactory)
    starts_on = dt.date(2026, 1, 1)


def somebody(name: str) -> User:
    """One of the people of the house by first name (see PEOPLE), with their role; made once per test."""
    given, family, given_ar, family_ar, sex, kind, code = PEOPLE[name]
    email = f"{name}@taghyir.example"
    if known := User.objects.filter(email=email).first():
        return known
    territory = TerritoryFactory(code=code) if code else None
    person = PersonFactory(
        given_name=given,
        family_name=family,
        given_name_ar=given_ar,
        family_name_ar=family_ar,
        sex=sex,
        territory=territory,
    )
    user = UserFactory(person=person, email=email)
    if kind:
        RoleFactory(user=user, kind=kind, territory=territory)
    return user


def adviser_of(code: str) -> User:
    """Another adviser, of the territory with this code."""
    return RoleFactory(territory=TerritoryFactory(code=code)).user

"""The directory of 100,000: its list, its search in any script, its facets near a commune, its map."""

import random
import secrets

from django.db import connection

from bench.measure import Case, Visitor
from demo.organisations import invented_organisations
from taghyir.core.text import folded
from taghyir.directory.models import LegalForm, Organisation, Sector
from taghyir.people.models import User
from taghyir.places.models import Place
from taghyir.tables.search import search_text

MANY = 100_000
ZAIO = "MA-02.381.01.07"
HERE = "/fr/organisations/"
_NAMES = [
    "تعاونية",
    "جمعية",
    "النور",
    "الأمل",
    "تيفاوين",
    "زيتون",
    "أركان",
    "نساء",
    "الريف",
    "الواحة",
    "زربية",
    "عسل",
    "ورشة",
    "الكاف",
    "نفطة",
    "زايو",
]
# one in three lies in the six territories; the others around towns of both countries, as cooperatives do
_TOWNS = [(33.57, -7.6), (34.02, -6.84), (31.63, -8.0), (34.03, -5.0), (30.42, -9.6), (33.9, -5.55), (34.26, -6.57)]
_TOWNS += [(35.82, 10.64), (34.74, 10.76), (36.45, 10.73), (35.17, 8.83), (33.88, 10.1), (36.73, 9.18), (37.27, 9.87)]


def cases() -> list[Case]:
    fill_directory()
    visitor, adviser = Visitor(), Visitor(User.objects.get(email="karim@taghyir.example"))
    near = f"{HERE}?near={ZAIO}&within=25&sort=distance&sector=food"
    return [
        Case("directory of 100,000, a visitor, page kept", 0.5, lambda: visitor.ask(HERE), first_page),
        Case("directory, a visitor, page not kept", 1.5, lambda: visitor.ask(_unkept(HERE)), first_page),
        Case("directory, an adviser", 4, lambda: adviser.ask(HERE), first_page),
        Case("directory, distance and facets", 8, lambda: visitor.ask(_unkept(near)), _near_zaio),
        Case(
            "directory, half a name in Latin",
            15,
            lambda: visitor.ask(_unkept(f"{HERE}?q=tifaw")),
            _half_a_name("tifaw"),
        ),
        Case(
            "directory, half a name in Arabic", 15, lambda: visitor.ask(_unkept(f"{HERE}?q=تيفا")), _half_a_name("تيفا")
        ),
        Case("directory, half a name, an adviser", 15, lambda: adviser.ask(f"{HERE}?q=tifaw"), _half_a_name("tifaw")),
    ]


def fill_directory(many: int = MANY) -> None:
    """Invented organisations, published, until there are enough: always the same ones."""
    chance = random.Random(20261126)
    places = list(Place.objects.filter(level__in=("commune", "delegation")).prefetch_related("parent__territories"))
    forms = {country: list(LegalForm.objects.filter(country=country)) for country in ("MA", "TN")}
    words = [invented.activity_fr for invented in invented_organisations()]
    made: list[Organisation] = []
    for number in range(Organisation.objects.count(), many):
        place = chance.choice(places) if number % 3 == 0 else None
        made.append(_invented(number, place, forms, words, chance))
        if len(made) == 1_000:
            Organisation.objects.bulk_create(made)
            made = []
    Organisation.objects.bulk_create(made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE directory_organisation")


def _invented(number: int, place: Place | None, forms: dict, words: list[str], chance: random.Random) -> Organisation:
    latitude, longitude = (place.latitude, place.longitude) if place else chance.choice(_TOWNS)
    country = place.country if place else ("MA" if longitude < 0 else "TN")
    territory = next(iter(place.parent.territories.all()), None) if place and place.parent else None
    activity, product = chance.choice(words), folded(chance.choice(words).split()[0])
    name, name_ar = f"{activity} {number}", " ".join(chance.sample(_NAMES, 3))
    around = [place.name_fr, place.name_ar] if place else []
    return Organisation(
        name=name,
        name_ar=name_ar,
        country=country,
        territory=territory,
        place=place,
        legal_form=chance.choice(forms[country]),
        activity_fr=activity,
        sectors=chance.sample(Sector.values, 2),
        offers=product,
        products=[product],
        is_women_led=chance.random() < 0.4,
        is_care=chance.random() < 0.1,
        is_circular=chance.random() < 0.1,
        is_public=True,
        source="bench",
        source_ref=str(number),
        map_latitude=latitude + chance.gauss(0, 0.1),
        map_longitude=longitude + chance.gauss(0, 0.1),
        folded=search_text(name, name_ar, *around),
        sort_name=folded(name),
    )


def _unkept(address: str) -> str:
    """An address nobody asked before: its page is kept under its name."""
    return f"{address}{'&' if '?' in address else '?'}new={secrets.token_hex(4)}"


# The same answers, written by hand without any feature

_SHOWN = "is_public AND closed_on IS NULL AND merged_into_id IS NULL AND freshness IN ('fresh', 'faded')"


def first_page() -> list[tuple]:
    return fetch(
        f"SELECT id, name, name_ar, activity_fr FROM directory_organisation WHERE {_SHOWN} ORDER BY sort_name, id LIMIT 20"
    )


def _half_a_name(text: str):
    return lambda: fetch(
        f"SELECT id, name, name_ar, activity_fr FROM directory_organisation WHERE {_SHOWN} AND folded LIKE %s "
        "ORDER BY sort_name, id LIMIT 20",
        [f"%{text}%"],
    )


def _near_zaio() -> list[tuple]:
    return fetch(
        f"SELECT id, name, name_ar FROM directory_organisation WHERE {_SHOWN} AND 'food' = ANY(sectors) AND "
        "point(map_longitude, map_latitude) <@ box(point(-3.0, 34.7), point(-2.4, 35.2)) ORDER BY sort_name, id LIMIT 20"
    )


def fetch(sql: str, parameters: list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()

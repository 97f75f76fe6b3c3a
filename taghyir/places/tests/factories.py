import factory

from taghyir.places.models import Place, Territory
from taghyir.tables.search import search_text

SIX = {
    "TNG": ("tanger", "MA", "Tanger", "طنجة", "Tánger", "Tangier"),
    "NAD": ("nador", "MA", "Nador", "الناظور", "Nador", "Nador"),
    "BER": ("berkane", "MA", "Berkane", "بركان", "Berkán", "Berkane"),
    "KEF": ("le-kef", "TN", "Le Kef", "الكاف", "El Kef", "Le Kef"),
    "NEF": ("nefta", "TN", "Nefta", "نفطة", "Nefta", "Nefta"),
    "TUN": ("tunis", "TN", "Tunis", "تونس", "Túnez", "Tunis"),
}


class TerritoryFactory(factory.django.DjangoModelFactory):
    """One of the six: `TerritoryFactory()` is Nador, `TerritoryFactory(code="KEF")` Le Kef. Made once per test."""

    class Meta:
        model = Territory
        django_get_or_create = ("code",)

    code = "NAD"
    slug = factory.LazyAttribute(lambda o: SIX[o.code][0])
    country = factory.LazyAttribute(lambda o: SIX[o.code][1])
    name_fr = factory.LazyAttribute(lambda o: SIX[o.code][2])
    name_ar = factory.LazyAttribute(lambda o: SIX[o.code][3])
    name_es = factory.LazyAttribute(lambda o: SIX[o.code][4])
    name_en = factory.LazyAttribute(lambda o: SIX[o.code][5])
    time_zone = factory.LazyAttribute(lambda o: "Africa/Casablanca" if SIX[o.code][1] == "MA" else "Africa/Tunis")
    order = factory.LazyAttribute(lambda o: list(SIX).index(o.code))


class PlaceFactory(factory.django.DjangoModelFactory):
    """A commune: Zaïo unless told otherwise."""

    class Meta:
        model = Place
        django_get_or_create = ("country", "code")

    country = "MA"
    level = Place.Level.COMMUNE
    code = "02.381.01.07"
    name_fr = "Zaio"
    name_ar = "زايو"
    folded = factory.LazyAttribute(lambda o: search_text(o.name_fr, o.name_ar))

"""The list of the directory, taken away, perhaps edited, and brought back."""

import pytest
from django.test import Client

from taghyir.directory.actions import change_organisation
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import LegalFormFactory, OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Place
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory
from taghyir.sources.tests.files import brought, counts, sentences
from taghyir.tables.models import ImportedRow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
MARK = "marque (à laisser telle quelle)"


def csv_of_list() -> bytes:
    """The list of the directory as Pilar takes it away."""
    browser = Client()
    browser.force_login(somebody("pilar"))
    return b"".join(browser.get("/fr/organisations/?format=csv").streaming_content)


def test_a_list_taken_away_and_brought_back_changes_nothing():
    tifawin(women_members=12, is_women_led=True)
    brought("nom;pays;adresse\n=1+1;MA;@rue\n")
    before = list(Organisation.objects.order_by("pk").values())
    from_list = csv_of_list()
    assert counts(brought(from_list)) == (0, 0, 2, 0)
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_a_list_brought_back_moves_nobody_and_another_name_of_a_place_does():
    nador, kef, zaio = (Place.objects.get(code=code) for code in ("02.381", "23", "02.381.01.07"))
    PlaceFactory(code="02.381.01.03", name_fr="Nador", name_ar="الناضور", parent=nador)  # a commune of that name
    sector = Place.Level.SECTOR
    for code, around in (("235551", Place.objects.get(code="2355")), ("115351", Place.objects.get(code="1153"))):
        imada = PlaceFactory(country="TN", code=code, level=sector, name_fr="Ennour", name_ar="النور", parent=around)
    placed = {"province": nador, "gouvernorat": kef, "commune": zaio, "imada": imada}
    for name, place in placed.items():
        form, code = ("MA_COOP", "NAD") if place.country == "MA" else ("TN_SMSA", "TUN")
        OrganisationFactory(name=name, place=place, code=code, legal_form=LegalFormFactory(code=form))
    Organisation.objects.filter(name="gouvernorat").update(territory=TerritoryFactory(code="KEF"))
    before = list(Organisation.objects.order_by("pk").values())
    from_list = csv_of_list()
    assert counts(brought(from_list)) == (0, 0, 4, 0)
    assert list(Organisation.objects.order_by("pk").values()) == before
    moved = from_list.decode("utf-8-sig").replace(",Zaio,", ",Nador,")
    assert counts(brought(moved)) == (0, 1, 3, 0)
    assert Organisation.objects.get(name="commune").place.code == "02.381.01.03"


def test_a_list_brought_back_late_undoes_nothing_that_was_corrected_meanwhile():
    pilar, organisation = somebody("pilar"), tifawin(activity_fr="Couscous", phone="+212612345678")
    monday = csv_of_list().decode("utf-8-sig")
    change_organisation(
        actor=pilar, organisation=organisation, phone="", activity_fr="Couscous et huile", sectors=["food"]
    )
    friday = monday.replace("Couscous,", "Amlou,").replace("Coopérative Tifawin,", "Tifawin de Zaïo,")
    run = brought(friday)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.phone, organisation.sectors) == ("Tifawin de Zaïo", "", ["food"])
    assert organisation.activity_fr == "Couscous et huile"
    ((_column, sentence),) = sentences(run)
    assert "Couscous et huile" in sentence and "Amlou" in sentence
    without_mark = "\n".join(line.rpartition(",")[0] for line in monday.splitlines())
    assert counts(brought(without_mark, confirm=False)) == (0, 1, 0, 0), "nothing tells what was edited"
    wrong = brought(
        "\n".join(f"{line}!" for line in monday.splitlines()).replace("telle quelle)!", "telle quelle)"),
        confirm=False,
    )
    assert "marque" in sentences(wrong)[0][1]
    assert counts(brought(f"{MARK};nom;pays\n00000000;Rif;MA\n")) == (1, 0, 0, 0), "without a number it says nothing"


def test_one_cell_changed_in_the_list_is_one_change_with_before_and_after():
    tifawin(women_members=12, activity_fr="Couscous", sectors=["food", "crafts"])
    OrganisationFactory(name="Autre")
    text = csv_of_list().decode("utf-8-sig")
    run = brought(text.replace("Couscous,", "Amlou,").replace("food ; crafts", "artisanat et textile"), confirm=False)
    assert counts(run) == (0, 1, 1, 0)
    changes = ImportedRow.objects.get(verdict="update").changes
    assert [(before, after) for _label, before, after in changes if "Couscous" in before] == [("Couscous", "Amlou")]

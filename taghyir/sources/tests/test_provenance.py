"""A later file never overwrites what people said here: both are shown, and somebody decides once."""

import pytest

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.actions import change_organisation, record_identifier, remove_identifier
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.duplicates.actions import merge_organisations
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.sources.actions import keep_ours, take_from_source
from taghyir.sources.models import Said
from taghyir.sources.queries import differences_of, origins_of
from taghyir.sources.tests.files import brought, counts, sentences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
FILE = "nom;pays;reference;activité;téléphone\nRif;MA;R1;{activity};{phone}\n"


def file(activity="Miel", phone="0612345678") -> str:
    return FILE.format(activity=activity, phone=phone)


@pytest.fixture
def rif() -> Organisation:
    brought(file(), name="registre.csv")
    return Organisation.objects.get()


def corrected(organisation, **facts) -> Organisation:
    return change_organisation(actor=somebody("pilar"), organisation=organisation, **facts)


def test_what_nobody_touched_follows_its_source_and_what_was_corrected_here_stays(rif):
    corrected(rif, phone="+212698765432")
    run = brought(file(activity="Miel et noix", phone="0611111111"), name="registre.csv")
    rif.refresh_from_db()
    assert (rif.activity_fr, rif.phone) == ("Miel et noix", "+212698765432")
    assert counts(run) == (0, 1, 0, 0)
    said = Said.objects.get()
    assert said.differs == {"phone": "+212611111111"}
    ((column, sentence),) = sentences(run)
    assert "+212698765432" in sentence
    assert "+212611111111" in sentence
    assert column


def test_a_row_that_only_differs_is_counted_apart_before_and_after(rif):
    corrected(rif, activity_fr="Miel de thym")
    run = brought(file(activity="Miel en vrac"), name="registre.csv", confirm=False)
    assert run.counts["differ"] == 1
    assert not Said.objects.get().differs, "nothing is written before the person says so"
    run = brought(file(activity="Miel en vrac"), name="registre.csv")
    assert run.counts == {"add": 0, "update": 0, "skip": 0, "differ": 1, "refuse": 0}
    rif.refresh_from_db()
    assert rif.activity_fr == "Miel de thym"


@pytest.mark.parametrize("name", ["registre.csv", "un autre registre.csv"])
def test_what_was_erased_here_is_not_filled_again(rif, name):
    corrected(rif, phone="", activity_fr="Miel de thym")
    organisation = Organisation.objects.filter(pk=rif.pk)
    organisation.update(source_ref="")  # by another register, it is recognised as the one written by hand
    run = brought(file(phone="0611111111"), name=name)
    assert (organisation.get().phone, organisation.get().activity_fr) == ("", "Miel de thym")
    assert Said.objects.get(source=name).differs["phone"] == "+212611111111"
    assert any("a été effacé ici" in sentence and "+212611111111" in sentence for _column, sentence in sentences(run))


def test_an_empty_fact_is_filled_and_another_source_overwrites_nothing():
    written = OrganisationFactory(name="Atelier", name_ar="", activity_fr="Couture", legal_form=None)
    run = brought("nom;commune;activité;site\nAtelier;Zaio;Broderie;atelier.ma\n", name="carte.csv")
    written.refresh_from_db()
    assert (written.activity_fr, written.website) == ("Couture", "https://atelier.ma")
    assert Said.objects.get(source="carte.csv").differs == {"activity_fr": "Broderie"}
    assert counts(run) == (0, 1, 0, 0)


def test_somebody_decides_once_and_is_not_asked_about_the_same_value_again(rif):
    pilar = somebody("pilar")
    corrected(rif, activity_fr="Miel de thym", phone="+212698765432")
    brought(file(activity="Miel en vrac", phone="0611111111"), name="registre.csv")
    said = Said.objects.get()
    assert {one.name for one in differences_of(rif, [said])} == {"activity_fr", "phone"}
    for name in ("hedi", "ines", "noor"):
        with pytest.raises(NotAllowed):
            keep_ours(actor=somebody(name), said=said, name="phone")
    keep_ours(actor=pilar, said=said, name="activity_fr")
    said = take_from_source(actor=pilar, said=said, name="phone")
    with pytest.raises(Refused):
        keep_ours(actor=pilar, said=said, name="phone")
    rif.refresh_from_db()
    assert (rif.activity_fr, rif.phone) == ("Miel de thym", "+212611111111")
    assert Entry.objects.filter(verb__startswith="source_value.").count() == 2
    again = brought(file(activity="Miel en vrac", phone="0611111111"), name="registre.csv")
    assert counts(again) == (0, 0, 1, 0)
    other = brought(file(activity="Miel de montagne", phone="0611111111"), name="registre.csv")
    assert other.counts["differ"] == 1, "another value is another question"


def test_each_fact_says_which_source_agrees_under_which_licence(rif):
    corrected(rif, activity_fr="Miel de thym")
    rif.refresh_from_db()
    origins = {one.label: (one.value, one.source) for one in origins_of(rif, list(Said.objects.all()))}
    assert ("Rif", "registre.csv") in origins.values()
    assert ("Miel de thym", "") in origins.values()


def test_numbers_follow_the_same_rule_and_there_is_never_a_second_one_of_a_kind(rif, as_user):
    lines = "nom;pays;reference;ice\nRif;MA;R1;{}\n"
    one, two, three = "001561191000066", "015611910000078", "000156119000019"
    held = rif.identifiers.order_by("pk").values_list("value", flat=True).all

    def said(value):
        return brought(lines.format(value), name="registre.csv")

    for value in (one, two):
        run = said(value)
        assert (list(held()), run.counts["update"]) == ([value], 1), "its own source corrects it"
    remove_identifier(actor=somebody("pilar"), identifier=rif.identifiers.get())
    run = said(two)
    assert (list(held()), run.counts["differ"]) == ([], 1), "removed as wrong, it is not recorded again"
    record_identifier(actor=somebody("pilar"), organisation=rif, type="ice", value=one)
    for counted in (1, 0):
        assert said(three).counts["differ"] == counted
        assert list(held()) == [one]
    row, pilar = Said.objects.get(), somebody("pilar")
    assert [(each.ours, each.theirs) for each in differences_of(rif, [row])] == [(one, three)]
    assert as_user(pilar).post(f"/fr/organisations/import/said/{row.pk}/ice/take/").status_code == 302
    assert list(held()) == [three]
    assert (three, "registre.csv") in {(each.value, each.source) for each in origins_of(rif, [Said.objects.get()])}


def test_a_number_that_its_country_does_not_give_is_said_before_anything_is_written():
    run = brought("nom;pays;ice;mf\nRif;TN;001561191000066;1496298T\n", name="registre.csv", confirm=False)
    ((column, sentence),) = sentences(run)
    assert (column, sentence) == ("ICE", "Cette sorte de numéro n’existe pas dans ce pays.")


PLACED = "nom;pays;reference;lat;lon\nRif;MA;R1;{};{}\n"


@pytest.mark.parametrize("name", ["latitude", "longitude"])
def test_a_position_is_written_taken_and_kept_whole(rif, name):
    pilar = somebody("pilar")
    brought(PLACED.format(34.94, -2.73), name="registre.csv")
    rif.refresh_from_db()
    corrected(rif, latitude=34.95)
    brought(PLACED.format(35.16, -2.93), name="registre.csv")
    rif.refresh_from_db()
    assert (rif.latitude, rif.longitude) == (34.95, -2.73), "half of another position lies nowhere"
    said = Said.objects.get()
    assert [(one.label, one.ours, one.theirs) for one in differences_of(rif, [said])] == [
        ("latitude, longitude", "34.95 ; -2.73", "35.16 ; -2.93")
    ]
    take_from_source(actor=pilar, said=said, name=name)
    rif.refresh_from_db()
    assert (rif.latitude, rif.longitude) == (35.16, -2.93)
    corrected(rif, latitude=34.95)
    brought(PLACED.format(35.2, -2.94), name="registre.csv")
    assert not keep_ours(actor=pilar, said=Said.objects.get(), name=name).differs
    Said.objects.update(differs={"latitude": 36.8}, facts={"latitude": 36.8, "longitude": 10.2})
    with pytest.raises(Refused, match="Maroc"):
        take_from_source(actor=pilar, said=Said.objects.get(), name="latitude")
    Said.objects.update(facts={"latitude": 36.8})
    with pytest.raises(Refused, match="vont ensemble"):
        take_from_source(actor=pilar, said=Said.objects.get(), name="latitude")


def test_our_own_file_changed_by_hand_changes_what_it_says(rif):
    brought(f"numero taghyir;nom;pays;activité\n{rif.pk};Rif;MA;Miel et cire\n", name="notre.xlsx.csv")
    rif.refresh_from_db()
    assert rif.activity_fr == "Miel et cire"


LISTED = "nom;commune;secteurs;soin;femmes membres\nAtelier;Zaio;{sectors};{care};{women}\n"


def test_sectors_and_boxes_nobody_filled_are_filled_and_read_in_words(as_user):
    written = OrganisationFactory(name="Atelier", name_ar="", legal_form=None, women_members=0)
    run = brought(LISTED.format(sectors="food, crafts", care="oui", women="7"), name="registre.csv")
    written.refresh_from_db()
    assert (written.sectors, written.is_care, written.women_members) == (["food", "crafts"], True, 0)
    changes = {before + " > " + after for _label, before, after in run.rows.get().changes}
    assert {" > transformation alimentaire, artisanat et textile", "non > oui"} <= changes
    corrected(written, sectors=["care"], is_care=False)
    run = brought(LISTED.format(sectors="food", care="oui", women="7"), name="registre.csv")
    written.refresh_from_db()
    assert (written.sectors, written.is_care) == (["care"], False), "a box that was unticked here stays so"
    amina = as_user(somebody("amina"))
    for page in (f"/fr/organisations/{written.pk}/", f"/fr/organisations/import/origins/{written.pk}/"):
        assert "soin des enfants" in amina.get(page).content.decode()
    assert "transformation alimentaire" in amina.get(f"/fr/organisations/{written.pk}/").content.decode()


def test_what_was_said_of_two_follows_a_merge(rif):
    other = OrganisationFactory(name="Rif bis")
    merge_organisations(actor=somebody("pilar"), stays=other, goes=rif)
    assert Said.objects.get().organisation == other


def test_both_values_stand_on_the_page_with_one_press_each(as_user, rif):
    nador = TerritoryFactory(code="NAD")
    Organisation.objects.filter(pk=rif.pk).update(territory=nador)
    rif.refresh_from_db()
    corrected(rif, activity_fr="Miel de thym")
    brought(file(activity="Miel en vrac"), name="registre.csv")
    amina, said = as_user(somebody("amina")), Said.objects.get()
    page = amina.get(f"/fr/organisations/{rif.pk}/").content.decode()
    assert "Miel en vrac" in page
    assert f"/fr/organisations/import/said/{said.pk}/activity_fr/keep/" in page
    assert "registre.csv" in amina.get(f"/ar/organisations/import/origins/{rif.pk}/").content.decode()
    assert amina.post(f"/fr/organisations/import/said/{said.pk}/activity_fr/take/").status_code == 302
    assert amina.post(f"/fr/organisations/import/said/{said.pk}/activity_fr/take/").status_code == 302, (
        "twice is no error"
    )
    assert amina.post(f"/fr/organisations/import/said/{said.pk}/nothing/keep/").status_code == 302
    rif.refresh_from_db()
    assert rif.activity_fr == "Miel en vrac"
    assert "Miel en vrac" not in as_user(somebody("hedi")).get(f"/fr/organisations/{rif.pk}/").content.decode()


def test_who_sees_the_card_alone_is_not_told_what_it_hides(as_user):
    card = OrganisationFactory(name="Atelier", code="KEF", legal_form=None, is_public=True, shown=[])
    Said.objects.create(
        organisation=card, source="R", facts={"phone": "+21671234567"}, differs={"phone": "+21671234567"}
    )
    address, origins = f"/fr/organisations/{card.pk}/", f"/fr/organisations/import/origins/{card.pk}/"
    for name, status, is_told in (("amina", 403, False), ("hedi", 200, True)):
        browser = as_user(somebody(name))
        assert browser.get(origins).status_code == status
        assert ("+21671234567" in browser.get(address).content.decode()) == is_told

import datetime as dt

import pytest

from taghyir.consents.models import Consent, ConsentText
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.text import folded
from taghyir.directory.actions import (
    add_membership,
    add_organisation,
    add_organisations,
    change_organisation,
    choose_shown,
    confirm_organisation,
    count_members,
    describe_organisation,
    end_keeper,
    end_membership,
    fade_organisation,
    hide_organisation,
    load_legal_forms,
    mark_merged,
    mark_parted,
    name_keeper,
    publish_organisation,
    record_identifier,
    remove_identifier,
    set_rhythm,
)
from taghyir.directory.models import Identifier, LegalForm, Membership, Organisation
from taghyir.directory.tests.factories import (
    IdentifierFactory,
    LegalFormFactory,
    MembershipFactory,
    OrganisationFactory,
    tifawin,
)
from taghyir.people.models import User
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.models import Place
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def karim():
    return somebody("karim")


@pytest.fixture
def zaio():
    """The commune of Zaïo, in the territory of Nador."""
    nador = PlaceFactory(code="02.381", level=Place.Level.PROVINCE, name_fr="Nador", name_ar="الناضور")
    TerritoryFactory().places.add(nador)
    return PlaceFactory(parent=nador)


@pytest.fixture
def group(karim, zaio):
    """What adding asks for: a group without papers, in Zaïo."""
    return {"actor": karim, "name": "Femmes de Zaïo", "place": zaio, "legal_form": LegalFormFactory(code="MA_INF")}


def test_a_group_without_papers_comes_in_and_its_place_says_where(group):
    organisation = add_organisation(**group)
    assert organisation.territory == TerritoryFactory()
    assert organisation.country == "MA"
    assert not organisation.is_public
    assert not organisation.identifiers.exists()
    assert Entry.objects.get(verb="organisation.added").subject == organisation


def test_many_come_in_at_once_each_with_its_line_and_its_territory(group, django_assert_max_num_queries):
    actor = group.pop("actor")
    with django_assert_max_num_queries(9) as seen:
        add_organisations(actor=actor, rows=[group])
    with django_assert_max_num_queries(len(seen)):
        added = add_organisations(actor=actor, rows=[group | {"name": f"Femmes {n}"} for n in range(30)])
    assert {one.territory for one in added} == {TerritoryFactory()}
    assert all(one.sort_name == folded(one.name) and one.pk for one in added)
    told = Entry.objects.filter(verb="organisation.brought", actor=actor)
    assert [line.subject for line in told.order_by("pk")[1:]] == added


def test_of_many_one_that_is_wrong_or_lies_elsewhere_keeps_all_out(group):
    actor = group.pop("actor")
    with pytest.raises(Refused, match="7418|numéro|phone"):
        add_organisations(actor=actor, rows=[group, group | {"phone": "7418"}])
    elsewhere = {"name": "Ailleurs", "country": "TN"}
    with pytest.raises(NotAllowed):
        add_organisations(actor=actor, rows=[group, elsewhere])
    assert not Organisation.objects.exists()
    assert not Entry.objects.filter(verb="organisation.brought").exists()
    assert add_organisations(actor=actor, rows=[]) == []


def test_nobody_adds_one_elsewhere(group):
    for name in ("hedi", "ines", "fatma", "noor"):
        with pytest.raises(NotAllowed):
            add_organisation(**group | {"actor": somebody(name)})
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"name": ""}, "conflict"),
        ({"name": "  \u202e "}, "conflict"),
        ({"name": "n" * 201}, "invalid"),
        ({"phone": "7418"}, "phone"),
        ({"email": "fatma"}, "invalid"),
        ({"website": "javascript:alert(1)"}, "invalid"),
        ({"kind": "kolkhoz"}, "invalid"),
    ],
)
def test_what_is_wrong_is_refused_with_a_sentence(group, changed, code):
    with pytest.raises(Refused) as refusal:
        add_organisation(**group | changed)
    assert refusal.value.code == code
    assert str(refusal.value).strip()


def test_a_legal_form_of_the_other_country_is_refused(group):
    with pytest.raises(Refused) as refusal:
        add_organisation(**group | {"legal_form": LegalFormFactory(code="TN_COOP")})
    assert refusal.value.field == "legal_form"


def test_the_same_name_in_the_same_territory_is_asked_about(group):
    first = add_organisation(**group)
    with pytest.raises(Refused) as refusal:
        add_organisation(**group | {"name": "FEMMES  de Zaio"})
    assert refusal.value.code == "alike"
    assert str(first) in str(refusal.value)
    assert add_organisation(**group | {"is_another": True}) != first


def test_signs_nobody_sees_leave_the_names(group):
    organisation = add_organisation(**group | {"name": "Femmes\u202e de\u200f \tZaïo\u200b", "phone": "0612345678"})
    assert organisation.name == "Femmes de Zaïo"
    assert organisation.phone == "+212612345678"


def test_only_what_is_given_changes_and_the_journal_says_what(karim):
    organisation = tifawin()
    change_organisation(actor=karim, organisation=organisation, activity_fr="Miel", phone="0536606060")
    organisation.refresh_from_db()
    assert (organisation.activity_fr, organisation.phone) == ("Miel", "+212536606060")
    assert organisation.name == "Coopérative Tifawin"
    changed = Entry.objects.get(verb="organisation.changed").details["changed"]
    assert changed == {"activity_fr": ["Couscous et amlou", "Miel"], "phone": ["", "+212536606060"]}


def test_an_adviser_does_not_send_an_organisation_to_another_territory(karim):
    organisation = tifawin()
    with pytest.raises(NotAllowed):
        change_organisation(actor=karim, organisation=organisation, territory=TerritoryFactory(code="BER"), place=None)
    organisation.refresh_from_db()
    assert organisation.territory.code == "NAD"
    with pytest.raises(NotAllowed):
        change_organisation(actor=somebody("hedi"), organisation=organisation, name="Rif")


def test_a_cooperative_is_published_and_hidden_by_its_coordinator(karim):
    organisation, amina = tifawin(), somebody("amina")
    with pytest.raises(NotAllowed):
        publish_organisation(actor=karim, organisation=organisation)
    assert publish_organisation(actor=amina, organisation=organisation).is_public
    with pytest.raises(NotAllowed):
        hide_organisation(actor=karim, organisation=organisation)
    assert not hide_organisation(actor=amina, organisation=organisation).is_public


def test_what_speaks_of_a_person_is_published_when_somebody_of_its_board_agreed():
    organisation, amina = OrganisationFactory(legal_form=LegalFormFactory(code="MA_AE")), somebody("amina")
    owner = MembershipFactory(organisation=organisation, is_board=True).person
    with pytest.raises(Refused) as refusal:
        publish_organisation(actor=amina, organisation=organisation)
    assert refusal.value.code == "consent"
    words = ConsentText.objects.create(purpose=ConsentText.Purpose.DIRECTORY, language="ar", text="…", version=9)
    consent = Consent.objects.create(
        person=owner, text=words, explained_in="darija", manner="written", collected_by=somebody("karim")
    )
    assert publish_organisation(actor=amina, organisation=organisation).is_public
    hide_organisation(actor=amina, organisation=organisation)
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at="2026-03-01T00:00Z")
    with pytest.raises(Refused):
        publish_organisation(actor=amina, organisation=organisation)


def test_a_closed_organisation_is_not_published():
    with pytest.raises(Refused) as refusal:
        publish_organisation(actor=somebody("amina"), organisation=tifawin(closed_on="2026-01-01"))
    assert refusal.value.code == "closed"


def test_a_number_is_kept_as_typed_and_in_one_form_once(karim):
    organisation = tifawin()
    number = record_identifier(actor=karim, organisation=organisation, type="ice", value="00 15 61 191-000066")
    assert (number.value, number.as_typed) == ("001561191000066", "00 15 61 191-000066")
    assert number.warning == ""
    with pytest.raises(Refused) as refusal:
        record_identifier(actor=karim, organisation=organisation, type="ice", value="001561191000066")
    assert refusal.value.code == "conflict"
    with pytest.raises(NotAllowed):
        record_identifier(actor=somebody("hedi"), organisation=organisation, type="ice", value="001561191000066")


def test_the_same_number_elsewhere_is_a_warning(karim):
    IdentifierFactory(organisation=OrganisationFactory(name="Coopérative Rif", code="BER"))
    number = record_identifier(actor=karim, organisation=tifawin(), type="ice", value="001561191000066")
    assert "Coopérative Rif" in number.warning


def test_a_number_recorded_by_mistake_leaves_the_file_and_stays_in_the_journal(karim):
    number = IdentifierFactory(organisation=tifawin())
    with pytest.raises(NotAllowed):
        remove_identifier(actor=somebody("hedi"), identifier=number)
    remove_identifier(actor=karim, identifier=number)
    assert not Identifier.objects.exists()
    assert Entry.objects.get(verb="identifier.removed").details == {"type": "ice", "value": "001561191000066"}


def test_somebody_belongs_to_an_organisation_once_at_a_time(karim):
    organisation, habiba = tifawin(), PersonFactory(territory=TerritoryFactory())
    joined = add_membership(actor=karim, organisation=organisation, person=habiba, function="treasurer", is_board=True)
    with pytest.raises(Refused) as refusal:
        add_membership(actor=karim, organisation=organisation, person=habiba)
    assert refusal.value.code == "conflict"
    with pytest.raises(NotAllowed):
        end_membership(actor=somebody("hedi"), membership=joined)
    end_membership(actor=karim, membership=joined)
    with pytest.raises(Refused) as refusal:
        end_membership(actor=karim, membership=joined)
    assert refusal.value.code == "over"
    assert add_membership(actor=karim, organisation=organisation, person=habiba)
    assert Membership.objects.filter(person=habiba).count() == 2


def test_nobody_adds_somebody_they_may_not_see(karim):
    for actor, person in (
        (karim, PersonFactory(territory=TerritoryFactory(code="KEF"))),
        (somebody("hedi"), PersonFactory()),
    ):
        with pytest.raises(NotAllowed):
            add_membership(actor=actor, organisation=tifawin(), person=person)


def test_a_membership_does_not_end_before_it_begins(karim):
    membership = MembershipFactory(organisation=tifawin())
    with pytest.raises(Refused):
        end_membership(actor=karim, membership=membership, ends_on=dt.date(2025, 1, 1))


def test_members_and_board_are_counted_by_sex(karim):
    counts = {"women_members": 14, "men_members": 3, "women_board": 4, "men_board": 1}
    organisation = count_members(actor=karim, organisation=tifawin(), **counts)
    assert (organisation.women_members, organisation.men_board) == (14, 1)
    assert organisation.counted_on
    with pytest.raises(Refused) as refusal:
        count_members(actor=karim, organisation=organisation, women_members=3, women_board=4)
    assert refusal.value.field == "women_board"
    with pytest.raises(NotAllowed):
        count_members(actor=somebody("ines"), organisation=organisation, **counts)


def test_the_legal_forms_are_loaded_and_loading_twice_changes_nothing():
    robot = User.objects.robot()
    with pytest.raises(NotAllowed):
        load_legal_forms(actor=somebody("amina"))
    assert load_legal_forms(actor=robot) == load_legal_forms(actor=robot) == LegalForm.objects.count() == 22


def test_the_two_countries_swap_the_words():
    load_legal_forms(actor=User.objects.robot())
    names = dict(LegalForm.objects.values_list("code", "name_ar"))
    assert names["MA_COOP"] == names["TN_MUT"] == "تعاونية"
    assert names["TN_COOP"] == names["MA_MUT"] == "تعاضدية"


def test_one_becomes_part_of_another_and_is_parted_again():
    stays, goes, amina = tifawin(), OrganisationFactory(name="Tifawine"), somebody("amina")
    mark_merged(actor=amina, organisation=goes, into=stays)
    assert goes.merged_into == stays
    with pytest.raises(Refused):
        mark_merged(actor=amina, organisation=goes, into=stays)
    mark_parted(actor=amina, organisation=goes)
    assert goes.merged_into is None
    with pytest.raises(Refused):
        mark_parted(actor=amina, organisation=goes)
    with pytest.raises(NotAllowed):
        mark_merged(actor=somebody("karim"), organisation=goes, into=stays)


def test_its_own_people_keep_the_card_and_nothing_else():
    organisation, fatma = tifawin(is_public=True), somebody("fatma")
    with pytest.raises(NotAllowed):
        describe_organisation(actor=fatma, organisation=organisation, activity_fr="Amlou")
    name_keeper(actor=somebody("amina"), organisation=organisation, person=fatma.person)
    described = describe_organisation(actor=fatma, organisation=organisation, activity_fr="Amlou", name="Autre")
    assert described.confirmed_on, "whoever keeps it has it all before their eyes"
    choose_shown(actor=fatma, organisation=organisation, shown=["people"])
    confirm_organisation(actor=fatma, organisation=organisation)
    organisation.refresh_from_db()
    assert (organisation.activity_fr, organisation.name, organisation.shown) == (
        "Amlou",
        "Coopérative Tifawin",
        ["people"],
    )
    assert organisation.confirmed_on
    for forbidden in (hide_organisation, mark_parted):
        with pytest.raises(NotAllowed):
            forbidden(actor=fatma, organisation=organisation)
    with pytest.raises(NotAllowed):
        set_rhythm(actor=fatma, organisation=organisation, review_months=3)
    kept = end_keeper(actor=fatma, membership=organisation.memberships.get(person=fatma.person))
    with pytest.raises(NotAllowed):
        describe_organisation(actor=fatma, organisation=kept.organisation, activity_fr="Autre")
    with pytest.raises(NotAllowed):
        fade_organisation(actor=fatma, organisation=organisation, freshness="faded")

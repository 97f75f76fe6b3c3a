import csv
import io
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from taghyir.consents.actions import withdraw_consent
from taghyir.consents.models import Consent, ConsentText
from taghyir.core.testing import run_reactions
from taghyir.directory import queries
from taghyir.directory.actions import end_membership, publish_organisation
from taghyir.directory.models import Identifier, Membership, Organisation
from taghyir.directory.reactions import watch_labels
from taghyir.directory.tests.factories import (
    IdentifierFactory,
    LegalFormFactory,
    MembershipFactory,
    OrganisationFactory,
    tifawin,
)
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.models import Place
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def address(name, *args, query=""):
    with translation.override("fr"):
        return reverse(f"directory:{name}", args=args) + query


@pytest.fixture
def zaio():
    nador = PlaceFactory(code="02.381", level=Place.Level.PROVINCE, name_fr="Nador", name_ar="الناضور")
    TerritoryFactory().places.add(nador)
    return PlaceFactory(parent=nador)


def text_of(response):
    return response.content.decode()


class TestTheList:
    def test_a_visitor_reads_what_is_published(self, client):
        tifawin()
        OrganisationFactory(name="Coopérative Rif", name_ar="تعاونية الريف", is_public=True)
        page = text_of(client.get(address("organisations")))
        assert "Coopérative Rif" in page
        assert "تعاونية الريف" in page
        assert "Tifawin" not in page

    @pytest.mark.parametrize(
        "query", ["?q=zio", "?q=تيفاوين", "?kind=enterprise&women_led=on", "?territory=nador", "?legal_form=MA_COOP"]
    )
    def test_search_and_filters_stand_in_the_address(self, as_user, query):
        tifawin(is_women_led=True)
        page = text_of(as_user(somebody("karim")).get(address("organisations", query=query)))
        assert "Tifawin" in page

    @pytest.mark.parametrize(
        "query",
        ["?q=rien", "?kind=union", "?territory=le-kef", "?legal_form=MA_MUT", "?page=999&q=rien"],
    )
    def test_nothing_found_says_what_to_do(self, as_user, query):
        tifawin()
        TerritoryFactory(code="KEF")
        LegalFormFactory(code="MA_MUT")
        page = text_of(as_user(somebody("karim")).get(address("organisations", query=query)))
        assert "Tifawin" not in page
        assert 'class="empty"' in page

    @pytest.mark.parametrize(
        "query", ["?territory=xx&kind=zz&page=-3&women_led=8", "?q=%00", "?page=999999999999", "?q=" + "a" * 300]
    )
    def test_a_wrong_address_is_still_a_page(self, client, query):
        assert client.get(address("organisations", query=query)).status_code == 200

    @pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
    def test_thirty_cost_the_same_as_three(self, as_user, language, django_assert_max_num_queries):
        karim = as_user(somebody("karim"))
        url = address("organisations").replace("/fr/", f"/{language}/")
        OrganisationFactory.create_batch(3)
        karim.get(url)
        with django_assert_max_num_queries(
            9
        ) as few:  # session, account, roles, notices; count, keys, lines, two filters
            karim.get(url)
        OrganisationFactory.create_batch(27, is_women_led=True)
        with django_assert_max_num_queries(9) as many:
            assert text_of(karim.get(url)).count('<li class="item') == 20
        assert len(few) == len(many)

    def test_a_page_kept_for_visitors_costs_one_statement_and_is_renewed_when_something_changes(
        self, client, django_assert_num_queries
    ):
        organisation, amina = tifawin(), somebody("amina")
        assert "Tifawin" not in text_of(client.get(address("organisations")))
        publish_organisation(actor=amina, organisation=organisation)
        assert "Tifawin" in text_of(client.get(address("organisations")))
        with django_assert_num_queries(1):
            client.get(address("organisations"))
        Organisation.objects.update(is_public=False)  # without a line of the journal: seen within a minute
        assert "Tifawin" in text_of(client.get(address("organisations")))

    def test_what_is_kept_for_visitors_is_never_shown_to_who_is_signed_in(self, client, as_user):
        client.get(address("organisations"))
        tifawin()
        assert "Tifawin" in text_of(as_user(somebody("karim")).get(address("organisations")))

    def test_a_commune_and_a_product_are_chosen_on_the_page_and_stay_with_the_other_choices(self, client, zaio):
        facts = {"is_public": True, "place": zaio, "is_women_led": True}
        OrganisationFactory(offers="Huile d’Argan, savon", **facts)
        OrganisationFactory(name="Zitouna", name_ar="", offers="huile d’argan", place=None, is_public=True)
        page = text_of(client.get(address("organisations", query="?territory=nador&product=Huile d’argan")))
        assert re.search(
            r'<option value="huile d.argan" selected>Huile d’Argan \(2\)|selected>huile d’argan \(2\)', page
        )
        assert "savon (1)" in page
        commune = f"{zaio.country}-{zaio.code}"
        assert f'<option value="{commune}">Zaio</option>' in page.split('id="id_near"')[0]
        chosen = f"?territory=nador&place_of=nador&place={commune}&product=huile d’argan&women_led=1"
        page = text_of(client.get(address("organisations", query=chosen)))
        assert f'<option value="{commune}" selected>' in page
        assert "Tifawin" in page and "Zitouna" not in page
        elsewhere = queries.Asked.read({"territory": "tanger", "place_of": "nador", "place": commune})
        assert (elsewhere.territory, elsewhere.place) == ("tanger", "")
        page = text_of(client.get(address("organisations", query=f"?place={commune}")))
        assert f'<input type="hidden" name="place" value="{commune}">' in page, "a link led here: it is not lost"
        assert f"?place={commune}" in text_of(client.get(Organisation.objects.get(place=zaio).get_absolute_url()))

    def test_the_list_is_taken_away_with_its_filters(self, as_user):
        tifawin()
        OrganisationFactory(name="Coopérative Rif", kind="association")
        karim = as_user(somebody("karim"))
        response = karim.get(address("organisations", query="?kind=enterprise&format=csv"))
        rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
        assert len(rows) == 1
        assert "تعاونية تيفاوين" in rows[0].values()
        response = karim.get(address("organisations", query="?format=xlsx"))
        sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        assert sheet.max_row == 3


class TestTheCard:
    def test_everybody_reads_the_card_and_nobody_the_file(self, client):
        organisation = tifawin(
            is_public=True, phone="+212536606060", women_members=14, men_members=3, counted_on="2026-05-01"
        )
        IdentifierFactory(organisation=organisation)
        page = text_of(client.get(organisation.get_absolute_url()))
        assert "تعاونية تيفاوين" in page
        assert "05 36 60 60 60" in page.replace("\u00a0", " ")
        assert "14" in page
        assert "Fatma" not in page
        assert "001561191000066" not in page

    def test_who_follows_it_reads_members_and_numbers(self, as_user, django_assert_max_num_queries):
        organisation = tifawin()
        IdentifierFactory(organisation=organisation, warning="Regardez le papier.")
        karim = as_user(somebody("karim"))
        karim.get(organisation.get_absolute_url())
        page = text_of(karim.get(organisation.get_absolute_url()))
        for text in ("Fatma", "001561191000066", "Regardez le papier."):
            assert text in page
        MembershipFactory.create_batch(30, organisation=organisation)
        with django_assert_max_num_queries(
            17
        ):  # session, account, roles, notices; card, labels, members, numbers; panels: 9
            karim.get(organisation.get_absolute_url())

    def test_who_keeps_it_sees_what_everybody_sees(self, as_user):
        organisation = tifawin(is_public=True, phone="+212520123456", shown=[])
        karim = as_user(somebody("karim"))
        mine = text_of(karim.get(organisation.get_absolute_url()))
        theirs = text_of(karim.get(organisation.get_absolute_url(), {"as_everybody": "1"}))
        assert ("tel:+212520123456" in mine, "tel:+212520123456" in theirs) == (True, False)
        assert "Fatma" not in theirs
        assert "Voici ce que tout le monde voit." in theirs
        assert (
            karim.get(OrganisationFactory(name="Cachée").get_absolute_url(), {"as_everybody": "1"}).status_code == 404
        )

    def test_names_in_both_scripts_follow_the_language(self, client):
        organisation = tifawin(is_public=True)
        in_arabic = text_of(client.get(organisation.get_absolute_url().replace("/fr/", "/ar/")))
        assert "<h1><bdi>تعاونية تيفاوين</bdi></h1>" in in_arabic
        assert "<bdi>Coopérative Tifawin</bdi>" in in_arabic
        assert "تعاونية" in in_arabic

    def test_what_it_does_says_in_which_language_when_it_is_another(self, client):
        OrganisationFactory(name="Rif", is_public=True, activity_fr="Amandes", activity_ar="")
        assert '<bdi lang="fr">Amandes</bdi>' in client.get("/ar/organisations/").content.decode()
        page = client.get("/fr/organisations/").content.decode()
        assert "Amandes" in page
        assert '<bdi lang="fr">Amandes' not in page

    def test_what_is_hidden_is_not_there(self, client):
        assert client.get(tifawin().get_absolute_url()).status_code == 404


class TestForms:
    def test_an_informal_group_is_added_with_a_name_and_a_place(self, as_user, zaio):
        form = {
            "name_ar": "نساء زايو",
            "kind": "enterprise",
            "place": zaio.pk,
            "legal_form": LegalFormFactory(code="MA_INF").pk,
        }
        response = as_user(somebody("karim")).post(address("add_organisation"), form)
        organisation = Organisation.objects.get()
        assert response.url == organisation.get_absolute_url()
        assert organisation.legal_form.is_informal

    def test_one_of_the_same_name_is_asked_about_then_added(self, as_user, zaio):
        tifawin()
        karim = as_user(somebody("karim"))
        form = {"name": "Coopérative Tifawin", "kind": "enterprise", "place": zaio.pk}
        page = text_of(karim.post(address("add_organisation"), form))
        assert 'type="checkbox" name="is_another"' in page
        assert karim.post(address("add_organisation"), form | {"is_another": "on"}).status_code == 302
        assert Organisation.objects.count() == 2

    @pytest.mark.parametrize("name", ["organisation", "identifier", "members"])
    @pytest.mark.parametrize("value", ["", "x" * 5_000, "تعاونية", "'; DROP TABLE--", "<b>\u202e{{x}}", "\0", "-1"])
    def test_no_value_breaks_a_form(self, as_user, zaio, name, value):
        organisation = tifawin()
        amina = as_user(somebody("amina"))
        doors = {
            "organisation": (
                "change_organisation",
                dict.fromkeys(("name", "kind", "place", "phone", "email", "website", "founded_on"), value),
            ),
            "identifier": ("record_identifier", dict.fromkeys(("type", "value", "authority"), value)),
            "members": ("count_members", dict.fromkeys(("women_members", "men_board", "counted_on"), value)),
        }
        door, form = doors[name]
        assert amina.post(address(door, organisation.pk), form).status_code in (200, 302)

    def test_hostile_text_is_kept_as_text_and_leaves_no_formula(self, as_user, real, zaio):
        karim = as_user(somebody("karim"))
        hostile = json.loads(real("security/blns.json").read_text())[::3]
        hostile += real("security/csv_injection_payloads.txt").read_text().splitlines()
        url = address("add_organisation")
        for text in hostile:
            form = {"name": f"{text}"[:200], "kind": "enterprise", "place": zaio.pk, "is_another": "on"}
            assert karim.post(url, form).status_code in (200, 302), text
        assert Organisation.objects.count() > 120
        kept = set(Organisation.objects.values_list("name", flat=True))
        response = karim.get(address("organisations", query="?format=csv"))
        rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
        names = [row[1] for row in rows[1:]]
        assert not [name for name in names if name.lstrip()[:1] in ("=", "+", "-", "@", "|", "%")]
        assert {name.removeprefix("'") for name in names} == {name.removeprefix("'") for name in kept}
        response = karim.get(address("organisations", query="?format=xlsx"))
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        cells = [row[1] for row in book.active.iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        assert len(cells) == len(names)

    def test_a_card_is_corrected_and_only_where_one_works(self, as_user):
        organisation = tifawin()
        form = {"name": "Tifawin", "kind": "enterprise", "territory": organisation.territory_id, "activity_fr": "Miel"}
        assert as_user(somebody("karim")).post(address("change_organisation", organisation.pk), form).status_code == 302
        organisation.refresh_from_db()
        assert (organisation.name, organisation.name_ar, organisation.activity_fr) == ("Tifawin", "", "Miel")
        assert as_user(somebody("hedi")).post(address("change_organisation", organisation.pk), form).status_code == 404

    def test_numbers_and_members_come_and_go(self, as_user):
        organisation, karim = tifawin(), as_user(somebody("karim"))
        habiba = PersonFactory(territory=TerritoryFactory(), given_name="Habiba", folded="habiba bennani | hbb bnn ")
        number = {"type": "ice", "value": "001561191000065"}
        assert "001561191000066" in text_of(karim.post(address("record_identifier", organisation.pk), number))
        karim.post(address("record_identifier", organisation.pk), number | {"value": "001561191000066"})
        karim.post(address("remove_identifier", organisation.pk, Identifier.objects.get().pk))
        assert not Identifier.objects.exists()
        door = address("add_membership", organisation.pk)
        assert "Habiba" in text_of(karim.get(door + "?q=habi"))
        karim.post(door, {"person": habiba.pk, "function": "treasurer", "is_board": "on"})
        membership = Membership.objects.get(person=habiba)
        assert membership.is_board
        karim.post(address("end_membership", membership.pk))
        membership.refresh_from_db()
        assert membership.ends_on

    def test_members_are_counted(self, as_user):
        organisation = tifawin()
        karim = as_user(somebody("karim"))
        karim.post(address("count_members", organisation.pk), {"women_members": "14", "women_board": "15"})
        organisation.refresh_from_db()
        assert organisation.women_members is None
        karim.post(address("count_members", organisation.pk), {"women_members": "14", "women_board": "4"})
        organisation.refresh_from_db()
        assert (organisation.women_members, organisation.men_members) == (14, None)


class TestPublishing:
    def test_a_cooperative_is_shown_then_hidden(self, as_user, client):
        organisation, amina = tifawin(), as_user(somebody("amina"))
        amina.post(address("publish_organisation", organisation.pk))
        amina.logout()
        assert client.get(organisation.get_absolute_url()).status_code == 200
        as_user(somebody("amina")).post(address("hide_organisation", organisation.pk))
        client.logout()
        assert client.get(organisation.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("by", ["withdrawing", "leaving", "the night"])
    def test_a_card_that_speaks_of_a_person_leaves_with_their_agreement(self, by):
        organisation = OrganisationFactory(name="Habiba Miel", legal_form=LegalFormFactory(code="MA_AE"))
        cooperative = tifawin(name_ar="", is_public=True)
        own = MembershipFactory(organisation=organisation, is_board=True)
        owner = own.person
        MembershipFactory(organisation=cooperative, person=owner, is_board=True)
        words = ConsentText.objects.create(purpose="directory", language="ar", text="…", version=9)
        consent = Consent.objects.create(
            person=owner, text=words, explained_in="darija", manner="written", collected_by=somebody("karim")
        )
        publish_organisation(actor=somebody("amina"), organisation=organisation)
        watch_labels(0)
        assert Organisation.objects.get(pk=organisation.pk).is_public, "as long as they agree"
        if by == "withdrawing":
            withdraw_consent(actor=somebody("pilar"), consent=consent)
        elif by == "leaving":
            end_membership(actor=somebody("karim"), membership=own)
        else:
            Membership.objects.filter(pk=own.pk).update(ends_on=timezone.localdate())
            watch_labels(0)
        run_reactions()
        organisation.refresh_from_db()
        cooperative.refresh_from_db()
        assert not organisation.is_public
        assert cooperative.is_public

    def test_a_cooperative_that_becomes_somebody_alone_is_hidden_and_that_is_said(self, as_user):
        organisation, form = tifawin(is_public=True), LegalFormFactory(code="MA_AE")
        change = address("change_organisation", organisation.pk)
        facts = {"name": "Fatma", "kind": "enterprise", "territory": organisation.territory_id, "sectors": ["food"]}
        facts |= {"place": organisation.place_id, "activity_fr": "Miel"}
        answer = as_user(somebody("karim")).post(change, facts | {"legal_form": form.pk}, follow=True)
        assert "sa fiche est cachée" in answer.content.decode()
        run_reactions()
        organisation.refresh_from_db()
        assert (organisation.legal_form, organisation.is_public) == (form, False)


def test_the_page_of_one_that_was_merged_leads_to_the_one_that_stays(client):
    stays = OrganisationFactory(is_public=True)
    between = OrganisationFactory(name="Tifawine", merged_into=stays)
    gone = OrganisationFactory(name="Tifaouine", is_public=True, merged_into=between)
    answer = client.get(gone.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, stays.get_absolute_url()), (
        "not for ever: it may be parted again"
    )
    assert client.get(f"/api/v1/organisations/{gone.pk}").json()["id"] == stays.pk
    assert client.get("/api/v1/organisations").json()["organisations"][0]["id"] == stays.pk
    stays.is_public = False
    stays.save()
    assert client.get(gone.get_absolute_url()).status_code == 404


def test_what_an_organisation_does_not_show_is_nowhere_for_those_who_do_not_follow_it(client, as_user):
    hidden = {"phone": "+212536123456", "address": "12, rue du Souk", "women_members": 91_317}
    OrganisationFactory(is_public=True, shown=[], latitude=34.9401, longitude=-2.7302, **hidden)
    one = Organisation.objects.get()
    for address in (
        one.get_absolute_url(),
        "/fr/organisations/?format=csv",
        f"/api/v1/organisations/{one.pk}",
        "/api/v1/organisations",
    ):
        answer = client.get(address)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Tifawin" in text
        for word in ("536123456", "rue du Souk", "91317", "91\u202f317", "34.9401"):
            assert word not in text, f"{address} says {word}"
    seen = as_user(somebody("karim")).get(one.get_absolute_url()).content.decode()
    assert "rue du Souk" in seen

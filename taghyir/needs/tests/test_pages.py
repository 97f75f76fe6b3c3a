import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import translation

from taghyir.core.testing import run_reactions
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.gatherings.tests.factories import GatheringFactory
from taghyir.needs.actions import hear_need
from taghyir.needs.models import Need, NeedMapping
from taghyir.needs.queries import phone_to_tell
from taghyir.needs.tests.factories import (
    AnsweredNeedFactory,
    NeedFactory,
    NeedMappingFactory,
    ToldNeedFactory,
)
from taghyir.people.tests.factories import adviser_of, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import PublishedFormFactory, SubmissionFactory

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE needs_need; --",
    "=HYPERLINK(1)",
    "\u202eabc\u200b",
    "{{ 7*7 }}",
    "🙂" * 30,
    "ثِقَةٌ وَتَعَاوُن",
]


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def karim(as_user):
    return as_user(somebody("karim"))


@pytest.fixture
def hearing():
    return {"territory": TerritoryFactory().pk, "words": "من يرعى الأطفال؟", "theme": "care", "sex": "F"}


def test_a_row_says_state_age_owner_and_day(karim):
    NeedFactory(heard_on=dt.date.today() - dt.timedelta(days=50))
    page = karim.get(reverse("needs:needs")).content.decode()
    for words in ("entendu, en retard", "Karim Azzouzi", "réponse promise"):
        assert words in page
    assert "50 jours" in page or "51 jours" in page  # an hour before midnight, it is already tomorrow in Nador


def test_the_list_is_filtered_by_state_theme_territory_owner_and_lateness(karim):
    late = NeedFactory(words="Un besoin en retard", heard_on=dt.date.today() - dt.timedelta(days=50), theme="care")
    AnsweredNeedFactory(words="Un autre besoin", owner=somebody("amina"))
    address = reverse("needs:needs")
    kept = ({"late": "on"}, {"theme": "care"}, {"owner": late.owner_id}, {"state": "heard"}, {"q": "en retard"})
    for query in kept:
        page = karim.get(address, {**query, "territory": "nador"}).content.decode()
        assert "Un besoin en retard" in page and "Un autre besoin" not in page
    assert "Choisissez un autre thème" in karim.get(address, {"state": "told"}).content.decode()


def test_a_need_is_found_by_the_name_of_its_organisation_in_any_script(karim):
    NeedFactory(organisation=tifawin(), words="Un besoin")
    for typed in ("tifaw", "تيفاوين"):
        assert "Un besoin" in karim.get(reverse("needs:needs"), {"q": typed}).content.decode()


@pytest.mark.parametrize(
    "query", ["state=lost", "theme=%00", "owner=x", "owner=99999", "territory=x", "page=0", "late=maybe"]
)
def test_a_wrong_filter_is_ignored(karim, query):
    NeedFactory()
    assert karim.get(f"{reverse('needs:needs')}?{query}").status_code == 200


def test_an_empty_list_says_what_to_do(karim, as_user):
    assert reverse("needs:hear_need") in karim.get(reverse("needs:needs")).content.decode()
    page = as_user(somebody("noor")).get(reverse("needs:needs")).content.decode()
    assert reverse("needs:hear_need") not in page


def test_three_needs_cost_as_many_statements_as_thirty(karim, django_assert_max_num_queries):
    counts = []
    for many in (3, 27):
        NeedFactory.create_batch(many, organisation=tifawin())
        with django_assert_max_num_queries(40) as captured:
            karim.get(reverse("needs:needs"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_need_is_noted_in_one_minute(karim, hearing):
    answer = karim.post(reverse("needs:hear_need"), hearing, follow=True)
    need = Need.objects.get()
    assert (need.owner, need.state, need.words) == (somebody("karim"), "heard", "من يرعى الأطفال؟")
    assert "من يرعى الأطفال؟" in answer.content.decode()


def test_a_need_is_noted_at_a_meeting_for_an_organisation(karim, hearing):
    gathering, organisation = GatheringFactory(), tifawin()
    page = karim.get(reverse("needs:hear_need"), {"gathering": gathering.pk, "organisation": "Coopérative Tifawin"})
    assert f'value="{gathering.pk}"' in page.content.decode() and "Coopérative Tifawin" in page.content.decode()
    karim.post(reverse("needs:hear_need"), hearing | {"gathering": gathering.pk, "organisation": "tifaw"})
    need = Need.objects.get()
    assert (need.gathering, need.organisation) == (gathering, organisation)


@pytest.mark.parametrize(
    "change",
    [
        {"words": ""},
        {"words": "x" * 2001},
        {"theme": "war"},
        {"sex": "?"},
        {"territory": "x"},
        {"heard_on": "2026-02-31"},
        {"heard_on": "2999-01-01"},
        {"said_by": "x" * 121},
        {"organisation": "nulle part ailleurs"},
    ],
)
def test_a_wrong_answer_is_said_on_its_field(karim, hearing, change):
    answer = karim.post(reverse("needs:hear_need"), hearing | change)
    assert list(answer.context["form"].errors) == list(change)
    assert not Need.objects.exists()


def test_a_name_borne_by_several_asks_for_more_of_it(karim, hearing):
    OrganisationFactory(name="Coopérative Aman"), OrganisationFactory(name="Coopérative Amandes")
    answer = karim.post(reverse("needs:hear_need"), hearing | {"organisation": "ama"})
    assert "Coopérative Aman, Coopérative Amandes" in answer.content.decode()
    karim.post(reverse("needs:hear_need"), hearing | {"organisation": "Coopérative Aman"})
    assert str(Need.objects.get().organisation) == "Coopérative Aman"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_as_words(karim, hearing, text):
    said = hearing | {"words": text, "said_by": text, "contact": text}
    karim.post(reverse("needs:hear_need"), said)
    need = Need.objects.get()
    karim.post(reverse("needs:answer_need", args=[need.pk]), {"answer": "no", "answer_words": text})
    for address in (need.get_absolute_url(), reverse("needs:needs"), reverse("needs:tell_answer", args=[need.pk])):
        assert "<script>alert(1)" not in karim.get(address).content.decode()
    exported = b"".join(karim.get(reverse("needs:needs"), {"format": "csv"}).streaming_content).decode()
    assert ",=HYPERLINK" not in exported
    run_reactions()


def test_no_naughty_string_breaks_a_page(karim, hearing, real):
    for text in json.loads(real("security/blns.json").read_text())[::12]:
        answer = karim.post(
            reverse("needs:hear_need"), hearing | {"words": text, "said_by": text, "organisation": text}
        )
        assert answer.status_code in (200, 302)
        assert karim.get(reverse("needs:needs"), {"q": text}).status_code == 200


def test_a_need_goes_from_heard_to_told(karim):
    leila = somebody("leila")
    need = hear_need(actor=leila, territory=TerritoryFactory(), theme="care", words="Qui garde les enfants ?")
    assert "Je m’en charge" in karim.get(need.get_absolute_url()).content.decode()
    karim.post(reverse("needs:take_need", args=[need.pk]))
    karim.post(
        reverse("needs:answer_need", args=[need.pk]), {"answer": "service", "answer_words": "Une garde d’enfants."}
    )
    assert karim.get(reverse("needs:tell_answer", args=[need.pk])).status_code == 200
    karim.post(reverse("needs:tell_answer", args=[need.pk]), {"told_how": "au téléphone"})
    page = karim.get(need.get_absolute_url()).content.decode()
    for words in (
        "réponse transmise",
        "Une garde d’enfants.",
        "au téléphone",
        "Leïla Mansouri",
        "Besoin pris en charge",
    ):
        assert words in page
    assert Need.objects.get().state == "told"


def test_saying_an_answer_better_keeps_what_it_was_given_with(karim):
    elsewhere = {"territory": TerritoryFactory(code="KEF")}
    linked = {
        "answer_organisation": OrganisationFactory(name="Coopérative lointaine", **elsewhere),
        "answer_gathering": GatheringFactory(held_on=dt.date.today() - dt.timedelta(days=200), **elsewhere),
        "decision": "Commune, n° 12",
        "answered_on": dt.date.today() - dt.timedelta(days=2),
    }
    need = AnsweredNeedFactory(**linked)
    address = reverse("needs:answer_need", args=[need.pk])
    form = karim.get(address).context["form"]
    shown = {field.name: field.value() for field in form}
    better = {name: getattr(value, "pk", value) for name, value in shown.items()} | {"answer_words": "Mieux dit"}
    assert karim.post(address, better).status_code == 302
    need = Need.objects.get()
    assert need.answer_words == "Mieux dit"
    assert {name: getattr(need, name) for name in linked} == linked
    karim.post(address, better | {"answer_gathering": "", "organisation": "", "decision": ""})
    need.refresh_from_db()
    assert (need.answer_organisation, need.answer_gathering, need.decision) == (None, None, ""), "unlinked on purpose"


def test_a_need_is_given_to_another_adviser_and_to_nobody_elsewhere(karim):
    need, other, hedi = NeedFactory(), adviser_of("NAD"), somebody("hedi")
    address = reverse("needs:take_need", args=[need.pk])
    for owner in ("", "x", hedi.pk):
        assert karim.post(address, {"owner": owner}).status_code == 200
    assert karim.post(address, {"owner": other.pk}).status_code == 302
    assert Need.objects.get().owner == other


def test_refusals_are_sentences_on_the_page(karim):
    told = ToldNeedFactory()
    wrong = {
        "take_need": {},
        "answer_need": {"answer": "no", "answer_words": "Non"},
        "tell_answer": {"told_how": "encore"},
    }
    for name, body in wrong.items():
        answer = karim.post(reverse(f"needs:{name}", args=[told.pk]), body)
        assert answer.status_code == 200 and answer.context["form"].errors


def test_a_need_is_put_right(karim):
    need, organisation = NeedFactory(), tifawin()
    address = reverse("needs:change_need", args=[need.pk])
    assert karim.post(address, {"theme": "market", "organisation": "nulle part"}).status_code == 200
    karim.post(address, {"theme": "market", "organisation": "tifawin"})
    need.refresh_from_db()
    assert (need.theme, need.organisation) == ("market", organisation)
    assert "Coopérative Tifawin" in karim.get(address).content.decode()


def test_a_need_that_moves_away_is_said_on_the_list_of_those_who_stay(karim):
    somebody("hedi")
    need, kef = NeedFactory(), TerritoryFactory(code="KEF")
    moved = karim.post(
        reverse("needs:change_need", args=[need.pk]), {"theme": "care", "territory": kef.pk}, follow=True
    )
    need.refresh_from_db()
    assert (moved.status_code, need.territory) == (200, kef)
    assert moved.redirect_chain == [(reverse("needs:needs"), 302)] and "Le Kef" in moved.content.decode()


def test_what_is_kept_is_read_aloud_before_a_need_is_noted(karim):
    page = karim.get(reverse("needs:hear_need")).content.decode()
    assert page.index('from="notice"') < page.index('name="contact"')
    assert "ne sont pas nécessaires" in page


def test_who_heard_the_need_reads_it_and_not_how_to_reach_who_said_it(as_user):
    need = NeedFactory(contact="06 61 23 45 67")
    leila = as_user(somebody("leila"))
    page = leila.get(need.get_absolute_url()).content.decode()
    assert "06 61 23 45 67" not in page and "Je m’en charge" not in page


def test_the_heat_map_hides_small_numbers(as_user):
    NeedFactory.create_batch(3, theme="care")
    assert "<td>3</td>" not in (page := as_user(somebody("salma")).get(reverse("needs:heat_map")).content.decode())
    assert "heat" in page and 'title="' in page
    assert ">3</td>" in as_user(somebody("karim")).get(reverse("needs:heat_map")).content.decode()


def test_the_questions_of_a_form_are_chosen_in_the_reader_s_language(as_user):
    form = PublishedFormFactory(territory=TerritoryFactory())
    amina = as_user(somebody("amina"))
    address = reverse("needs:map_form_to_needs", args=[form.pk])
    assert "Dans vos mots" in amina.get(address).content.decode()
    assert "بكلماتكم" in amina.get(address.replace("/fr/", "/ar/")).content.decode()
    assert amina.post(address, {"words_path": "words"}).status_code == 200  # neither theme nor days
    assert amina.post(address, {"words_path": "nowhere", "theme": "care", "days_to_answer": "0"}).status_code == 200
    answer = amina.post(address, {"words_path": "words", "theme_path": "theme", "days_to_answer": "15"}, follow=True)
    assert "ne donne plus" not in answer.content.decode() and NeedMapping.objects.get().days_to_answer == 15
    amina.post(reverse("needs:remove_need_mapping", args=[NeedMapping.objects.get().pk]))
    assert not NeedMapping.objects.exists()


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_every_page_stands_in_every_language(as_user, language):
    pilar = as_user(somebody("pilar"))
    submission = SubmissionFactory()
    NeedMappingFactory(form=submission.form)
    need = ToldNeedFactory(gathering=GatheringFactory(), organisation=tifawin(), submission=submission, contact="x")
    NeedFactory(territory=None, owner=somebody("pilar")), AnsweredNeedFactory()
    for name in ("", "hear/", "heat/", "forms/", f"forms/{submission.form.pk}/"):
        assert pilar.get(f"/{language}/needs/{name}").status_code == 200
    for one in Need.objects.order_by("pk"):
        for name in ("", "take/", "answer/", "tell/", "change/"):
            assert pilar.get(f"/{language}/needs/{one.pk}/{name}").status_code == 200
    assert need.is_open is False


@pytest.mark.parametrize("chosen", ["x", "99999999999999999999", "²", "-1", "\x00", ""])
def test_a_wrong_meeting_in_the_address_is_ignored(karim, chosen):
    lately = GatheringFactory(title="Café d’hier", held_on=dt.date.today() - dt.timedelta(days=1))
    page = karim.get(reverse("needs:hear_need"), {"gathering": chosen})
    assert page.status_code == 200 and f'<option value="{lately.pk}">' in page.content.decode()


def test_telling_back_costs_one_press_in_two_languages(client, as_user):
    need = AnsweredNeedFactory(
        words="Il manque <b>des bocaux</b>", contact="Malika, 0661 22 33 44 ou malika@example.org", said_by="Malika"
    )
    page = as_user(somebody("karim")).get(reverse("needs:tell_answer", args=[need.pk])).content.decode()
    assert page.index('id="said-fr"') < page.index('id="said-ar"'), "the language of the page comes first"
    assert "tel:+212661223344" in page
    assert page.count("https://wa.me/212661223344?text=") == page.count("sms:+212661223344?body=") == 2
    assert page.count("mailto:malika@example.org?subject=") == 2
    assert "%3Cb%3Edes%20bocaux" in page
    assert "«\u2068Il manque" in page, "French keeps its direction inside Arabic"
    assert "<b>des bocaux" not in page
    assert "إليكم الجواب" in page


@pytest.mark.parametrize(
    "contact, phone",
    [("20 123 456", ""), ("au souk le jeudi", ""), ("tél. +216 20 123 456 (sa fille)", "+21620123456"), ("", "")],
)
def test_a_phone_is_found_among_other_words(contact, phone):
    assert phone_to_tell(NeedFactory(contact=contact)) == phone


def test_the_slip_holds_what_was_said_and_the_answer_and_who_gives_it(as_user):
    need = AnsweredNeedFactory()
    page = as_user(somebody("karim")).get(reverse("needs:answer_slip", args=[need.pk])).content.decode()
    for words in (need.words, need.answer_words, str(need.owner)):
        assert words in page

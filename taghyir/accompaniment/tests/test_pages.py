"""The pages as people meet them: what they show, what they cost, what they answer to a wrong word."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from taghyir.accompaniment.models import Case, Demand, Service
from taghyir.accompaniment.queries.file_rows import OPENED
from taghyir.accompaniment.tests.factories import (
    CaseFactory,
    DemandFactory,
    PlannedActionFactory,
    ServiceFactory,
    day,
    need_of,
)
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import IdentifierFactory, OrganisationFactory, tifawin
from taghyir.needs.tests.factories import NeedFactory
from taghyir.people.tests.factories import adviser_of, somebody

pytestmark = pytest.mark.django_db
ROOM = "accompaniment"


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def karim(as_user):
    return as_user(somebody("karim"))


@pytest.fixture
def case():
    return CaseFactory(organisation=tifawin(), next_step="Rappeler Fatma", next_step_on=day(1))


def at(name, *args, language="fr"):
    with translation.override(language):
        return reverse(f"{ROOM}:{name}", args=args)


def text_of(answer) -> str:
    """What is read on the page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def sheet(**changed):
    return {
        "topic": "pricing",
        "quick_minutes": "90",
        "women": "9",
        "given_on": day(0).isoformat(),
        "mode": "visit",
        "given_by": somebody("karim").pk,
        "sent_once": str(uuid.uuid4()),
    } | changed


def test_the_file_says_who_where_what_is_next_and_what_was_done(karim, case):
    need_of(case.organisation, words="Des bocaux moins chers", due_on=day(2))
    PlannedActionFactory(objective__case=case, words="Préparer l’étiquette")
    ServiceFactory(case=case)
    IdentifierFactory(organisation=case.organisation)
    text = text_of(karim.get(case.get_absolute_url()))
    for words in (
        "Coopérative Tifawin",
        "تعاونية تيفاوين",
        case.number,
        "Rappeler Fatma",
        "Des bocaux moins chers",
        "Préparer l’étiquette",
        "Calcul du prix de revient",
        "Fatma Aït Said",
        "001561191000066",
        "Zaio",
    ):
        assert words in text


def test_the_file_in_arabic_reads_from_the_right(karim, case):
    page = karim.get(at("case", case.pk, language="ar")).content.decode()
    assert 'dir="rtl"' in page
    assert "تعاونية تيفاوين" in page
    assert f'<bdi dir="ltr" class="code">{case.number}</bdi>' in page


def test_an_empty_file_says_what_to_do(karim):
    text = text_of(karim.get(CaseFactory().get_absolute_url()))
    assert "Écrire le premier objectif" in text
    assert "Promettre une prochaine étape" in text


def test_a_closed_file_shows_how_it_ended_and_nothing_to_press(karim):
    closed = CaseFactory(closed_on=day(2), exit="autonomous", exit_reason="Elles vendent seules")
    page = karim.get(closed.get_absolute_url())
    assert "Elles vendent seules" in text_of(page)
    assert at("record_service", closed.pk) not in page.content.decode()


def test_a_member_reads_their_file_and_calls_their_adviser(as_user, case):
    karim = somebody("karim").person
    karim.phone = "+212600000031"
    karim.save()
    page = as_user(somebody("fatma")).get(case.get_absolute_url()).content.decode()
    assert 'href="tel:+212600000031"' in page
    assert at("record_service", case.pk) not in page


def test_names_with_signs_are_shown_as_they_are(karim):
    case = CaseFactory(organisation__name='Groupe "Les <b>Abeilles</b>" & Co', organisation__name_ar="")
    page = karim.get(case.get_absolute_url()).content.decode()
    assert "<b>Abeilles" not in page
    assert "&lt;b&gt;Abeilles" in page


def test_opening_a_file_is_written_once_a_day(karim, case):
    karim.get(case.get_absolute_url())
    karim.get(case.get_absolute_url())
    assert Entry.objects.get(verb=OPENED).subject == case
    Entry.objects.filter(verb=OPENED).update(at=timezone.now() - dt.timedelta(days=2))
    karim.get(case.get_absolute_url())
    assert Entry.objects.filter(verb=OPENED).count() == 2


@pytest.mark.parametrize("name", ["case", "services", "record_service", "close_case"])
def test_an_adviser_of_le_kef_finds_nothing_and_it_is_written(as_user, case, name):
    assert as_user(somebody("hedi")).get(at(name, case.pk)).status_code == 404
    line = Entry.objects.get(verb="case.refused")
    assert (line.actor, line.subject) == (somebody("hedi"), case)


def test_who_is_turned_away_from_a_demand_leaves_a_line_that_is_no_answer(as_user):
    asked, hedi = DemandFactory(organisation=tifawin()), as_user(somebody("hedi"))
    for name in ("demand", "accept_demand", "put_demand_to_wait", "refuse_demand"):
        assert hedi.get(at(name, asked.pk)).status_code == 404
    assert hedi.get(at("demand", 999_999)).status_code == 404
    lines = Entry.objects.filter(verb="demand.refused_access", actor=somebody("hedi"))
    assert [line.subject for line in lines] == [asked] * 4
    assert as_user(somebody("fatma")).get(at("demand", asked.pk)).status_code == 200
    assert not Entry.objects.filter(verb="demand.refused").exists() and lines.count() == 4


def test_a_file_that_does_not_exist_leaves_no_line(karim):
    assert karim.get(at("case", 999_999)).status_code == 404
    assert karim.get(at("case", 10**25)).status_code == 404
    assert not Entry.objects.filter(verb="case.refused").exists()


def test_the_file_of_five_hundred_services_costs_few_statements(karim, case, django_assert_max_num_queries):
    Service.objects.bulk_create(
        Service(case=case, given_on=day(n % 40), minutes=30, topic="legal", women=1, given_by=case.adviser)
        for n in range(500)
    )
    for _ in range(5):
        need_of(case.organisation)
        PlannedActionFactory(objective__case=case)
    karim.get(case.get_absolute_url())
    with django_assert_max_num_queries(15):
        text = text_of(karim.get(case.get_absolute_url()))
    assert "500 services, 250 h" in text


@pytest.mark.parametrize("name", ["demands", "cases", "services", "record_demand"])
def test_a_list_costs_the_same_for_three_and_for_thirty(karim, name):
    first = CaseFactory()
    address = at(name, first.pk) if name == "services" else at(name)

    def grow(count):
        for n in range(count):
            case = CaseFactory(organisation=OrganisationFactory(name=f"Coopérative {n}"))
            DemandFactory(organisation=OrganisationFactory(name=f"Groupe {n}"))
            ServiceFactory(case=case)
            ServiceFactory(case=first)

    grow(3)
    karim.get(address)
    with CaptureQueriesContext(connection) as few:
        karim.get(address)
    grow(27)
    with CaptureQueriesContext(connection) as many:
        assert karim.get(address).status_code == 200
    assert len(many) == len(few) <= 16


def test_files_are_found_by_half_a_name_a_number_and_filters(karim):
    tifawin_case = CaseFactory(organisation=tifawin(), number="NAD-2026-0031")
    other = CaseFactory(
        organisation=OrganisationFactory(name="Atlas", name_ar="", legal_form=None),
        adviser=adviser_of("NAD"),
        opened_on=day(10),
    )
    closed = CaseFactory(
        organisation__name="Fermée", organisation__name_ar="", closed_on=day(1), exit="moved", exit_reason="x"
    )

    def found(**asked):
        return {case.pk for case in karim.get(at("cases"), asked).context["listing"].page}

    assert found(q="tifa") == found(q="تيفاوين") == found(q="2026-0031") == {tifawin_case.pk}
    assert found(state="open") == {tifawin_case.pk, other.pk}
    assert found(state="closed") == {closed.pk}
    assert found(adviser=other.adviser_id) == {other.pk}
    assert found(silent="on") == {tifawin_case.pk}
    assert found(legal_form=tifawin_case.organisation.legal_form_id) == {tifawin_case.pk, closed.pk}
    assert found(state="nonsense", adviser="x", page="99") == {tifawin_case.pk, other.pk, closed.pk}


def test_demands_are_found_by_words_state_and_channel(karim):
    fair = DemandFactory(channel="fair", words="Une étiquette")
    waits = DemandFactory(organisation__name="Atlas", state="waiting", reason="Plus tard", words="Des bocaux")

    def found(**asked):
        return {demand.pk for demand in karim.get(at("demands"), asked).context["listing"].page}

    assert found(q="bocaux") == found(state="waiting") == found(q="atla") == {waits.pk}
    assert found(channel="fair") == {fair.pk}


@pytest.mark.parametrize("name", ["demands", "cases", "services"])
def test_a_list_is_taken_away_and_runs_no_formula(karim, name):
    service = ServiceFactory(
        notes='=HYPERLINK("http://x")', case__organisation__name="=1+1", case__demand__words="+cmd|calc"
    )
    address = at(name, service.case_id) if name == "services" else at(name)
    answer = karim.get(address, {"format": "csv"})
    lines = b"".join(answer.streaming_content).decode()
    assert not re.search(r'(^|[,"])[=+]', lines.split("\n", 1)[1].replace('""', ""))
    assert karim.get(address, {"format": "xlsx"}).status_code == 200


def test_who_asks_is_found_first_then_what_they_ask(karim):
    organisation = tifawin()
    assert at("record_demand_of", organisation.pk) in karim.get(at("record_demand"), {"q": "tifa"}).content.decode()
    asking = {"words": "Une étiquette", "channel": "fair", "received_on": day(0).isoformat(), "theme": "market"}
    answer = karim.post(at("record_demand_of", organisation.pk), asking)
    demand = Demand.objects.get()
    assert answer.headers["Location"] == demand.get_absolute_url()
    assert demand.needs.get().words == "Une étiquette"


def test_a_demand_is_accepted_on_its_page(karim):
    demand = DemandFactory(contact=somebody("fatma").person, organisation=tifawin())
    assert "Une étiquette" not in text_of(karim.get(demand.get_absolute_url()))
    answer = karim.post(at("accept_demand", demand.pk), {"adviser": somebody("karim").pk})
    assert answer.headers["Location"] == Case.objects.get().get_absolute_url()
    assert Case.objects.get().number in text_of(karim.get(demand.get_absolute_url()))


@pytest.mark.parametrize("name", ["put_demand_to_wait", "refuse_demand"])
def test_no_answer_without_a_reason_and_the_page_says_so(karim, name):
    demand = DemandFactory()
    answer = karim.post(at(name, demand.pk), {"reason": " "})
    assert answer.status_code == 200
    assert "une phrase que l’entreprise lira" in text_of(answer)
    demand.refresh_from_db()
    assert demand.state == "received"


def test_an_answer_given_meanwhile_is_said_above_the_form(karim):
    demand = DemandFactory(state="refused", reason="Non", decided_on=day(0), decided_by=somebody("amina"))
    answer = karim.post(at("refuse_demand", demand.pk), {"reason": "Non plus"})
    assert "Cette demande a déjà sa réponse" in text_of(answer)


def test_a_service_is_recorded_with_four_answers(karim, case):
    answer = karim.post(at("record_service", case.pk), sheet())
    assert answer.headers["Location"] == case.get_absolute_url()
    service = Service.objects.get()
    assert (service.minutes, service.women, service.men, service.given_by) == (90, 9, 0, somebody("karim"))


def test_minutes_typed_count_more_than_minutes_chosen_in_any_digits(karim, case):
    karim.post(at("record_service", case.pk), sheet(minutes="١٣٥", men="٢"))
    service = Service.objects.get()
    assert (service.minutes, service.men) == (135, 2)


def test_a_double_tap_is_one_service_and_no_reproach(karim, case):
    filled = sheet()
    answers = [karim.post(at("record_service", case.pk), filled) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Service.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"topic": ""}, "Choisissez le sujet."),
        ({"quick_minutes": ""}, "Dites combien de temps cela a pris."),
        ({"minutes": "beaucoup"}, "Écrivez des minutes entre 1 et 960."),
        ({"minutes": "1000"}, "Écrivez des minutes entre 1 et 960."),
        ({"women": ""}, "Comptez au moins une personne présente."),
        ({"women": "-3"}, "Écrivez un nombre, par exemple 12."),
        ({"given_on": "demain"}, "Écrivez un jour"),
        ({"given_on": day(-2).isoformat()}, "Ce jour n’est pas encore venu."),
        ({"given_on": day(61).isoformat()}, "Ce jour est avant la demande"),
        ({"next_step": "Appeler l’ODCO"}, "Dites pour quand la prochaine étape est promise."),
        ({"next_step_on": day(-2).isoformat()}, "Dites quelle est la prochaine étape."),
    ],
)
def test_each_wrong_word_is_answered_with_a_sentence(karim, case, changed, sentence):
    answer = karim.post(at("record_service", case.pk), sheet(**changed))
    assert answer.status_code == 200
    assert sentence in text_of(answer).replace("\u00a0", " ")
    assert not Service.objects.exists()


def test_a_service_finishes_an_action_and_answers_its_needs(karim, case):
    planned = PlannedActionFactory(objective__case=case)
    filled = sheet(is_action_finished="on", answer_words="L’étiquette est prête")
    assert "Choisissez quelle action est faite." in text_of(karim.post(at("record_service", case.pk), filled))
    karim.post(at("record_service", case.pk), filled | {"planned_action": planned.pk})
    planned.refresh_from_db()
    assert planned.done_on == day(0)
    assert planned.needs.get().answer_words == "L’étiquette est prête"


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_every_page_stands_in_every_language(karim, case, language):
    planned = PlannedActionFactory(objective__case=case)
    demand = DemandFactory(organisation=OrganisationFactory(name="Atlas"))
    ServiceFactory(case=case)
    keys = {
        "demands": (),
        "record_demand": (),
        "cases": (),
        "record_demand_of": (demand.organisation_id,),
        **dict.fromkeys(("demand", "accept_demand", "put_demand_to_wait", "refuse_demand"), (demand.pk,)),
        **dict.fromkeys(("case", "services", "record_service", "set_next_step"), (case.pk,)),
        "close_case": (case.pk,),
        "finish_action": (planned.pk,),
    }
    for name, args in keys.items():
        assert karim.get(at(name, *args, language=language)).status_code == 200, name


def test_the_page_of_a_need_shows_what_was_given_for_it(as_user):
    need = NeedFactory()
    case = CaseFactory()
    planned = PlannedActionFactory(objective__case=case)
    planned.needs.set([need])
    ServiceFactory(case=case, planned_action=planned, topic="pricing")
    address = f"/fr/needs/{need.pk}/"
    assert "Ce qui a été donné pour lui" in as_user(somebody("karim")).get(address).content.decode()

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taghyir.compliance.actions import load_facts, verify_fact
from taghyir.compliance.models import Fact
from taghyir.compliance.tests.factories import DEADLINE, MINIMUM, a_fact
from taghyir.directory.actions import load_legal_forms
from taghyir.directory.tests.factories import tifawin
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
NO_FIGURE = {"value": None, "unit": "", "bound": ""}


def text_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def test_everybody_reads_what_a_cooperative_must_do_in_three_languages(client):
    a_fact(legal_basis="Loi 112-12")
    a_fact(**DEADLINE, **NO_FIGURE)
    french = text_of(client.get("/fr/law/forms/MA_COOP/"))
    assert "au moins 7 membres" in french
    assert "3 mois au plus après la fin de l’exercice" in french
    assert "À vérifier" in french
    assert french.index("À la création") < french.index("Chaque année")
    arabic = text_of(client.get("/ar/law/forms/MA_COOP/"))
    assert "تعاونية" in arabic
    assert "7 أعضاء على الأقل" in arabic
    assert "al menos 7 personas socias" in text_of(client.get("/es/law/forms/MA_COOP/"))


def test_a_form_is_read_on_another_day_and_a_wrong_day_is_today(client):
    a_fact("TN_SC_L", valid_until=dt.date(2025, 10, 1))
    assert "au moins 7 membres" in text_of(client.get("/fr/law/forms/TN_SC_L/?on=2025-10-01"))
    for asked in ("", "?on=2025-10-02", "?on=x", "?on=2025-02-31", "?on=%00"):
        assert "au moins 7 membres" not in text_of(client.get(f"/fr/law/forms/TN_SC_L/{asked}"))


def test_arabic_is_that_of_the_country_of_the_law(client):
    a_fact("TN_SC_L", moment=3)
    a_fact("MA_COOP", moment=3)
    tunisian = client.get("/ar/law/forms/TN_SC_L/").content.decode()
    assert "في جلسة عامة" in tunisian
    assert "في جمع عام" not in tunisian
    assert "في جمع عام" in client.get("/ar/law/forms/MA_COOP/").content.decode()


def test_the_whole_seed_is_shown_in_each_language(client):
    robot = User.objects.robot()
    load_legal_forms(actor=robot)
    load_facts(actor=robot)
    for language in ("fr", "ar", "es", "en"):
        for code in ("MA_COOP", "MA_ASSO", "TN_SC_R", "TN_PP", "MA_INF"):
            assert client.get(f"/{language}/law/forms/{code}/").status_code == 200
        assert client.get(f"/{language}/law/").status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=nombre", 2),
        ("q=عدد", 2),
        ("q=rien", 0),
        ("country=TN", 1),
        ("form=MA_COOP", 2),
        ("kind=deadline", 1),
        ("on=2019-01-01", 2),
        ("unverified=on", 2),
        ("kind=made-up", 3),
        ("on=2026-02-31", 3),
    ],
)
def test_the_list_is_narrowed_by_its_address(client, asked, found):
    verify_fact(actor=somebody("pilar"), fact=a_fact(valid_from=dt.date(2020, 1, 1)))
    a_fact("TN_COOP")
    a_fact(**DEADLINE, **NO_FIGURE)
    assert client.get(f"/fr/law/facts/?{asked}").context["listing"].count == found
    assert len(list(client.get(f"/fr/law/facts/?{asked}&format=csv"))) == found + 1


def test_thirty_facts_cost_what_three_do(client):
    for number in range(3):
        a_fact("MA_COOP", "MA_ASSO", code=f"code_{number}")
    cost = {}
    for address in ("/fr/law/facts/?q=nombre", "/fr/law/forms/MA_COOP/", "/fr/law/", "/api/v1/facts"):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(address)
        cost[address] = len(few)
    for number in range(3, 18):
        a_fact("MA_COOP", "MA_ASSO", code=f"code_{number}")
    for address, few_queries in cost.items():
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) == few_queries, address


def test_amina_adds_replaces_and_verifies_from_the_pages(as_user):
    amina = as_user(somebody("amina"))
    fact = a_fact()
    form = fact.legal_forms.get().pk
    written = {**MINIMUM, "legal_forms": [form], "origin": "known", "day_off": "stays", "order": 50}
    assert "déjà" in text_of(amina.post("/fr/law/facts/add/", written))
    answer = amina.post(f"/fr/law/facts/{fact.pk}/replace/", {**written, "value": "5", "valid_from": "2027-01-01"})
    new = Fact.objects.get(value=5)
    assert answer.url == f"/fr/law/facts/{new.pk}/"
    amina.post(f"/fr/law/facts/{new.pk}/verify/")
    page = text_of(amina.get(answer.url))
    assert "Remplacé" in page
    assert "1er janvier 2027" in page  # days of the history are said as people say them
    assert "Vérifié" in page
    assert "au moins 7 membres" in page  # the version before
    wrong = amina.post(f"/fr/law/facts/{new.pk}/end/", {"valid_until": "2026-01-01"})
    assert "Cela ne vaut pas à cette date" in text_of(wrong)


def test_a_visitor_reads_a_fact_without_the_names_of_who_wrote_it(client, as_user):
    fact = a_fact()
    assert "Pilar" not in text_of(client.get(fact.get_absolute_url()))
    assert "Pilar" in text_of(as_user(somebody("ines")).get(fact.get_absolute_url()))


def test_the_card_compares_members_for_those_inside_and_never_in_public(client, as_user):
    a_fact()
    card = tifawin(is_public=True, women_members=5, men_members=1)
    for name, is_inside in (("fatma", True), ("karim", True), ("noor", False)):
        page = text_of(as_user(somebody(name)).get(card.get_absolute_url()))
        assert ("7 membres au moins" in page) is is_inside
        assert ("Elle en a 6" in page) is is_inside
    client.logout()
    assert "7 membres au moins" not in text_of(client.get(card.get_absolute_url()))


def test_other_programs_read_the_facts_of_a_day(client):
    a_fact("TN_SC_L", valid_until=dt.date(2025, 10, 1))
    a_fact("TN_SC_L", "TN_SC_R", code="registration")
    old = client.get("/api/v1/facts?legal_form=TN_SC_L&on=2025-10-01").json()
    assert (old["on"], len(old["facts"])) == ("2025-10-01", 2)
    now = client.get("/api/v1/facts?country=TN").json()["facts"]
    assert [fact["legal_forms"] for fact in now] == [["TN_SC_L", "TN_SC_R"]]
    assert client.get("/api/v1/facts?on=soon").status_code == 422
    assert client.get("/api/v1/facts?country=MA").json()["facts"] == []

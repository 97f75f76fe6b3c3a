"""Assemblies and the register leave with the file, for who may read them, in every form and in both scripts."""

import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from taghyir.core.models import Entry
from taghyir.directory.tests.factories import tifawin
from taghyir.dossiers.queries import whole_file
from taghyir.dossiers.tests.factories import own_file
from taghyir.duties.actions import cancel_assembly
from taghyir.duties.tests.factories import called, held, in_days, in_register
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    case = own_file()
    assembly = held(called(), chaired_by="حبيبة بناني")
    cancel_assembly(actor=somebody("fatma"), assembly=called(held_on=in_days(30)))
    in_register("Habiba Bennani")
    in_register("مريم بناني", shares=2, left_on=assembly.held_on)
    return case


def taken(client, case, ending, language="fr") -> bytes:
    answer = client.get(f"/{language}/own-files/{case.pk}/take.{ending}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_values_of_assemblies_and_of_the_register_leave_and_it_is_written(as_user, case):
    fatma = as_user(somebody("fatma"))
    archive = zipfile.ZipFile(io.BytesIO(taken(fatma, case, "zip")))
    whole = json.loads(archive.read(f"{case.number}/{case.number}.json"))
    given_up, met = whole["assemblies"]
    assert (given_up["state"], met["state"], met["present"]) == ("given_up", "held", {"women": 7, "men": 2})
    assert (met["starts_at"], met["chaired_by"], met["held_on"]) == (
        "10:00:00",
        "حبيبة بناني",
        timezone.localdate().isoformat(),
    )
    decided, open_point = met["items"]
    assert (decided["decision"], decided["for"], decided["abstentions"]) == ("Approuvé", 9, 1)
    assert (open_point["words"], open_point["for"]) == ("انتخاب المكتب", None)
    first, gone = whole["register"]
    assert (first["name"], first["shares"], first["amount"], first["currency"]) == (
        "Habiba Bennani",
        3,
        "300.000",
        "MAD",
    )
    assert gone["left_on"] == met["held_on"]
    assert [one["shares"] for one in whole["register_today"]] == [3]
    written = Entry.objects.get(verb="register.taken", actor=somebody("fatma"))
    assert written.details == {"kind": "file", "ending": "zip"} and written.subject == tifawin()


def test_html_and_paper_say_them_in_french_and_in_arabic(as_user, case):
    fatma = as_user(somebody("fatma"))
    said = {
        "fr": ("Registre des membres", "Habiba Bennani", "Approuvé", "femmes 7, hommes 2", "Ensemble"),
        "ar": ("سجل الأعضاء", "حبيبة بناني", "مريم بناني", "انتخاب المكتب", "الحاضرون", "المجموع"),
    }
    for language, words in said.items():
        html = taken(fatma, case, "html", language).decode().replace("\u00a0", " ")
        assert [one for one in words if one not in html] == []
        paper = PdfReader(io.BytesIO(taken(fatma, case, "pdf", language)))
        letters = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
        # an Arabic line is read back with its words glued or turned round: each is looked for alone
        assert [one for each in words for one in each.replace(",", "").split() if one not in letters] == []


def test_who_works_on_the_file_and_not_on_the_organisation_takes_it_without_them(as_user, case):
    elsewhere = TerritoryFactory(code="KEF")
    type(tifawin()).objects.update(territory=elsewhere, country=elsewhere.country)
    case.refresh_from_db()
    works = somebody("karim")
    type(case).objects.filter(pk=case.pk).update(adviser=somebody("pilar"))
    whole = json.loads(taken(as_user(works), case, "json"))
    assert whole["register"] == whole["assemblies"] == whole["register_today"] == []
    assert not Entry.objects.filter(verb="register.taken").exists()
    assert len(json.loads(taken(as_user(somebody("fatma")), case, "json"))["register"]) == 2


def test_a_closed_organisation_takes_its_register_too(case):
    type(tifawin()).objects.update(closed_on=timezone.localdate())
    case.refresh_from_db()
    assert len(whole_file(case, somebody("fatma"))["register"]) == 2


def test_they_cost_the_same_for_few_and_for_many(case, django_assert_num_queries):
    fatma = somebody("fatma")
    whole_file(case, fatma)
    with CaptureQueriesContext(connection) as few:
        whole_file(case, fatma)
    for n in range(12):
        in_register(f"Membre {n}")
        called(held_on=in_days(n + 1))
    with django_assert_num_queries(len(few)):
        assert len(whole_file(case, fatma)["assemblies"]) == 14

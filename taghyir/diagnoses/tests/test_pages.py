"""The pages of a diagnosis: filled in turns, read beside its past and a median, on paper, signed, listed."""

import datetime as dt
import io
import re

import pytest
from django.utils import timezone
from pypdf import PdfReader

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.days.actions import start_feed
from taghyir.days.tests.factories import read_and_noted
from taghyir.diagnoses.models import Diagnosis
from taghyir.diagnoses.queries import NextOn, content_of, digest_of
from taghyir.diagnoses.tests.factories import (
    WHOLE,
    answered,
    begun,
    case_of_tifawin,
    drawn,
    filled,
    finished,
    given_back,
    published,
    sheet,
    signed,
)
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import Form

pytestmark = pytest.mark.django_db


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_from_the_file_to_the_signature(as_user):
    published()
    case = case_of_tifawin()
    karim = as_user(somebody("karim"))
    assert "Commencer un diagnostic" in read(karim, case.get_absolute_url())
    answer = karim.post(f"/fr/diagnoses/file/{case.pk}/begin/", {"depth": "shared", "held_on": "2026-01-15"})
    diagnosis = Diagnosis.objects.get()
    assert answer.url == f"/fr/diagnoses/{diagnosis.pk}/fill/"
    assert "Ce qui le montre" not in read(karim, diagnosis.get_absolute_url())
    page = read(karim, answer.url)
    assert 'data-mode="steps"' in page and 'data-based-on="0"' in page and "data:text/xml;base64," in page
    sent = karim.post(f"/fr/diagnoses/{diagnosis.pk}/fill/0/", {"xml_submission_file": sheet(diagnosis, WHOLE)})
    assert (sent.status_code, sent.json()["basis"]) == (201, "1")
    again = karim.post(f"/fr/diagnoses/{diagnosis.pk}/fill/0/", {"xml_submission_file": sheet(diagnosis, WHOLE)})
    assert again.status_code == 201 and diagnosis.steps.count() == 2
    assert karim.post(f"/fr/diagnoses/{diagnosis.pk}/finish/").status_code == 302
    page = read(karim, f"/fr/diagnoses/{diagnosis.pk}/")
    assert "Restituer le résultat" in page and "Une crèche d’abord" in page and "pas assez" in page
    assert karim.post(f"/fr/diagnoses/{diagnosis.pk}/needs/", {"dimensions": "care"}).status_code == 302
    fatma_is = somebody("fatma").person
    back = {"given_back_on": "2026-01-20", "present": fatma_is.pk}
    assert karim.post(f"/fr/diagnoses/{diagnosis.pk}/give-back/", back).status_code == 302
    run_reactions()
    fatma = as_user(somebody("fatma"))
    assert "Signer le résultat" in read(fatma, f"/fr/diagnoses/{diagnosis.pk}/")
    digest = digest_of(content_of(Diagnosis.objects.get()))
    assert (
        "Signez avec le doigt" in fatma.post(f"/fr/diagnoses/{diagnosis.pk}/sign/", {"digest": digest}).content.decode()
    )
    assert fatma.post(f"/fr/diagnoses/{diagnosis.pk}/sign/", {"digest": digest, "drawing": drawn()}).status_code == 302
    assert "pour l’entreprise" in read(fatma, f"/fr/diagnoses/{diagnosis.pk}/")
    assert fatma.get(f"/fr/diagnoses/signatures/{diagnosis.signatures.get().pk}/")["Content-Type"] == "image/png"


def test_what_a_browser_should_not_send_is_refused_in_a_sentence(as_user):
    diagnosis = begun()
    karim = as_user(somebody("karim"))
    door = f"/fr/diagnoses/{diagnosis.pk}/fill/"
    good = sheet(diagnosis, answered(3)).read()
    other = good.replace(b'id="diagnostic_partage"', b'id="autre"')
    wrong = good.replace(b">3<", b">9<")
    for xml, basis, status in ((other, "0", 409), (wrong, "0", 400), (b"<", "0", 400), (good, "9", 404)):
        answer = karim.post(f"{door}{basis}/", {"xml_submission_file": io.BytesIO(xml)})
        assert answer.status_code == status and answer.json()["detail"], (xml, basis)
    assert karim.post(f"{door}0/").status_code == 400
    filled(diagnosis, WHOLE)
    karim.post(f"/fr/diagnoses/{diagnosis.pk}/finish/")
    assert karim.post(f"{door}0/", {"xml_submission_file": io.BytesIO(good)}).status_code == 409
    assert karim.get(door).status_code == 302


def test_three_moments_are_drawn_and_said_in_a_table_whatever_the_version(as_user):
    case = case_of_tifawin()
    finished(case)
    published(items=5, version="2")
    finished(case, answers=WHOLE | {"g_care/care_5": "4"})
    now = begun(case)
    filled(now, answered(4, 4, 4, 4, of="care"))
    page = read(as_user(somebody("fatma")), f"/fr/diagnoses/{now.pk}/")
    assert page.count("stroke-dasharray=") >= 4 and "L’instrument a changé" in page
    cells = page[page.index('id="dimension-care"') :].split("</tr>")[0]
    assert ">17<" in cells and ">38<" in cells and ">100<" in cells, "T0, T1 with one item more, T2"
    mirrored = read(as_user(somebody("fatma")), f"/ar/diagnoses/{now.pk}/")
    assert mirrored.split('<path d="')[3] != page.split('<path d="')[3], "it turns as the page is read"


def test_a_median_is_said_from_five_other_enterprises_on_and_never_names_one(as_user):
    case = case_of_tifawin()
    mine = finished(case)
    others = []
    for n in range(4):
        organisation = OrganisationFactory(name=f"Coopérative {n}", legal_form=case.organisation.legal_form)
        others.append(finished(CaseFactory(organisation=organisation), answers=answered(n, n, n, n, of="care")))
    karim = as_user(somebody("karim"))
    assert "Pas encore de médiane" in read(karim, f"/fr/diagnoses/{mine.pk}/")
    organisation = OrganisationFactory(name="Coopérative 5", legal_form=case.organisation.legal_form)
    finished(CaseFactory(organisation=organisation), answers=answered(4, 4, 4, 4, of="care"))
    finished(others[0].case, answers=answered(1, 1, 1, 1, of="care"))  # its last one counts, and once
    page = read(karim, f"/fr/diagnoses/{mine.pk}/")
    assert "Médiane de 5" in page and "Coopérative 5" not in page
    cells = page[page.index('id="dimension-care"') :].split("</tr>")[0]
    assert ">50<" in cells, "1, 1, 2, 3, 4 out of 4"


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_the_result_is_two_pages_in_each_language_however_much_was_said(as_user, language):
    long = "Nous voulons une crèche, une étiquette et un atelier plus frais. " * 60
    everything = WHOLE | {"words": long}
    case = case_of_tifawin()
    twelve = ("project", "care", "market", *(f"a_dimension_with_a_name_as_long_as_the_longest_{n}" for n in range(9)))
    published(twelve)
    finished(case)
    finished(case)
    diagnosis = given_back(case, held_on=None)
    for one in twelve:
        everything |= answered(0, 0, 1, 1, of=one, priority=3, adviser_priority=1, evidence=long)
    diagnosis.answers |= everything
    diagnosis.save()
    signed(diagnosis)
    fatma = as_user(somebody("fatma"))
    answer = fatma.get(f"/{language}/diagnoses/{diagnosis.pk}/result.pdf")
    paper = PdfReader(io.BytesIO(answer.content))
    text = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert len(paper.pages) == 2 and case.number in text and "T2" in text
    assert diagnosis.signatures.get().digest in re.sub(r"[^0-9a-f]", "", text)
    assert Entry.objects.filter(verb="diagnosis.taken", actor=somebody("fatma")).count() == 1


def test_the_list_is_searched_filtered_exported_and_costs_the_same(as_user, django_assert_max_num_queries):
    diagnosis = given_back()
    karim = as_user(somebody("karim"))
    number = diagnosis.case.number
    assert number in read(karim, "/fr/diagnoses/")
    shown = {"q=Tifawin": True, "q=Argana": False, "state=given_back": True, "state=signed": False, "moment=0": True}
    shown |= {"moment=1": False, "depth=market": False, "state=going": False, "state=finished": False, "moment=x": True}
    for query, is_there in shown.items():
        assert (number in read(karim, f"/fr/diagnoses/?{query}")) is is_there, query
    taken = b"".join(karim.get("/fr/diagnoses/?format=csv").streaming_content).decode()
    assert number in taken and "T0" in taken
    for n in range(6):
        begun(CaseFactory(organisation=OrganisationFactory(name=f"Coop {n}")))
    with django_assert_max_num_queries(14):
        read(karim, "/fr/diagnoses/")


def test_the_steps_say_who_filled_what(as_user):
    diagnosis = begun()
    filled(diagnosis, answered(4), actor="amina")
    filled(diagnosis, answered(2))
    page = read(as_user(somebody("fatma")), f"/fr/diagnoses/{diagnosis.pk}/steps/")
    assert str(somebody("amina")) in page and "Nous savons project_1" in page and "Le dernier reste" in page


def test_who_belongs_elsewhere_finds_nothing(as_user):
    diagnosis = given_back()
    for who in ("hedi", "noor"):
        visitor = as_user(somebody(who))
        assert visitor.get(f"/fr/diagnoses/{diagnosis.pk}/").status_code == 404
        assert visitor.get(f"/fr/diagnoses/{diagnosis.pk}/result.pdf").status_code == 404
        tried = Entry.objects.filter(verb="case.refused", actor=somebody(who))
        assert [entry.subject for entry in tried] == [diagnosis.case] * 2
        assert diagnosis.case.number not in read(visitor, "/fr/diagnoses/")


def test_the_next_one_stands_in_the_agenda_a_month_before_until_it_begins(as_user):
    first = finished(held_on=dt.date(2026, 1, 31))
    door, karim = f'href="/fr/diagnoses/file/{first.case_id}/begin/"', as_user(somebody("karim"))
    assert door in read(karim, "/fr/days/?kind=diagnosis") and door in read(karim, "/fr/day/")
    assert door not in read(as_user(somebody("hedi")), "/fr/days/")
    far = timezone.localdate() - dt.timedelta(days=100)
    Diagnosis.objects.filter(pk=first.pk).update(held_on=far)
    assert door not in read(as_user(somebody("karim")), "/fr/days/")
    Diagnosis.objects.filter(pk=first.pk).update(held_on=dt.date(2026, 1, 31))
    Form.objects.update(xform_id="autre")
    assert door not in read(as_user(somebody("karim")), "/fr/days/"), "its instrument is not open any more"
    Form.objects.update(xform_id="diagnostic_partage")
    begun(first.case)
    assert door not in read(as_user(somebody("karim")), "/fr/days/")


def test_in_a_calendar_the_next_one_is_cancelled_once_it_begins(client):
    first, feed = finished(held_on=dt.date(2026, 1, 31)), start_feed(actor=somebody("karim"))
    before = read_and_noted(client, feed)
    (uid,) = [uid for uid in before if uid.startswith(f"diagnosis-{first.case_id}-")]
    begun(first.case)
    told = [(str(one["STATUS"]), int(one["SEQUENCE"])) for one in (before[uid], read_and_noted(client, feed)[uid])]
    assert told == [("CONFIRMED", 0), ("CANCELLED", 1)]


def test_the_database_reckons_the_next_day_as_the_page_does():
    first = finished()
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(0, 800)]
    for on in days[:70] + [day for day in days if day.day > 27]:
        Diagnosis.objects.filter(pk=first.pk).update(held_on=on)
        row = Diagnosis.objects.annotate(due=NextOn("held_on")).get(pk=first.pk)
        assert row.due == row.next_on, on

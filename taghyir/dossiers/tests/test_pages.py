"""The file as its members read it, say it is not right, sign it, and take it away."""

import datetime as dt
import hashlib
import io
import json

import pytest
from pypdf import PdfReader

from taghyir.accompaniment.tests.factories import ServiceFactory
from taghyir.core.actions import Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import MembershipFactory
from taghyir.dossiers.actions import sign_plan
from taghyir.dossiers.models import Objection
from taghyir.dossiers.queries import digest_of, lines_of_plan, plan_of
from taghyir.dossiers.tests.factories import drawn, objection_on, own_file, signature_on
from taghyir.people.tests.factories import PersonFactory, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return own_file()


def test_a_member_reads_says_and_finds_the_answer(as_user, case):
    fatma = as_user(somebody("fatma"))
    page = fatma.get(f"/fr/own-files/{case.pk}/").content.decode()
    assert "Préparer le dossier d’étiquettes" in page and "Ce n’est pas juste" in page and "Signer le plan" in page
    service = case.services.get()
    door = f"/fr/own-files/{case.pk}/not-right/service/{service.pk}/"
    assert "Écrivez ici ce qui est demandé." in fatma.post(door, {"words": " "}).content.decode()
    assert fatma.post(door, {"words": "<b>Une heure</b>, pas deux"}).status_code == 302
    karim = as_user(somebody("karim"))
    page = karim.get(f"/fr/own-files/{case.pk}/").content.decode()
    assert "&lt;b&gt;Une heure" in page and "Répondre" in page and "Signer le plan" not in page
    said = case.objections.get()
    assert karim.post(f"/fr/own-files/not-right/{said.pk}/answer/", {"answer": "Corrigé"}).status_code == 302
    assert "Corrigé" in as_user(somebody("fatma")).get(f"/ar/own-files/{case.pk}/").content.decode()


def test_a_member_is_led_to_their_own_file_before_all_else_and_back_to_their_day(as_user, case):
    link = f"/fr/own-files/{case.pk}/"
    for name, comes_first in (("fatma", True), ("karim", False)):
        page = as_user(somebody(name)).get(f"/fr/accompaniment/files/{case.pk}/").content.decode()
        assert page.count(link) == 1 and (page.index(link) < page.index("Préparer le dossier")) == comes_first
    assert 'class="back" href="/fr/day/"' in as_user(somebody("fatma")).get(link).content.decode()


def test_a_member_says_that_their_part_of_the_plan_is_done(as_user, case):
    fatma, action = as_user(somebody("fatma")), case.objectives.get().actions.get()
    door = f"/fr/own-files/{case.pk}/not-right/action/{action.pk}/"
    assert "C’est fait, ou pas juste" in fatma.get(f"/fr/own-files/{case.pk}/").content.decode()
    assert "Qu’est-ce qui est fait" in fatma.get(door).content.decode()
    assert fatma.post(door, {"words": "Fait hier"}).status_code == 302
    action.done_on = action.due_on
    action.save()
    assert "C’est fait, ou pas juste" not in fatma.get(f"/fr/own-files/{case.pk}/").content.decode()


def test_a_plan_is_signed_with_the_finger_and_a_change_is_said_beside(as_user, case):
    fatma = as_user(somebody("fatma"))
    door, digest = f"/fr/own-files/{case.pk}/sign/", digest_of(plan_of(case))
    assert "Signez avec le doigt" in fatma.post(door, {"digest": digest}).content.decode()
    assert fatma.post(door, {"digest": digest, "drawing": drawn()}).status_code == 302
    page = fatma.get(f"/fr/own-files/{case.pk}/").content.decode()
    assert "le plan d’aujourd’hui" in page and "le plan a changé" not in page
    case.objectives.create(words="Un autre but")
    assert "le plan a changé depuis" in fatma.get(f"/fr/own-files/{case.pk}/").content.decode()
    assert "relisez-le" in fatma.post(door, {"digest": digest, "drawing": drawn()}).content.decode()


def test_who_has_no_account_signs_the_plan_on_the_screen_of_the_adviser(as_user, case):
    karim, door = as_user(somebody("karim")), f"/fr/own-files/{case.pk}/sign/"
    treasurer = MembershipFactory(organisation=case.organisation, person=PersonFactory(), function="treasurer")
    member = MembershipFactory(organisation=case.organisation, person=PersonFactory(), function="member")
    assert door in karim.get(f"/fr/own-files/{case.pk}/").content.decode()
    form = karim.get(door).context["form"]
    assert treasurer in form.fields["speaker"].queryset and member not in form.fields["speaker"].queryset
    sheet = {"digest": form["digest"].value()}
    for speaker in ("", member.pk):
        refused = karim.post(door, sheet | {"drawing": drawn(), "speaker": speaker})
        assert refused.status_code == 200 and refused.context["form"].errors["speaker"]
    assert karim.post(door, sheet | {"drawing": drawn(), "speaker": treasurer.pk}).status_code == 302
    signed = case.signatures.get()
    known = (signed.signer, signed.function, signed.signed_by)
    assert known == (str(treasurer.person), "treasurer", somebody("karim"))
    with pytest.raises(Refused, match="ne parle pas"):
        sign_plan(actor=somebody("karim"), case=case, drawing=drawn(), speaker=member, **sheet)
    signature_on(case)  # Fatma, with her own account
    assert "speaker" not in as_user(somebody("fatma")).get(door).context["form"].fields


def test_the_plan_that_was_signed_is_read_and_leaves_whatever_changed_since(as_user, case):
    signed, fatma = signature_on(case), as_user(somebody("fatma"))
    address = f"/fr/own-files/signatures/{signed.pk}/plan/"
    page = fatma.get(address).content.decode()
    assert "Préparer le dossier d’étiquettes" in page and "le plan d’aujourd’hui" in page and signed.digest in page
    asked = fatma.get(f"/fr/own-files/{case.pk}/sign/").context["lines"]
    assert asked == lines_of_plan(signed.plan), (
        "all that is signed is read before, needs too, each action below its objective"
    )
    action = case.objectives.get().actions.get()
    need = action.needs.first().words
    assert need in page
    action.means = "Dix bocaux"
    action.save()
    now = fatma.get(address)
    assert [line.about[2] for line in now.context["new"]] == ["Dix bocaux"] and len(now.context["gone"]) == 1
    case.objectives.all().delete()
    assert [line.words for line in fatma.get(address).context["gone"]][1] == "Préparer le dossier d’étiquettes"
    whole = json.loads(fatma.get(f"/fr/own-files/{case.pk}/take.json").content)
    taken = whole["signatures"][0]
    written = json.dumps(taken["plan"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert taken["sha256"] == hashlib.sha256(written.encode()).hexdigest() == signed.digest
    html = fatma.get(f"/fr/own-files/{case.pk}/take.html").content.decode()
    assert "Le plan tel qu’il a été signé" in html and need in html and signed.digest in html
    assert address in fatma.get(f"/fr/own-files/{case.pk}/").content.decode()


def test_the_whole_file_leaves_in_three_ways_in_the_language_of_the_reader(as_user, case):
    objection_on(case, "=1+1 ليس صحيحا")
    signature_on(case)
    fatma = as_user(somebody("fatma"))
    whole = json.loads(fatma.get(f"/fr/own-files/{case.pk}/take.json").content)
    assert whole["services"][0]["given_on"] == case.services.get().given_on.isoformat()
    assert whole["plan"][0]["actions"][0]["words"] == "Préparer le dossier d’étiquettes"
    assert (whole["not_right"][0]["words"], whole["signatures"][0]["sha256"]) == (
        "=1+1 ليس صحيحا",
        digest_of(plan_of(case)),
    )
    html = fatma.get(f"/ar/own-files/{case.pk}/take.html")
    assert 'dir="rtl"' in html.content.decode() and html["Content-Disposition"].startswith("attachment")
    paper = PdfReader(io.BytesIO(fatma.get(f"/fr/own-files/{case.pk}/take.pdf").content))
    text = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert case.number in text and "Préparer le dossier" in text and "Dossier" in text
    assert fatma.get(f"/ar/own-files/{case.pk}/take.pdf").content.startswith(b"%PDF")
    assert Entry.objects.filter(verb="file.taken", actor=somebody("fatma")).count() == 4
    assert fatma.get(f"/fr/own-files/{case.pk}/take.exe").status_code == 404


def test_the_list_of_what_is_not_right_is_searched_filtered_and_costs_the_same(
    as_user, case, django_assert_max_num_queries
):
    objection_on(case)
    karim = as_user(somebody("karim"))
    assert case.number in karim.get("/fr/own-files/not-right/").content.decode()
    assert case.number not in karim.get("/fr/own-files/not-right/?q=Argana").content.decode()
    assert case.number not in karim.get("/fr/own-files/not-right/?state=answered").content.decode()
    taken = b"".join(karim.get("/fr/own-files/not-right/?format=csv").streaming_content).decode()
    assert case.number in taken
    for n in range(12):
        ServiceFactory(case=case)
        objection_on(case, f"Non {n}")
    with django_assert_max_num_queries(9):
        karim.get("/fr/own-files/not-right/?state=all")


def test_a_closed_file_says_how_it_ended_and_who_is_turned_away_leaves_a_line(as_user, case):
    opened_on = case.opened_on
    case.closed_on, case.exit, case.exit_reason = opened_on, "achieved", "بلغت التعاونية هدفها"
    case.save()
    fatma = as_user(somebody("fatma"))
    page = fatma.get(f"/fr/own-files/{case.pk}/").content.decode()
    assert "Comment cela a fini" in page and "بلغت التعاونية هدفها" in page and "Accompagnée depuis" in page
    whole = json.loads(fatma.get(f"/fr/own-files/{case.pk}/take.json").content)
    assert whole["file"]["exit_reason"] == "بلغت التعاونية هدفها"
    hedi = as_user(somebody("hedi"))
    for door in ("", "sign/", "take.json"):
        assert hedi.get(f"/fr/own-files/{case.pk}/{door}").status_code == 404
    assert hedi.get("/fr/own-files/999999/").status_code == 404
    tried = Entry.objects.filter(verb="case.refused", actor=somebody("hedi"))
    assert [entry.subject for entry in tried] == [case] * 3


def test_the_page_costs_the_same_however_long_the_file(as_user, case, django_assert_max_num_queries):
    fatma = as_user(somebody("fatma"))
    for _n in range(25):
        ServiceFactory(case=case)
    with django_assert_max_num_queries(22):
        page = fatma.get(f"/fr/own-files/{case.pk}/").content.decode()
    assert "Voir les 26 services" in page


def test_the_oldest_line_is_found_said_not_to_be_right_and_its_answer_stays_on_the_page(
    as_user, case, django_assert_max_num_queries
):
    fatma, first = as_user(somebody("fatma")), case.services.get()
    ServiceFactory.create_batch(25, case=case, given_on=first.given_on + dt.timedelta(days=1))
    assert f"/not-right/service/{first.pk}/" not in fatma.get(f"/fr/own-files/{case.pk}/").content.decode()
    with django_assert_max_num_queries(16):
        page = fatma.get(f"/fr/own-files/{case.pk}/lines/service/?page=2").content.decode()
    assert f"/not-right/service/{first.pk}/" in page and "Page" in page
    door = f"/fr/own-files/{case.pk}/not-right/service/{first.pk}/"
    assert fatma.post(door, {"words": "Une heure, pas deux"}).status_code == 302
    for address in ("", "lines/service/?page=2"):
        assert "Une heure, pas deux" in fatma.get(f"/fr/own-files/{case.pk}/{address}").content.decode()
    said = case.objections.get()
    case.objectives.all().delete()  # what was said of a line that is gone stays too
    Objection.objects.filter(pk=said.pk).update(line="objective")
    page = fatma.get(f"/fr/own-files/{case.pk}/").content.decode()
    assert said.as_it_was in page and "Ce qui a été dit d’autres lignes" in page
    for line in ("demand", "nothing", "..%2F1"):
        assert fatma.get(f"/fr/own-files/{case.pk}/lines/{line}/").status_code == 404

"""The whole file leaves with what every room keeps of it, in four ways, and with nothing of the team."""

import hashlib
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from pypdf import PdfReader

from taghyir.accompaniment.tests.factories import ServiceFactory
from taghyir.core.models import Entry
from taghyir.diagnoses.tests.factories import SCALE, finished
from taghyir.documents.actions import withdraw_document
from taghyir.documents.models import Version
from taghyir.documents.tests.factories import document_of, pdf
from taghyir.dossiers.queries import whole_file
from taghyir.dossiers.queries.values import LONGEST_NAME, safe_name
from taghyir.dossiers.sections import sections_of
from taghyir.dossiers.tests.full import SECRET, full_file
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return full_file()


def taken(client, case, ending, language="fr") -> bytes:
    answer = client.get(f"/{language}/own-files/{case.pk}/take.{ending}")
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_each_room_is_in_the_file_that_leaves(as_user, case):
    whole = json.loads(taken(as_user(somebody("fatma")), case, "json"))
    (diagnosis,), (convention,) = whole["diagnoses"], whole["conventions"]
    care = next(one for one in diagnosis["dimensions"] if one["code"] == "care")
    assert (care["score"], care["priority"]["code"], care["evidence"]) == (16.7, 3, "Trois femmes sur dix")
    said = {one["question"]: one["answer"] and one["answer"]["words"] for one in care["answers"]}
    answers = case.diagnoses.get().answers
    assert said == {f"Nous savons care_{n}": SCALE.get(answers.get(f"g_care/care_{n}", "")) for n in range(1, 5)}
    assert any(said.values())
    assert next(one for one in diagnosis["dimensions"] if one["code"] == "market")["score"] is None
    assert (diagnosis["words"], len(diagnosis["signatures"])) == ("Une crèche d’abord", 1)
    assert convention["sha256"] == hashlib.sha256(convention["text"].encode()).hexdigest()
    assert {one["side"]["code"] for one in convention["signatures"]} == {"enterprise", "mechanism"}
    assert all(one["sha256"] == convention["sha256"] for one in convention["signatures"])
    documents = {one["title"]: one for one in whole["documents"]}
    assert set(documents) == {"النظام الأساسي", "Atelier"}
    assert [one["number"] for one in documents["النظام الأساسي"]["versions"]] == [2, 1]
    assert {one["sha256"] for one in documents["النظام الأساسي"]["versions"]} <= set(
        Version.objects.values_list("sha256", flat=True)
    )
    (given,) = whole["handovers"]
    assert (given["amount"], given["currency"], len(given["deed"]["sha256"])) == ("12500.50", "MAD", 64)
    first, *others = whole["milestones"]
    assert (first["jobs_women"], first["turnover"]["code"], first["words"]) == (3, 1, "نبيع أكثر")
    assert others and all(one["held_on"] is None for one in others)
    chosen = next(one for one in whole["care"]["markers"] if one["marker"]["code"] == "care")
    assert (chosen["level"]["code"], chosen["why_chosen"]) == (2, "Leur projet est une crèche")
    assert whole["care"]["unpaid_work"] == [{"amount": "700.00", "currency": "MAD", "hours": "40.0"}]
    done = next(one for one in whole["duties"] if one["outcome"])
    assert (done["outcome"]["words"], done["outcome"]["kind"]["code"]) == ("Déposé", "done")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            [
                "Diagnostic",
                "Nous savons care_1",
                "La convention",
                "Documents",
                "Achat de bocaux",
                "Étapes",
                "Leur projet est une crèche",
            ],
        ),
        ("ar", ["النظام الأساسي", "نبيع أكثر", "Achat de bocaux", "Leur projet est une crèche"]),
    ],
)
def test_html_and_paper_say_it_in_the_language_of_the_reader(as_user, case, language, words):
    fatma = as_user(somebody("fatma"))
    html = taken(fatma, case, "html", language).decode()
    wanted = [word for word in words if word != "Étapes"]
    assert [word for word in wanted if word not in html] == [] and "Trois femmes sur dix" in html
    paper = PdfReader(io.BytesIO(taken(fatma, case, "pdf", language)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    digest = whole_file(case, somebody("fatma"))["conventions"][0]["sha256"]
    assert digest in text.replace(" ", "") and "Achat de bocaux" in text and "700" in text
    assert SECRET not in html and SECRET not in text


def test_who_does_not_say_their_sex_is_in_the_file_too(case):
    ServiceFactory(case=case, women=1, men=0, unsaid=2, is_training=True, no_practice="Déjà fait")
    whole = whole_file(case, somebody("fatma"))
    assert [one["unsaid"] for one in whole["services"]].count(2) == 1
    with override("fr"):
        told = " ".join(below for section in sections_of(whole) for _line, below in section.lines)
    assert "présences\u00a0: 1 femmes, 0 hommes, 2 sexe non indiqué" in told and "pratique\u00a0: Déjà fait" in told


def test_a_paragraph_longer_than_a_sheet_is_printed_to_its_last_word(as_user, case):
    case.conventions.update(text="Les parties conviennent de travailler ensemble. " * 200 + "Fin du texte à Zaïo.")
    paper = PdfReader(io.BytesIO(taken(as_user(somebody("fatma")), case, "pdf")))
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert "Fin du texte à Zaïo." in text and text.count("travailler ensemble") > 195


def test_the_archive_holds_the_pages_and_every_document_with_its_sum(as_user, case):
    fatma = as_user(somebody("fatma"))
    archive = zipfile.ZipFile(io.BytesIO(taken(fatma, case, "zip")))
    assert archive.testzip() is None
    root, names = case.number, set(archive.namelist())
    assert {f"{root}/{root}.{ending}" for ending in ("html", "json", "pdf")} | {f"{root}/SHA256SUMS"} <= names
    whole = json.loads(archive.read(f"{root}/{root}.json"))
    versions = [version for one in whole["documents"] for version in one["versions"]]
    proof = next(one["outcome"]["paper"] for one in whole["duties"] if one["outcome"])
    for one in [*versions, proof]:
        assert hashlib.sha256(archive.read(f"{root}/{one['file']}")).hexdigest() == one["sha256"]
    assert len(names) == 4 + len(versions) + 1
    sums = dict(reversed(line.split("  ")) for line in archive.read(f"{root}/SHA256SUMS").decode().splitlines())
    for name, digest in sums.items():
        assert hashlib.sha256(archive.read(f"{root}/{name}")).hexdigest() == digest
    assert b"%secret" not in b"".join(archive.read(name) for name in names)
    opened = Entry.objects.filter(verb="document.opened", actor=somebody("fatma"))
    assert opened.count() == len(versions) and Entry.objects.get(verb="file.taken").details == {"format": "zip"}


def test_an_archive_is_sent_while_it_is_made_and_leaves_out_what_the_disk_lost(as_user, case):
    large = document_of(case, is_shared=True, title="Plan", file=pdf("plan.pdf", bytes(range(256)) * 12_000)).latest
    lost = document_of(case, is_shared=True, title="Perdu", file=pdf("perdu.pdf", b"%lost")).latest
    lost.file.content.storage.delete(lost.file.content.name)
    answer = as_user(somebody("fatma")).get(f"/fr/own-files/{case.pk}/take.zip")
    pieces = list(answer.streaming_content)
    assert max(map(len, pieces)) < 1_000_000 and len(pieces) > 10
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    names = archive.namelist()
    assert any(f"{large.document_id}-v1-plan.pdf" in name for name in names)
    assert not any("perdu" in name for name in names) and lost.sha256 in archive.read(names[-1]).decode()


def test_what_is_inside_withdrawn_or_not_given_back_does_not_leave_whoever_takes_it(as_user, case):
    finished(case)
    withdraw_document(
        actor=somebody("amina"),
        document=document_of(case, is_shared=True, title="Carte d’identité", file=pdf(more=b"%id")),
        reason="Envoyé par erreur",
    )
    for who in ("fatma", "karim"):
        whole = json.loads(taken(as_user(somebody(who)), case, "json"))
        assert {one["title"] for one in whole["documents"]} == {"النظام الأساسي", "Atelier"}
        assert [one["moment"] for one in whole["diagnoses"]] == ["T0"]
        assert SECRET not in json.dumps(whole, ensure_ascii=False)


def test_taking_it_costs_the_same_for_few_and_for_many(as_user, case):
    fatma = as_user(somebody("fatma"))
    taken(fatma, case, "json")
    with CaptureQueriesContext(connection) as few:
        taken(fatma, case, "json")
    for n in range(12):
        document_of(case, is_shared=True, title=f"Reçu {n}", file=pdf(more=b"%%%d" % n))
    with CaptureQueriesContext(connection) as many:
        taken(fatma, case, "json")
    assert len(many) == len(few) <= 60


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("نظام أساسي.pdf", "نظام_أساسي.pdf"),
        ("../../etc/passwd.pdf", "etc_passwd.pdf"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("statuts\u202efdp.png", "statutsfdp.png"),
        ("con.pdf", "_con.pdf"),
        ("a\0b\n.pdf", "ab.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "document"),
        ("???", "document"),
    ],
)
def test_a_name_in_the_archive_is_one_that_every_disk_bears(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_stays_below_what_a_disk_bears():
    assert safe_name("ن" * 255 + ".pdf") == "ن" * LONGEST_NAME + ".pdf"
    assert len(safe_name("ن" * 255 + ".pdf").encode()) < 200


def test_the_values_are_the_same_in_every_language_where_they_are_codes(case):
    with override("fr"):
        french = whole_file(case, somebody("fatma"))
    with override("ar"):
        arabic = whole_file(case, somebody("fatma"))
    assert [one["sha256"] for one in french["conventions"]] == [one["sha256"] for one in arabic["conventions"]]
    assert french["milestones"][0]["moment"]["code"] == arabic["milestones"][0]["moment"]["code"]
    assert french["milestones"][0]["moment"]["words"] != arabic["milestones"][0]["moment"]["words"]

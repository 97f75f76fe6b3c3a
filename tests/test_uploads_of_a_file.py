"""`statuts.pdf.exe` and its kin, sent through every door by which a file comes into the file of an enterprise."""

import importlib
import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm, FileField
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from taghyir.conventions.actions import keep_signed_paper, sign_convention
from taghyir.conventions.tests.factories import to_sign
from taghyir.core.actions import Refused
from taghyir.core.models import StoredFile
from taghyir.diagnoses.actions import keep_signed_result, sign_result
from taghyir.diagnoses.queries import content_of
from taghyir.diagnoses.queries import digest_of as digest_of_result
from taghyir.diagnoses.tests.factories import given_back
from taghyir.directory.models import Membership
from taghyir.documents.actions import add_document, add_version
from taghyir.documents.tests.factories import PDF, document_of, pdf
from taghyir.dossiers.actions import keep_signed_plan, sign_plan
from taghyir.dossiers.queries import digest_of, plan_of
from taghyir.dossiers.tests.factories import PIXEL, own_file
from taghyir.duties.actions import record_outcome
from taghyir.duties.tests.factories import annual_assembly, its_calendar, its_duty
from taghyir.handovers.actions import attach_deed, sign_deed
from taghyir.handovers.queries import digest_of as digest_of_deed
from taghyir.handovers.queries import words_of_deed
from taghyir.handovers.tests.factories import grant, scales
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db

ROOMS_OF_A_FILE = (
    "accompaniment", "intake", "needs", "desk", "conventions", "days", "diagnoses", "documents", "dossiers", "duties",
    "groupwork", "handovers", "lens", "milestones", "plans",
)  # fmt: skip
PROGRAM, PAGE = b"MZ\x90\x00" * 40, b"<!doctype html><script>alert(1)</script>"
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
RIGHT_TO_LEFT = "\u202e"


def archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as held:
        held.writestr("virus.exe", PROGRAM)
    return written.getvalue()


KIN = [
    ("statuts.pdf.exe", PROGRAM),
    ("statuts.pdf.exe", PDF),
    ("statuts.exe.pdf", PROGRAM),
    ("statuts.exe.pdf", PDF),
    ("statuts.exe .pdf", PDF),
    ("statuts.PDF.EXE", PROGRAM),
    ("statuts.docm.png", PIXEL),
    ("photo.png.js", PIXEL),
    ("photo.svg.png", PIXEL),
    (f"statuts{RIGHT_TO_LEFT}fdp.exe", PROGRAM),
    (f"statuts.exe{RIGHT_TO_LEFT}.pdf", PDF),
    (f"statuts{RIGHT_TO_LEFT}gnp.exe", PIXEL),
    ("statuts.exe\0.pdf", PDF),
    ("statuts.pdf\0.exe", PDF),
    ("statuts.pdf", PROGRAM),
    ("statuts.png", PROGRAM),
    ("page.pdf", PAGE),
    ("page.html", PAGE),
    ("page.png", PAGE),
    ("dessin.svg", SVG),
    ("dessin.png", SVG),
    ("dessin.pdf", SVG),
    ("dessin.jpg", SVG),
    ("archive.pdf", archive()),
    ("archive.png", archive()),
    ("n" * 300 + ".exe.pdf", PDF),
    ("ن" * 300 + ".exe", PROGRAM),
    ("sans-fin", PDF),
    (".pdf", PROGRAM),
    ("statuts.pdf.", PDF),
    ("vide.pdf", b""),
    ("vide.png", b""),
]


def document_door(case):
    said = {"actor": somebody("karim"), "case": case, "kind": "statutes", "title": "Statuts"}
    return lambda file: add_document(**said, file=file)


def version_door(case):
    document = document_of(case, file=pdf("un.pdf", b"%first"))
    return lambda file: add_version(actor=somebody("karim"), document=document, file=file)


def deed_door(case):
    handover = scales(case)
    return lambda file: attach_deed(actor=somebody("karim"), handover=handover, file=file)


def convention_door(case):
    convention = to_sign(case)
    return lambda file: keep_signed_paper(actor=somebody("karim"), convention=convention, paper=file)


def result_paper_door(case):
    told = given_back(case)
    return lambda file: keep_signed_result(actor=somebody("karim"), diagnosis=told, paper=file)


def outcome_door(_case):
    annual_assembly()
    its_calendar()
    said = {"actor": somebody("fatma"), "duty": its_duty(), "kind": "done", "on": timezone.localdate()}
    return lambda file: record_outcome(**said, evidence=file)


def plan_door(case):
    said = {"actor": somebody("fatma"), "case": case, "digest": digest_of(plan_of(case))}
    return lambda file: sign_plan(**said, drawing=file)


def plan_paper_door(case):
    speaker = Membership.objects.get(organisation=case.organisation, person=somebody("fatma").person)
    said = {"actor": somebody("karim"), "case": case, "code": digest_of(plan_of(case)), "speaker": speaker}
    return lambda file: keep_signed_plan(**said, signed_on=timezone.localdate(), paper=file)


def convention_signature_door(case):
    convention = to_sign(case)
    said = {"actor": somebody("fatma"), "convention": convention, "side": "enterprise", "digest": convention.digest}
    return lambda file: sign_convention(**said, drawing=file)


def deed_signature_door(case):
    given = grant(case)
    said = {"actor": somebody("fatma"), "handover": given, "digest": digest_of_deed(words_of_deed(given))}
    return lambda file: sign_deed(**said, drawing=file)


def result_door(case):
    told = given_back(case)
    said = {"actor": somebody("fatma"), "diagnosis": told, "digest": digest_of_result(content_of(told))}
    return lambda file: sign_result(**said, drawing=file)


PAPERS = (document_door, version_door, deed_door, convention_door, result_paper_door, outcome_door, plan_paper_door)
DRAWINGS = (plan_door, convention_signature_door, deed_signature_door, result_door)


def named(name: str, content: bytes) -> SimpleUploadedFile:
    """As it would come from somebody who gets around the browser: the name is as they wrote it."""
    upload = SimpleUploadedFile("x", content)
    upload._name = name
    return upload


@pytest.mark.parametrize("door", [*PAPERS, *DRAWINGS], ids=lambda door: door.__name__)
def test_what_is_not_what_it_says_is_refused_at_every_door(door):
    send, kept = door(own_file()), set(StoredFile.objects.values_list("pk", flat=True))
    came_in = []
    for name, content in KIN:
        try:
            send(named(name, content))
            came_in.append(name)
        except Refused as refusal:
            assert len(str(refusal)) > 20 and refusal.code in ("two_endings", "kind", "size", "photo", "picture"), name
    assert came_in == [] and set(StoredFile.objects.values_list("pk", flat=True)) == kept


def png(width: int, height: int, *, whole: bool = True) -> bytes:
    """A picture of that size as its header says it; or one that was cut in the middle."""
    written = io.BytesIO()
    Image.effect_noise((60, 20), 90).save(written, "PNG")
    if not whole:
        return written.getvalue()[: len(written.getvalue()) // 2]
    head = b"IHDR" + struct.pack(">II", width, height) + written.getvalue()[24:29]
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + head + struct.pack(">I", zlib.crc32(head)) + written.getvalue()[33:]


@pytest.mark.parametrize("door", DRAWINGS, ids=lambda door: door.__name__)
def test_a_signature_that_would_not_print_is_refused_and_another_is_kept_as_it_was_drawn(door):
    send, kept = door(own_file()), StoredFile.objects.count()
    for content in (b"\x89PNG\r\n\x1a\n", png(60, 20, whole=False), png(50_000, 50_000), png(0, 20)):
        with pytest.raises(Refused, match="tracez-la") as refusal:
            send(named("signature.png", content))
        assert (refusal.value.field, refusal.value.code) == ("drawing", "picture")
    assert StoredFile.objects.count() == kept
    send(named("signature.png", png(60, 20) + b"<script>"))
    last = StoredFile.objects.latest("pk").content.read()
    drawing = Image.open(io.BytesIO(last))
    drawing.load()
    assert drawing.size == (60, 20) and b"<script>" not in last


@pytest.mark.parametrize("door", PAPERS, ids=lambda door: door.__name__)
@pytest.mark.parametrize(
    "name", ["PV 12.05.2026.pdf", "نظام أساسي.pdf", f"statuts{RIGHT_TO_LEFT}.pdf", "n" * 400 + ".pdf"]
)
def test_a_paper_that_is_one_is_kept_under_a_name_that_hides_nothing(door, name):
    send = door(own_file())
    send(named(name, PDF + b"%other"))
    kept = StoredFile.objects.latest("pk")
    assert kept.name.endswith(".pdf") and len(kept.name) <= 200 and RIGHT_TO_LEFT not in kept.name


def _doors_of(case):
    duty = its_duty()
    key = (duty.organisation.pk, duty.code, duty.period)
    today = timezone.localdate().isoformat()
    return {
        "documents:add_document": ((case.pk,), "file", {"kind": "statutes", "title": "Statuts"}),
        "documents:add_version": ((document_of(case, file=pdf("un.pdf", b"%first")).pk,), "file", {}),
        "handovers:attach_deed": ((scales(case).pk,), "file", {}),
        "conventions:keep_signed_paper": ((to_sign(case).pk,), "paper", {}),
        "diagnoses:keep_signed_result": ((given_back(case).pk,), "paper", {}),
        "dossiers:keep_signed_plan": (
            (case.pk,),
            "paper",
            {
                "code": digest_of(plan_of(case)),
                "speaker": Membership.objects.get(person=somebody("fatma").person).pk,
                "signed_on": today,
            },
        ),
        "duties:record_outcome": (key, "evidence", {"kind": "done", "on": today}),
    }


def test_the_page_says_so_in_a_sentence(as_user):
    case = own_file()
    annual_assembly()
    its_calendar()
    with translation.override("fr"):
        doors = {reverse(name, args=args): (field, body) for name, (args, field, body) in _doors_of(case).items()}
    karim = as_user(somebody("karim"))
    for address, (field, body) in doors.items():
        for name in ("statuts.pdf.exe", "statuts.exe.pdf"):
            answer = karim.post(address, body | {field: SimpleUploadedFile(name, PDF)})
            assert answer.status_code in (200, 400) and "deux extensions" in answer.content.decode(), address


def test_no_other_form_of_these_rooms_takes_a_file():
    """Demands bring none. A new one is to be among the doors above."""
    known = {"AddDocumentForm", "AddVersionForm", "AttachDeedForm", "KeepSignedPaperForm", "RecordOutcomeForm"}
    known |= {
        "KeepSignedResultForm",
        "KeepSignedPlanForm",
        "SignPlanForm",
        "SignDeedForm",
        "SignResultForm",
        "SignConventionForm",
    }
    takes = set()
    for room in ROOMS_OF_A_FILE:
        forms = vars(importlib.import_module(f"taghyir.{room}.forms")).values()
        for form in forms:
            if isinstance(form, type) and issubclass(form, BaseForm):
                takes |= {form.__name__ for one in form.base_fields.values() if isinstance(one, FileField)}
    assert takes == known

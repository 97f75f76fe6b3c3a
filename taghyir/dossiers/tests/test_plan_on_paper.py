"""The plan is printed with its code, signed with a pen, and its sheet comes back as the signature of who signed it."""

import io
import json
import zipfile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from taghyir.accompaniment.tests.factories import day
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.directory.models import Membership
from taghyir.documents.tests.factories import PDF, photo
from taghyir.dossiers.actions import keep_signed_plan
from taghyir.dossiers.models import Signature
from taghyir.dossiers.queries import code_of, digest_of, plan_of
from taghyir.dossiers.tests.factories import own_file, signature_on
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return own_file()


def fatma_in(case) -> Membership:
    return Membership.objects.get(organisation=case.organisation, person=somebody("fatma").person)


def sheet(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.pdf", content, "application/pdf")


def kept(case, by="karim", **said) -> Signature:
    known = {"code": code_of(digest_of(plan_of(case))), "speaker": fatma_in(case), "signed_on": timezone.localdate()}
    return keep_signed_plan(actor=somebody(by), case=case, **{"paper": sheet(), **known, **said})


def test_the_plan_is_printed_with_its_code_and_its_digest_in_both_scripts(as_user, case):
    fatma, digest = as_user(somebody("fatma")), digest_of(plan_of(case))
    for language, words in {
        "fr": ("Préparerledossier", "Codedeceplan", "Fonction"),
        "ar": ("المخطط", "التوقيع"),
    }.items():
        paper = PdfReader(io.BytesIO(fatma.get(f"/{language}/own-files/{case.pk}/plan.pdf").content))
        letters = "".join("".join(one.extract_text().replace("\u202a", "").split()) for one in paper.pages)
        assert [one for one in (*words, digest) if one not in letters] == []
        assert letters.count(digest[:8]) == 3, "beside the places to sign, in the digest, at the foot of the sheet"
    assert Entry.objects.filter(verb="plan.taken", actor=somebody("fatma")).count() == 2
    case.objectives.all().delete()
    assert fatma.get(f"/fr/own-files/{case.pk}/plan.pdf").status_code == 404


def test_the_sheet_comes_back_as_the_signature_of_who_signed_it(as_user, case):
    karim, door = as_user(somebody("karim")), f"/fr/own-files/{case.pk}/signed-paper/"
    assert door in karim.get(f"/fr/own-files/{case.pk}/").content.decode()
    code = code_of(digest_of(plan_of(case))).upper().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    sent = {"code": code, "speaker": fatma_in(case).pk, "signed_on": day(0)}
    assert karim.post(door, sent | {"paper": photo("plan.jpg")}).status_code == 302
    signed = case.signatures.get()
    assert (signed.signer, signed.signed_by, signed.day) == (str(somebody("fatma").person), somebody("karim"), day(0))
    assert (signed.digest, signed.plan) == (digest_of(plan_of(case)), plan_of(case))
    fatma = as_user(somebody("fatma"))
    page = fatma.get(f"/fr/own-files/{case.pk}/").content.decode()
    assert "le papier signé" in page and "le plan d’aujourd’hui" in page and "Ce qui attend votre signature" not in page
    assert fatma.get(f"/fr/own-files/signatures/{signed.pk}/")["Content-Type"] == "image/jpeg"
    read = fatma.get(f"/fr/own-files/signatures/{signed.pk}/plan/").content.decode()
    assert "papier signé, gardé par Karim" in read
    run_reactions()
    (letter,) = mail.outbox
    assert letter.to == [somebody("fatma").email] and "Karim" in letter.body and f"/own-files/{case.pk}/" in letter.body
    taken = b"".join(fatma.get(f"/fr/own-files/{case.pk}/take.zip").streaming_content)
    archive, root = zipfile.ZipFile(io.BytesIO(taken)), case.number
    (whole,) = json.loads(archive.read(f"{root}/{root}.json"))["signatures"]
    assert whole["signed_on"] == day(0).isoformat()
    assert archive.read(f"{root}/{whole['signed_paper']}") == signed.drawing.content.open("rb").read()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"code": "0000 0000"}, "code"),
        ({"code": ""}, "code"),
        ({"signed_on": day(-1)}, "signed_on"),
        ({"signed_on": day(4000)}, "signed_on"),
        ({"paper": b"<svg/>"}, "paper"),
    ],
)
def test_a_sheet_of_another_plan_another_time_or_that_is_none_is_refused(as_user, case, said, field):
    known = {"code": code_of(digest_of(plan_of(case))), "speaker": fatma_in(case).pk, "signed_on": day(0)}
    sent = {**known, **said, "paper": sheet(said.get("paper", PDF))}
    answer = as_user(somebody("karim")).post(f"/fr/own-files/{case.pk}/signed-paper/", sent)
    assert list(answer.context["form"].errors) == [field] and not Signature.objects.exists()


def test_one_sheet_is_kept_once_of_who_speaks_by_who_works_on_the_file(case):
    signature_on(case)
    with pytest.raises(Refused, match="déjà signé") as refusal:
        kept(case)
    assert refusal.value.field == "speaker"
    code = code_of(digest_of(plan_of(case)))
    case.objectives.create(words="Vendre à Oujda")
    with pytest.raises(Refused, match="imprimez"):
        kept(case, code=code)
    assert kept(case).is_on_paper
    for who in ("fatma", "ines", "hedi"):
        with pytest.raises(NotAllowed):
            kept(case, by=who)
    Membership.objects.filter(pk=fatma_in(case).pk).update(function="member", is_board=False)
    case.objectives.create(words="Vendre à Fès")
    with pytest.raises(Refused, match="parle pas"):
        kept(case)

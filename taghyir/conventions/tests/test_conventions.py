"""A convention is drafted, locked, signed by both, or on paper, and ended."""

import datetime as dt
import io

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from taghyir.accompaniment.actions import close_case
from taghyir.conventions.actions import (
    change_draft,
    draft_convention,
    end_convention,
    keep_signed_paper,
    lock_convention,
    sign_convention,
)
from taghyir.conventions.models import Convention
from taghyir.conventions.queries import convention_of, digest_of, speakers_of
from taghyir.conventions.tests.factories import FIRST_DAY, drafted, drawn, own_case, picture, sign, signed, to_sign
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.testing import run_reactions
from taghyir.directory.models import Membership
from taghyir.directory.tests.factories import MembershipFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Territory

pytestmark = pytest.mark.django_db
OTHERS = ("hedi", "ines", "noor", "leila")


def test_it_is_filled_from_the_file_in_its_language():
    draft = drafted()
    assert (draft.state, draft.starts_on, draft.ends_on) == ("drafted", FIRST_DAY, dt.date(2027, 2, 28))
    for words in ("Coopérative Tifawin", "Fatma", "Karim", draft.case.number, "Zaïo", "13 mois"):
        assert words in draft.text, words
    assert "{" not in draft.text
    again = drafted(language="ar", months=12)
    assert again.pk == draft.pk and "اتفاقية مواكبة" in again.text and "تعاونية تيفاوين" in again.text


def test_only_who_works_on_the_file_drafts_changes_and_locks():
    case = own_case()
    for who in ("fatma", *OTHERS):
        with pytest.raises(NotAllowed):
            draft_convention(actor=somebody(who), case=case, language="fr", starts_on=FIRST_DAY, months=12)
    draft = drafted(case)
    for who in ("fatma", *OTHERS):
        with pytest.raises(NotAllowed):
            change_draft(actor=somebody(who), convention=draft, text="Non")
        with pytest.raises(NotAllowed):
            lock_convention(actor=somebody(who), convention=draft)
    for wrong in ({"months": 0}, {"months": 61}, {"language": "es"}, {"speaker": MembershipFactory()}):
        with pytest.raises(Refused):
            drafted(case, **wrong)


def test_from_when_it_is_to_be_signed_its_text_does_not_change():
    draft = drafted()
    changed = change_draft(actor=somebody("karim"), convention=draft, text="Les mardis seulement.\r\n")
    assert changed.text == "Les mardis seulement."
    with pytest.raises(Refused):
        change_draft(actor=somebody("karim"), convention=draft, text=" \r\n")
    locked = lock_convention(actor=somebody("karim"), convention=draft)
    assert (locked.state, locked.digest) == ("to_sign", digest_of("Les mardis seulement."))
    for late in (
        lambda: change_draft(actor=somebody("karim"), convention=locked, text="Non"),
        lambda: lock_convention(actor=somebody("karim"), convention=locked),
        lambda: drafted(locked.case),
    ):
        with pytest.raises(Refused):
            late()


def test_both_sides_sign_what_was_read_and_then_it_is_signed():
    convention = to_sign()
    run_reactions()
    assert [letter.to for letter in mail.outbox] == [["fatma@taghyir.example"]]
    with pytest.raises(Refused) as refusal:
        sign("fatma", convention, "enterprise", digest="0" * 64)
    assert refusal.value.code == "changed"
    first = sign("fatma", convention, "enterprise")
    assert (first.function, first.on_screen_of) == ("présidence", somebody("fatma"))
    with pytest.raises(Refused, match="déjà signé"):
        sign("fatma", convention, "enterprise")
    convention.refresh_from_db()
    assert convention.state == "to_sign"
    sign("amina", convention, "mechanism")
    convention.refresh_from_db()
    assert convention.state == "signed" and convention.signed_at
    with pytest.raises(Refused):
        sign("karim", convention, "mechanism")


def test_who_does_not_speak_for_a_side_does_not_sign_for_it():
    convention = to_sign()
    pen = {"convention": convention, "digest": convention.digest, "drawing": drawn()}
    for who in OTHERS:
        for side in ("enterprise", "mechanism"):
            with pytest.raises(NotAllowed):
                sign_convention(actor=somebody(who), side=side, **pen)
    with pytest.raises(NotAllowed):
        sign_convention(actor=somebody("fatma"), side="mechanism", **pen)
    Membership.objects.filter(person=somebody("fatma").person).update(function="member", is_board=False)
    with pytest.raises(NotAllowed):
        sign_convention(actor=somebody("fatma"), side="enterprise", **pen)
    MembershipFactory(organisation=convention.case.organisation, person=somebody("karim").person, is_board=True)
    with pytest.raises(NotAllowed):
        sign_convention(actor=somebody("karim"), side="mechanism", **pen)


def test_without_an_account_one_signs_on_the_screen_that_is_handed_over():
    convention = to_sign()
    with pytest.raises(Refused) as refusal:
        sign("karim", convention, "enterprise")
    assert refusal.value.field == "speaker"
    with pytest.raises(Refused):
        sign("karim", convention, "enterprise", speaker=MembershipFactory())
    kept = sign("karim", convention, "enterprise", speaker=speakers_of(convention.case).get())
    assert "Fatma" in kept.name and kept.on_screen_of == somebody("karim")


def test_a_signature_is_a_picture():
    convention = to_sign()
    for name, content in (("a.png", b"<svg/>"), ("a.svg", b"<svg/>"), ("a.png.exe", picture())):
        with pytest.raises(Refused):
            sign("fatma", convention, "enterprise", drawing=SimpleUploadedFile(name, content))


def paper(name, content):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_of_the_paper_is_kept_without_what_the_camera_wrote(form):
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera of Fatma", 6  # who made it; to be turned
    content = picture(form, (4_000, 1_000), exif=exif)
    photo = paper(f"signe.{form.casefold()}", content)
    kept = keep_signed_paper(actor=somebody("karim"), convention=to_sign(), paper=photo)
    written = kept.paper.content.open("rb").read()
    read = Image.open(io.BytesIO(written))
    assert kept.state == "signed" and b"Camera of Fatma" not in written and not dict(read.getexif())
    assert read.size == (750, 3_000), "upright, and no larger than needed"


def test_a_pdf_is_kept_and_what_only_says_so_is_refused():
    convention, karim = to_sign(), somebody("karim")
    wrong = (
        ("statuts.pdf.exe", b"%PDF-1.7"),
        ("statuts.pdf", b"MZ\x90\x00"),
        ("statuts.pdf", picture()),
        ("photo.png", b"%PDF-1.7"),
        ("photo.jpg", picture("JPEG", (60, 60))[:120]),
        ("photo.gif", picture("GIF")),
        ("vide.pdf", b""),
        ("grand.pdf", b"%PDF-1.7" + b"0" * 10_000_001),
        ("large.png", picture("PNG", (7_000, 6_000))),
    )
    for name, content in wrong:
        with pytest.raises(Refused):
            keep_signed_paper(actor=karim, convention=convention, paper=paper(name, content))
    for who in ("fatma", *OTHERS):
        with pytest.raises(NotAllowed):
            keep_signed_paper(actor=somebody(who), convention=convention, paper=paper("a.pdf", b"%PDF-1.7"))
    kept = keep_signed_paper(actor=karim, convention=convention, paper=paper("a.pdf", b"%PDF-1.7"))
    assert (kept.state, kept.paper.content_type) == ("signed", "application/pdf")


def test_it_ends_with_a_reason_and_another_one_may_be_drafted():
    convention = signed()
    for who in ("fatma", *OTHERS):
        with pytest.raises(NotAllowed):
            end_convention(actor=somebody(who), convention=convention, end_reason="Non")
    with pytest.raises(Refused):
        end_convention(actor=somebody("karim"), convention=convention, end_reason=" ")
    Territory.objects.update(approves_exits=True)  # how files end is another matter
    convention = Convention.objects.get(pk=convention.pk)
    end_convention(actor=somebody("karim"), convention=convention, end_reason="Nouveau plan")
    with pytest.raises(Refused):
        end_convention(actor=somebody("karim"), convention=convention, end_reason="Encore")
    another = drafted(convention.case)
    assert another.pk != convention.pk and convention_of(convention.case) == another
    run_reactions()
    assert any("Nouveau plan" in letter.body for letter in mail.outbox if letter.to == ["fatma@taghyir.example"])


def test_the_convention_of_a_closed_file_has_ended():
    convention = signed()
    close_case(actor=somebody("karim"), case=convention.case, exit="achieved", exit_reason="Tout est fait")
    run_reactions()
    run_reactions()
    ended = Convention.objects.get()
    assert ended.state == "ended" and ended.end_reason == "L’accompagnement est clos."

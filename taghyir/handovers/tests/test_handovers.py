"""What is handed over has a currency, a source and a deed that is signed once."""

import io
from decimal import Decimal

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from pypdf import PdfReader

from taghyir.accompaniment.tests.factories import CaseFactory, day
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.directory.models import Membership
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory, tifawin
from taghyir.documents.models import Document
from taghyir.documents.tests.factories import pdf
from taghyir.handovers.actions import attach_deed, change_handover, record_handover, sign_deed
from taghyir.handovers.models import HandOver
from taghyir.handovers.queries import digest_of, totals_by_currency, words_of_deed
from taghyir.handovers.tests.factories import drawn, grant, scales, signed
from taghyir.people.tests.factories import somebody
from taghyir.tables.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory(organisation=tifawin())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": None, "currency": ""}, "conflict"),
        ({"amount": "0"}, "invalid"),
        ({"amount": "-5"}, "invalid"),
        ({"currency": ""}, "conflict"),
        ({"currency": "BTC"}, "invalid"),
        ({"amount": "10.005", "currency": "MAD"}, "decimals"),
        ({"amount": "10.005", "currency": "EUR"}, "decimals"),
        ({"source": ""}, "invalid"),
        ({"what": ""}, "invalid"),
        ({"kind": "equipment", "state": ""}, "conflict"),
        ({"serial": "BX-77"}, "conflict"),
        ({"handed_on": day(-1)}, "future"),
        ({"handed_on": day(61)}, "before"),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(case, change, code):
    if "amount" in change and change["amount"]:
        change = change | {"amount": Decimal(change["amount"])}
    with pytest.raises(Refused) as refusal:
        grant(case, **{"amount": Decimal("12.5")} | change)
    assert refusal.value.code == code and not HandOver.objects.exists()


def test_each_currency_has_its_decimals_and_its_own_total(case):
    grant(case, amount=Decimal("1.5"))
    grant(case, amount=Decimal("2.25"))
    grant(case, amount=Decimal("0.125"), currency="TND")
    scales(case)
    assert totals_by_currency(HandOver.objects.all()) == [
        (Money(Decimal("3.75"), "MAD"), 2),
        (Money(Decimal("0.125"), "TND"), 1),
    ]


def test_only_who_works_on_an_open_file_hands_over(case):
    for who in ("fatma", "hedi", "ines", "leila"):
        with pytest.raises(NotAllowed):
            record_handover(actor=somebody(who), case=case, kind="grant")
    closed = CaseFactory(organisation__name="Fermée", closed_on=day(1), exit="moved", exit_reason="x")
    with pytest.raises(Refused) as refusal:
        grant(closed, amount=Decimal(5))
    assert refusal.value.code == "closed"


def test_a_deed_is_signed_once_as_it_stands_and_nothing_changes_after(case):
    handover = scales(case)
    digest = digest_of(words_of_deed(handover))
    handover = change_handover(actor=somebody("karim"), handover=handover, serial="BX-78")
    assert Entry.objects.get(verb="handover.changed").details["changes"] == {"serial": ["BX-77", "BX-78"]}
    with pytest.raises(Refused) as changed:
        sign_deed(actor=somebody("fatma"), handover=handover, digest=digest, drawing=drawn())
    assert changed.value.code == "changed"
    signature = signed(handover)
    assert signature.words["serial"] == "BX-78" and signature.function == "president"
    for again in (lambda: signed(handover), lambda: change_handover(actor=somebody("karim"), handover=handover)):
        with pytest.raises(Refused) as refusal:
            again()
        assert refusal.value.code == "signed"


def test_who_does_not_speak_for_the_enterprise_signs_nothing(case):
    handover = scales(case)
    Membership.objects.filter(person=somebody("fatma").person).update(function="member", is_board=False)
    for who in ("fatma", "karim", "amina"):
        with pytest.raises(NotAllowed):
            signed(handover, by=who)
    assert not Entry.objects.filter(verb="deed.signed").exists()


def test_a_deed_on_paper_is_a_document_of_the_file_shown_to_its_members(case):
    handover = scales(case)
    with pytest.raises(Refused):
        attach_deed(actor=somebody("karim"), handover=handover, file=SimpleUploadedFile("acte.pdf.exe", b"MZ"))
    attached = attach_deed(actor=somebody("karim"), handover=handover, file=pdf("acte.pdf"))
    document = Document.objects.get()
    assert (attached.deed, document.kind, document.is_shared, document.case) == (document, "deed", True, case)
    attach_deed(actor=somebody("karim"), handover=attached, file=pdf("acte.pdf", b"%2"))
    assert document.versions.count() == 2
    with pytest.raises(NotAllowed):
        attach_deed(actor=somebody("fatma"), handover=handover, file=pdf("acte.pdf"))


def test_the_deed_says_it_all_in_two_languages_with_the_signature(as_user, case):
    handover = grant(case, amount=Decimal("12500.5"))
    signed(handover)
    fatma = as_user(somebody("fatma"))
    with override("fr"):
        paper = PdfReader(io.BytesIO(fatma.get(f"/fr/handovers/{handover.pk}/deed.pdf").content))
    text = paper.pages[0].extract_text()
    assert case.number in text and "Achat de bocaux" in text and "AECID" in text and "12500.50" in text.replace(" ", "")
    assert list(paper.pages[0].images)
    type(case.organisation).objects.filter(pk=case.organisation_id).update(name="Autre nom")
    papers = [fatma.get(f"/{language}/handovers/{handover.pk}/deed.pdf").content for language in ("fr", "ar")]
    french, arabic = (PdfReader(io.BytesIO(paper)).pages[0].extract_text() for paper in papers)
    code = handover.signature.digest[:16]
    assert code in french and code in arabic and "Karim" in french and "Autre nom" not in french
    assert Entry.objects.filter(verb="deed.taken").count() == 3


def test_what_is_signed_is_the_same_in_every_language(case):
    handover, digests = scales(case), set()
    for language in ("fr", "ar", "es", "ar-tn"):
        with override(language):
            digests.add(digest_of(words_of_deed(handover)))
    assert len(digests) == 1 and words_of_deed(handover)["handed_by"] == ["Karim Azzouzi", "كريم العزوزي"]


def test_it_is_recorded_and_signed_on_the_pages(as_user, case):
    sheet = {"kind": "grant", "what": "Étiquettes", "amount": "1 300,50", "currency": "MAD", "source": "AECID"}
    sheet["handed_on"] = day(1).isoformat()
    answer = as_user(somebody("karim")).post(f"/fr/handovers/of/{case.pk}/record/", sheet)
    handover = HandOver.objects.get()
    assert answer.headers["Location"] == handover.get_absolute_url() and handover.amount == Decimal("1300.5")
    fatma = as_user(somebody("fatma"))
    page = fatma.get(f"/fr/handovers/{handover.pk}/sign/")
    digest = page.context["form"].initial["digest"]
    fatma.post(f"/fr/handovers/{handover.pk}/sign/", {"digest": digest, "drawing": drawn()})
    assert handover.signature.digest == digest
    assert (
        f"/fr/handovers/of/{case.pk}/record/"
        in as_user(somebody("karim")).get(case.get_absolute_url()).content.decode()
    )


def test_the_list_is_searched_filtered_taken_away_and_costs_the_same(as_user, case):
    other = CaseFactory(organisation=OrganisationFactory(name="Argana"))
    grant(case, amount=Decimal(10), what="=1+1")
    signed(scales(case))
    attach_deed(actor=somebody("karim"), handover=grant(other, amount=Decimal(5), currency="EUR"), file=pdf("a.pdf"))
    karim = as_user(somebody("karim"))

    def found(**asked):
        return {one.what for one in karim.get("/fr/handovers/", asked).context["listing"].rows}

    assert found(q="argana") == found(currency="EUR") == {"Achat de bocaux"}
    assert found(q="bx-77") == found(kind="equipment") == {"Balance"}
    assert found(signed="no") == {"=1+1"} and found(signed="yes") == {"Balance", "Achat de bocaux"}
    taken = b"".join(karim.get("/fr/handovers/?format=csv").streaming_content).decode()
    assert "'=1+1" in taken and "Fatma" in taken and "BX-77" in taken
    assert as_user(somebody("hedi")).get("/fr/handovers/").context["listing"].count == 0
    karim = as_user(somebody("karim"))
    with CaptureQueriesContext(connection) as few:
        karim.get("/fr/handovers/")
    for n in range(27):
        grant(case, amount=Decimal(n + 1))
    with CaptureQueriesContext(connection) as many:
        assert karim.get("/fr/handovers/").status_code == 200
    assert len(many) == len(few) <= 12


def test_a_deed_to_sign_and_a_signed_one_are_told_with_a_link_once(case):
    member = MembershipFactory(organisation=case.organisation, person=somebody("youssef").person, function="member")
    handover = grant(case)
    run_reactions()
    (asked,) = mail.outbox
    assert asked.to == [somebody("fatma").email] and handover.get_absolute_url() in asked.body
    signed(handover)
    run_reactions()
    run_reactions()
    told = mail.outbox[1:]
    assert {one.to[0] for one in told} == {somebody(who).email for who in ("youssef", "karim")} and len(told) == 2
    assert all("Fatma" in one.body and "Achat de bocaux" in one.body for one in told)
    assert member.person.user.notices.get().link == handover.get_absolute_url()

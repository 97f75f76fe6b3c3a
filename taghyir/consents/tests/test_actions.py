import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from taghyir.consents import queries
from taghyir.consents.actions import (
    add_proof,
    end_consent,
    load_consent_texts,
    record_consent,
    record_consents,
    warn_of_consent,
    withdraw_consent,
    withdraw_every_consent,
    write_consent_text,
)
from taghyir.consents.models import Consent, ConsentText
from taghyir.consents.reactions import watch_consents
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, StoredFile, private_storage
from taghyir.core.testing import run_reactions
from taghyir.people.models import User
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
PURPOSES = set(ConsentText.Purpose.values)


@pytest.fixture
def photo(capsys):
    """What it takes to record that Fatma may be photographed."""
    call_command("load_consent_texts")
    return {
        "actor": somebody("karim"),
        "person": somebody("fatma").person,
        "purpose": "photo",
        "language": "ar",
        "explained_in": "tarifit",
        "manner": "spoken",
        "witness": "Habiba Bennani",
    }


def test_there_are_words_for_each_purpose_in_four_languages(photo):
    texts = {(t.purpose, t.language): t.text for t in ConsentText.objects.order_by("version")}
    assert texts.keys() == {(purpose, language) for purpose in PURPOSES for language in ("fr", "ar", "es", "en")}
    assert len(set(texts.values())) == len(texts)
    for language in ("fr", "ar"):
        assert {t.purpose for t in queries.present_consent_texts(language)} == PURPOSES


def test_words_already_there_are_never_changed(photo):
    known = ConsentText.objects.count()
    ConsentText.objects.filter(purpose="photo", language="fr").update(text="Autre texte.")
    load_consent_texts(actor=User.objects.robot())
    assert queries.consent_text("photo", "fr").text == "Autre texte."
    assert ConsentText.objects.count() == known
    with pytest.raises(NotAllowed):
        load_consent_texts(actor=somebody("amina"))


def test_a_consent_keeps_its_words_their_version_and_how_it_was_given(photo):
    ConsentText.objects.create(purpose="photo", language="ar", version=9, text="نص جديد")
    consent = record_consent(**photo)
    assert (consent.text.version, consent.text.language) == (9, "ar")
    assert (consent.explained_in, consent.manner, consent.witness) == ("tarifit", "spoken", "Habiba Bennani")
    assert consent.collected_by == photo["actor"]
    assert queries.has_agreed(photo["person"], "photo")
    assert not queries.has_agreed(photo["person"], "video")


def test_what_was_agreed_is_taken_back_in_one_act(photo):
    fatma, consent = somebody("fatma"), record_consent(**photo)
    withdraw_consent(actor=fatma, consent=consent, reason="Je ne veux plus.")
    assert not queries.has_agreed(fatma.person, "photo")
    details = Entry.objects.get(verb="consent.withdrawn").details
    assert details == {"person": fatma.person.pk, "purpose": "photo"}
    with pytest.raises(Refused):
        withdraw_consent(actor=fatma, consent=consent)
    record_consent(**photo)
    assert Consent.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"witness": ""},
        {"given_on": dt.date(2099, 1, 1)},
        {"language": "xx"},
        {"purpose": "unknown"},
        {"manner": "winked"},
    ],
    ids=["no witness", "a day to come", "no such language", "no such purpose", "no such manner"],
)
def test_a_consent_that_would_prove_nothing_is_refused(photo, change):
    with pytest.raises(Refused):
        record_consent(**photo | change)
    assert not Consent.objects.exists()


def test_the_same_thing_is_not_agreed_to_twice_at_once(photo):
    record_consent(**photo)
    with pytest.raises(Refused):
        record_consent(**photo)


def test_who_agrees_for_somebody_of_unknown_age_says_it_first(photo):
    unknown = photo | {"person": PersonFactory(age_band="", territory=TerritoryFactory())}
    for age, field in (("", "age_band"), ("0-99", "age_band"), ("0-17", "guardian")):
        with pytest.raises(Refused) as refusal:
            record_consent(**unknown | {"age_band": age, "manner": "written"})
        assert refusal.value.field == field
    assert record_consent(**unknown | {"age_band": "60+"}).person.age_band == "60+"


def test_for_a_child_the_guardian_decides_and_in_tunisia_the_judge_too(photo):
    written = photo | {"manner": "written", "person": PersonFactory(age_band="0-17", territory=TerritoryFactory())}
    mother = {"guardian": "Malika", "guardian_is": "mère"}
    for wrong, field in (
        ({}, "guardian"),
        ({"guardian": "Malika"}, "guardian"),
        (mother | {"manner": "spoken"}, "manner"),
    ):
        with pytest.raises(Refused) as refusal:
            record_consent(**written | wrong)
        assert refusal.value.field == field
    assert record_consent(**written | mother).guardian_is == "mère"
    of_kef = PersonFactory(age_band="0-17", territory=TerritoryFactory(code="KEF"))
    written |= mother | {"actor": somebody("hedi"), "person": of_kef}
    with pytest.raises(Refused) as refusal:
        record_consent(**written)
    assert refusal.value.field == "judge"
    assert record_consent(**written, judge="n° 12, 3 mai 2026").judge


def test_in_tunisia_agreement_is_written(photo):
    of_kef = photo | {"actor": somebody("hedi"), "person": PersonFactory(territory=TerritoryFactory(code="KEF"))}
    with pytest.raises(Refused):
        record_consent(**of_kef)
    assert record_consent(**of_kef | {"manner": "written", "witness": ""}).given_on == timezone.localdate()


def test_consents_are_collected_where_one_works_and_never_by_oneself(photo):
    for name in ("hedi", "ines", "salma", "fatma"):
        with pytest.raises(NotAllowed):
            record_consent(**photo | {"actor": somebody(name)})
    with pytest.raises(NotAllowed):
        record_consent(**photo | {"person": photo["actor"].person})
    consent = record_consent(**photo)
    for name in ("hedi", "ines", "noor"):
        with pytest.raises(NotAllowed):
            withdraw_consent(actor=somebody(name), consent=consent)


def paper(name="accord.pdf", content=b"%PDF-1.4 signed"):
    return SimpleUploadedFile(name, content)


def several(photo, **changed):
    shared = {name: value for name, value in photo.items() if name != "purpose"} | {"manner": "written", "witness": ""}
    return shared | {"purposes": ["photo", "internet"], "proof": paper()} | changed


def test_several_purposes_stand_on_one_paper_and_all_or_none_is_recorded(photo):
    record_consent(**photo | {"purpose": "internet"})
    with pytest.raises(Refused):
        record_consents(**several(photo))
    assert not queries.has_agreed(photo["person"], "photo"), "all or none"
    folder = Path(private_storage().location)
    assert not [path for path in folder.rglob("*") if path.is_file()], "nor does the paper stay on the disk"
    record_consents(**several(photo, purposes=["photo", "press"]))
    photographed, pressed = Consent.objects.filter(text__purpose__in=["photo", "press"]).order_by("pk")
    assert photographed.proof == pressed.proof
    assert Entry.objects.get(verb="consents.recorded").details == {"purposes": ["photo", "press"]}
    for wrong in ({"purposes": []}, {"manner": "screen", "proof": None, "purposes": ["voice"]}):
        with pytest.raises(Refused):
            record_consents(**several(photo, **wrong))


@pytest.mark.parametrize(
    "manner, name, content",
    [
        ("written", "statuts.pdf.exe", b"MZ\x90"),
        ("written", "page.html", b"<script>alert(1)</script>"),
        ("screen", "voice.webm", b"\x1aE\xdf\xa3webm"),
        ("spoken", "accord.pdf", b"%PDF-1.4"),
        ("written", "empty.pdf", b""),
    ],
)
def test_what_proves_nothing_is_refused_and_nothing_is_kept(photo, manner, name, content):
    with pytest.raises(Refused):
        record_consents(**several(photo, manner=manner, witness="Malika", proof=paper(name, content)))
    assert not Consent.objects.exists()
    assert not StoredFile.objects.exists()


def test_proof_comes_later_once_and_is_never_replaced(photo):
    consent = record_consent(**photo | {"manner": "written", "witness": ""})
    with pytest.raises(NotAllowed):
        add_proof(actor=somebody("hedi"), consent=consent, proof=paper())
    consent = add_proof(actor=photo["actor"], consent=consent, proof=paper())
    assert consent.proof.name == "accord.pdf"
    with pytest.raises(Refused):
        add_proof(actor=photo["actor"], consent=consent, proof=paper("autre.pdf"))


def test_everything_is_taken_back_in_one_act(photo):
    fatma = somebody("fatma")
    record_consents(**several(photo, purposes=["photo", "voice", "press"]))
    with pytest.raises(NotAllowed):
        withdraw_every_consent(actor=somebody("noor"), person=fatma.person)
    withdraw_every_consent(actor=fatma, person=fatma.person)
    assert not Consent.objects.standing().exists()
    assert Entry.objects.filter(verb="consent.withdrawn").count() == 3
    with pytest.raises(Refused):
        withdraw_every_consent(actor=fatma, person=fatma.person)


def test_what_ends_is_said_before_and_noticed_after(photo, mailoutbox):
    today, robot, _amina = timezone.localdate(), User.objects.robot(), somebody("amina")
    consent = record_consent(**photo, expires_on=today + dt.timedelta(days=20))
    assert consent.state == "ending"
    watch_consents(0)
    watch_consents(0)
    run_reactions()
    assert [(mail.to, "prend fin" in mail.body) for mail in mailoutbox] == [([photo["actor"].email], True)]
    with pytest.raises(Refused):
        end_consent(actor=robot, consent=consent)
    for act in (warn_of_consent, end_consent):
        with pytest.raises(NotAllowed):
            act(actor=photo["actor"], consent=consent)
    past = {"given_on": today - dt.timedelta(days=9), "expires_on": today - dt.timedelta(days=1)}
    Consent.objects.update(**past)
    assert not queries.has_agreed(photo["person"], "photo")
    assert Consent.objects.get().state == "over"
    watch_consents(0)
    watch_consents(0)
    assert Entry.objects.filter(verb="consent.ended").count() == 1
    mailoutbox.clear()
    run_reactions()
    assert {address for mail in mailoutbox for address in mail.to} == {somebody("amina").email}
    with pytest.raises(Refused):
        record_consent(**photo | {"purpose": "voice"}, expires_on=today - dt.timedelta(days=1))


def test_who_coordinates_the_territory_is_told_what_to_take_down(photo, mailoutbox):
    somebody("amina")
    withdraw_consent(actor=somebody("fatma"), consent=record_consent(**photo))
    run_reactions()
    told = {address: mail.body for mail in mailoutbox for address in mail.to}
    assert somebody("amina").email in told
    assert "photographie" in told[somebody("amina").email]
    mailoutbox.clear()
    pilar, of_nowhere = somebody("pilar"), PersonFactory(territory=None)
    consent = record_consent(**photo | {"actor": User.objects.robot(), "person": of_nowhere})
    withdraw_consent(actor=User.objects.robot(), consent=consent)
    run_reactions()
    assert [mail.to for mail in mailoutbox] == [[pilar.email]], "whose territory nobody knows, the programme speaks for"


def test_new_words_are_written_in_every_language_at_once(photo):
    pilar, before = somebody("pilar"), record_consent(**photo)
    words = dict.fromkeys(("fr", "ar", "es", "en"), "Mots nouveaux")
    with pytest.raises(NotAllowed):
        write_consent_text(actor=somebody("amina"), purpose="photo", texts=words)
    with pytest.raises(Refused) as refusal:
        write_consent_text(actor=pilar, purpose="photo", texts=words | {"ar": " "})
    assert refusal.value.field == "text_ar"
    write_consent_text(actor=pilar, purpose="photo", texts=words)
    assert queries.consent_text("photo", "ar").text == "Mots nouveaux"
    before.refresh_from_db()
    assert before.text.text.startswith("يمكن"), "what was agreed to keeps its own words"

import datetime as dt
import io
import zlib
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from PIL import Image

from taghyir.cards.actions import (
    add_photo,
    move_photo,
    propose_relation,
    put_photo_first,
    remove_photo,
    set_hours,
    write_words,
)
from taghyir.cards.models import Opening, Photo, Reach, Words
from taghyir.cards.queries import kept_photos_of, photos_of, week_of, words_for
from taghyir.cards.tests.factories import photo_file, photo_of, tie
from taghyir.consents.actions import record_consent, withdraw_consent
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, StoredFile
from taghyir.directory.actions import name_keeper
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.duplicates.actions import merge_organisations, undo_merge
from taghyir.people.tests.factories import PersonFactory, somebody

pytestmark = pytest.mark.django_db
AT = dt.time.fromisoformat
NOBODY = AnonymousUser()


@pytest.fixture
def karim():
    return somebody("karim")


@pytest.fixture
def card():
    return tifawin(is_public=True)


def test_it_says_who_it_is_in_the_language_of_the_reader_and_says_so_when_it_is_another(karim, card):
    assert words_for(card, "fr") is None
    write_words(
        actor=karim, organisation=card, words={"ar": "نحن اثنتا عشرة امرأة", "fr": "Nous sommes douze", "es": ""}
    )
    assert (words_for(card, "fr").words, words_for(card, "fr").is_asked) == ("Nous sommes douze", True)
    in_spanish = words_for(card, "es")
    assert (in_spanish.language, in_spanish.is_asked) == ("fr", False)
    assert [one.language for one in in_spanish.others] == ["ar"]
    write_words(actor=karim, organisation=card, words={"fr": " "})
    left = words_for(card, "fr")
    assert (left.language, left.is_asked, left.is_right_to_left) == ("ar", False, True)
    with pytest.raises(Refused):
        write_words(actor=karim, organisation=card, words={"fr": "x" * 2_001})
    assert Words.objects.count() == 1


def test_its_own_people_keep_it_and_nobody_else(card):
    fatma = somebody("fatma")
    acts = (
        lambda who: write_words(actor=who, organisation=card, words={"fr": "Nous"}),
        lambda who: set_hours(actor=who, organisation=card, hours={0: [(AT("09:00"), AT("12:00"))]}),
        lambda who: photo_of(card, actor=who),
        lambda who: propose_relation(
            actor=who, organisation=card, kind="supplies", other=OrganisationFactory(is_public=True)
        ),
    )
    for name in ("fatma", "hedi", "ines", "noor"):
        for act in acts:
            with pytest.raises(NotAllowed):
                act(somebody(name))
    name_keeper(actor=somebody("amina"), organisation=card, person=fatma.person)
    for act in acts:
        act(fatma)
    with pytest.raises(NotAllowed):
        remove_photo(actor=somebody("hedi"), photo=Photo.objects.get())


def test_a_week_is_written_whole_and_it_is_open_by_the_clock_of_its_territory(karim, card, monkeypatch):
    hours = {day: [(AT("08:30"), AT("12:00")), (AT("14:00"), AT("18:00"))] for day in range(5)}
    set_hours(actor=karim, organisation=card, hours=hours, whatsapp="0661 22 33 44", note_ar="مغلق يوم السوق")
    assert Reach.objects.get().whatsapp == "+212661223344"
    ramadan = dt.datetime(
        2026, 3, 4, 8, 45, tzinfo=dt.UTC
    )  # a Wednesday: Morocco is at UTC then, and one hour later after
    monkeypatch.setattr("django.utils.timezone.now", lambda: ramadan)
    assert week_of(card, Reach.objects.get()).is_open
    monkeypatch.setattr("django.utils.timezone.now", lambda: dt.datetime(2026, 5, 6, 7, 45, tzinfo=dt.UTC))
    assert week_of(card, Reach.objects.get()).is_open
    monkeypatch.setattr("django.utils.timezone.now", lambda: dt.datetime(2026, 5, 6, 11, 45, tzinfo=dt.UTC))
    week = week_of(card, Reach.objects.get())
    assert not week.is_open
    assert week.note == "مغلق يوم السوق"
    assert [len(day.spans) for day in week.days] == [2, 2, 2, 2, 2, 0, 0]
    set_hours(actor=karim, organisation=card, hours={5: [(AT("09:00"), AT("10:00"))]})
    assert Opening.objects.count() == 1


@pytest.mark.parametrize(
    "wrong, said",
    [
        ([("12:00", "08:00")], ("reversed", "closes_0_1")),
        ([("12:00", "12:00")], ("reversed", "closes_0_1")),
        ([("08:00", "12:00"), ("18:00", "17:00")], ("reversed", "closes_0_2")),
        ([("08:00", "12:00"), ("11:00", "14:00")], ("overlap", "opens_0_2")),
        ([("20:00", "02:00"), ("21:00", "23:00")], ("overlap", "opens_0_2")),
        ([("08:00", "09:00"), ("10:00", "11:00"), ("12:00", "13:00")], ("many", "opens_0_2")),
        ("12", ("phone", "whatsapp")),
    ],
)
def test_a_week_that_cannot_be_is_refused_and_what_was_there_stays(karim, card, wrong, said):
    changed = {"hours": {}, "whatsapp": wrong} if wrong == "12" else {"hours": {0: [(AT(a), AT(b)) for a, b in wrong]}}
    set_hours(actor=karim, organisation=card, hours={1: [(AT("09:00"), AT("10:00"))]}, whatsapp="0661223344")
    with pytest.raises(Refused) as refusal:
        set_hours(actor=karim, organisation=card, **changed)
    assert (refusal.value.code, refusal.value.field) == said
    assert Opening.objects.get().weekday == 1
    assert Reach.objects.get().whatsapp == "+212661223344"


def test_a_night_ends_before_the_morning_after_begins(karim, card):
    night = [(AT("20:00"), AT("02:00"))]
    for day, after in ((2, 3), (6, 0)):
        with pytest.raises(Refused) as refusal:
            set_hours(actor=karim, organisation=card, hours={day: night, after: [(AT("01:30"), AT("12:00"))]})
        assert (refusal.value.code, refusal.value.field) == ("overlap", f"opens_{after}_1")
    set_hours(actor=karim, organisation=card, hours={2: night, 3: [(AT("02:00"), AT("12:00"))]})
    assert Opening.objects.count() == 2


def test_what_closes_after_midnight_is_open_in_the_night(karim, card, monkeypatch):
    set_hours(actor=karim, organisation=card, hours={2: [(AT("20:00"), AT("02:00"))]})
    reach = Reach.objects.get()
    for hour, is_open in (
        ("06T18:59", False),
        ("06T22:30", True),
        ("07T00:30", True),
        ("07T01:30", False),
        ("08T00:30", False),
    ):
        now = dt.datetime.fromisoformat(f"2026-05-{hour}:00+00:00")  # the sixth is a Wednesday; Zaïo is one hour later
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        assert week_of(card, reach).is_open == is_open, hour


def test_words_that_did_not_change_keep_who_wrote_them(karim, card):
    write_words(actor=karim, organisation=card, words={"fr": "Nous", "ar": "نحن"})
    write_words(actor=somebody("amina"), organisation=card, words={"fr": "Nous", "ar": "نحن هنا", "es": ""})
    written = Words.objects.order_by("language").values_list("language", "written_by__person__given_name")
    assert len({by for _language, by in written}) == 2
    assert Entry.objects.filter(verb="card.words_written").latest("pk").details == {"languages": ["ar"]}


def test_what_did_not_change_is_neither_written_again_nor_in_the_journal(karim, card):
    week = {"hours": {0: [(AT("14:00"), AT("18:00")), (AT("08:00"), AT("12:00"))]}, "whatsapp": "0661 22 33 44"}
    write_words(actor=karim, organisation=card, words={"fr": "Nous", "ar": "نحن"})
    set_hours(actor=karim, organisation=card, **week)
    before = (Entry.objects.count(), list(Words.objects.order_by("pk").values()), Reach.objects.get())
    for again in (
        lambda: write_words(actor=somebody("amina"), organisation=card, words={"fr": " Nous ", "es": ""}),
        lambda: set_hours(actor=somebody("amina"), organisation=card, **week),
    ):
        with pytest.raises(Refused) as refusal:
            again()
        assert refusal.value.code == "same"
    assert before == (Entry.objects.count(), list(Words.objects.order_by("pk").values()), Reach.objects.get())


def test_what_its_own_people_write_confirms_the_card_and_what_staff_write_does_not(karim, card):
    fatma = somebody("fatma")
    name_keeper(actor=somebody("amina"), organisation=card, person=fatma.person)
    Organisation.objects.update(freshness="hidden", confirmed_on=None)
    write_words(actor=karim, organisation=card, words={"fr": "Nous"})
    set_hours(actor=karim, organisation=card, hours={1: [(AT("09:00"), AT("10:00"))]})
    assert Organisation.objects.get(pk=card.pk).confirmed_on is None
    for write in (
        lambda: write_words(actor=fatma, organisation=card, words={"fr": "Nous sommes douze"}),
        lambda: set_hours(actor=fatma, organisation=card, hours={}),
    ):
        Organisation.objects.update(freshness="hidden", confirmed_on=None)
        write()
        kept = Organisation.objects.get(pk=card.pk)
        assert (kept.confirmed_on, kept.freshness) == (timezone.localdate(), "fresh")
    assert Entry.objects.filter(verb="organisation.confirmed", actor=fatma).count() == 2


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_photo_leaves_without_the_place_it_was_taken_and_small_enough(card, kind):
    sent = photo_file(kind=kind, turned=6)
    before = Image.open(sent)
    assert before.getexif().get_ifd(0x8825), "it was sent with its place"
    sent.seek(0)
    photo = photo_of(card, file=sent)
    for file, most, side in ((photo.large, 300_000, 1600), (photo.small, 30_000, 480)):
        content = file.content.open("rb").read()
        kept = Image.open(io.BytesIO(content))
        assert not dict(kept.getexif())
        assert not kept.info.get("exif")
        assert b"Tecno" not in content
        assert len(content) <= most
        assert max(kept.size) <= side
        assert kept.height > kept.width, "turned upright"
    assert photo.height > photo.width


def _lying_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has this many pixels."""
    honest = io.BytesIO()
    Image.new("1", (8, 8)).save(honest, "PNG")
    content = bytearray(honest.getvalue())
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return bytes(content)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "file, code",
    [
        (SimpleUploadedFile("logo.svg", SVG), "photo"),
        (SimpleUploadedFile("logo.jpg", SVG), "photo"),
        (SimpleUploadedFile("photo.jpg.exe", b"MZ\x90\0"), "photo"),
        (SimpleUploadedFile("photo.gif", b"GIF89a" + b"\0" * 40), "photo"),
        (SimpleUploadedFile("cut.jpg", photo_file((640, 480)).read()[:3_000]), "photo"),
        (SimpleUploadedFile("empty.jpg", b""), "size"),
        (SimpleUploadedFile("bomb.png", _lying_png(65_000, 65_000)), "pixels"),
        (SimpleUploadedFile("seventeen.png", _lying_png(4_000, 4_250)), "pixels"),
        (photo_file((150, 400)), "small"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence_and_nothing_is_kept(card, file, code):
    file.seek(0)
    with pytest.raises(Refused) as refusal:
        photo_of(card, file=file)
    assert refusal.value.code == code
    assert not Photo.objects.exists()
    assert not StoredFile.objects.exists()


def test_people_are_asked_who_does_not_see_is_told_and_eight_are_enough(card):
    for changed in ({"agreed": False}, {"seen_fr": ""}):
        with pytest.raises(Refused):
            photo_of(card, **changed)
    for _number in range(8):
        photo_of(card, file=photo_file((240, 240)))
    with pytest.raises(Refused):
        photo_of(card)
    assert Photo.objects.count() == 8


def test_a_photo_taken_away_is_gone_with_its_files(karim, card, django_capture_on_commit_callbacks):
    photo = photo_of(card)
    paths = [Path(file.content.path) for file in (photo.large, photo.small)]
    with pytest.raises(RuntimeError), transaction.atomic():
        remove_photo(actor=karim, photo=Photo.objects.get())
        raise RuntimeError
    assert Photo.objects.exists()
    assert all(path.exists() for path in paths), "what is undone finds its files again"
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(actor=karim, photo=photo)
    assert not any(path.exists() for path in paths)
    assert not StoredFile.objects.exists()


def test_a_photo_is_hidden_as_soon_as_somebody_marked_on_it_takes_back_what_they_agreed_to(karim, card, client):
    fatma, leila, other = somebody("fatma").person, somebody("leila").person, PersonFactory()
    call_command("load_consent_texts", verbosity=0)
    how = {"language": "ar", "explained_in": "darija", "manner": "written", "person": fatma}
    internet, press = (record_consent(actor=karim, purpose=one, **how) for one in ("internet", "press"))
    one, both, plain = (photo_of(card, people=people) for people in ([leila], [other, fatma], []))
    withdraw_consent(actor=karim, consent=press)
    assert photos_of(card) == [one, both, plain]
    withdraw_consent(actor=karim, consent=internet)
    assert photos_of(card) == [one, plain]
    assert client.get(f"/fr/cards/photos/{both.pk}/small.jpg").status_code == 404
    assert [photo.is_shown for photo in kept_photos_of(card)] == [True, False, True], "who keeps the card can remove it"
    with pytest.raises(Refused) as refusal:
        photo_of(card, people=[leila, fatma])
    assert refusal.value.field == "people"
    record_consent(actor=karim, purpose="internet", **how)
    assert photos_of(card) == [one, both, plain], "agreed to anew, it is shown anew"


def test_one_photo_comes_first_and_the_others_keep_their_order(karim, card):
    one, two, three = (photo_of(card, file=photo_file((240, 240))) for _number in range(3))
    put_photo_first(actor=karim, photo=three)
    assert photos_of(card) == [three, one, two]
    put_photo_first(actor=karim, photo=Photo.objects.get(pk=two.pk))
    assert photos_of(card) == [two, three, one]
    with pytest.raises(NotAllowed):
        put_photo_first(actor=somebody("hedi"), photo=one)


def test_photos_change_places_one_step_at_a_time(karim, card):
    one, two, three = (photo_of(card, file=photo_file((240, 240))) for _number in range(3))
    move_photo(actor=karim, photo=three, is_earlier=True)
    assert photos_of(card) == [one, three, two]
    move_photo(actor=karim, photo=Photo.objects.get(pk=one.pk), is_earlier=False)
    assert photos_of(card) == [three, one, two]
    for photo, is_earlier in ((three, True), (two, False)):
        with pytest.raises(Refused) as refusal:
            move_photo(actor=karim, photo=photo, is_earlier=is_earlier)
        assert refusal.value.code == "end"
    with pytest.raises(NotAllowed):
        move_photo(actor=somebody("hedi"), photo=one, is_earlier=True)
    assert Entry.objects.filter(verb="card.photo_moved").count() == 2


def test_what_it_says_goes_with_a_merge_and_comes_back(card):
    amina, karim = somebody("amina"), somebody("karim")
    other = OrganisationFactory(name="Tifawin bis", is_public=True)
    for organisation in (card, other):
        write_words(actor=karim, organisation=organisation, words={"fr": f"Nous, {organisation.pk}"})
    set_hours(actor=karim, organisation=card, hours={0: [(AT("09:00"), AT("12:00"))]})
    set_hours(actor=karim, organisation=other, hours={0: [(AT("10:00"), AT("13:00"))], 1: [(AT("10:00"), AT("13:00"))]})
    write_words(actor=karim, organisation=other, words={"ar": "نحن"})
    photo, relation = photo_of(other), tie(card, other)
    merge = merge_organisations(actor=amina, stays=card, goes=other)
    photo.refresh_from_db()
    assert photo.organisation == card
    assert words_for(card, "ar").words == "نحن"
    assert words_for(card, "fr").words == f"Nous, {card.pk}"
    assert [str(one) for one in Reach.objects.get(organisation=card).openings.all()] == ["0 09:00:00–12:00:00"]
    undo_merge(actor=amina, merge=merge)
    photo.refresh_from_db()
    relation.refresh_from_db()
    assert (photo.organisation, relation.to) == (other, other)
    assert words_for(card, "ar").language == "fr"
    assert words_for(other, "fr").words == f"Nous, {other.pk}"


def test_add_photo_is_named_here_for_whoever_looks_for_it(card, karim):
    assert add_photo(
        actor=karim, organisation=card, file=photo_file((300, 300), kind="PNG"), agreed=True, seen_ar="لوز"
    ).pk

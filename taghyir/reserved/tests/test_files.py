"""A photo, a recording or a file that answers a sensitive question is kept as words are: closed, and opened for a reason."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody
from taghyir.reserved.actions import open_reserved_file, renew_reserved_files
from taghyir.reserved.models import ReservedFile
from taghyir.reserved.queries import opened_answers, opened_file_of
from taghyir.reserved.tests.factories import HEAD, OpeningRightFactory, careful_form, filled
from taghyir.reserved.tests.test_keeping import MARKER, everything_kept, own_key, read
from taghyir.surveys.models import Attachment, Submission
from taghyir.surveys.tests.phone import Phone
from taghyir.surveys.tests.test_traces import MARK, taken

pytestmark = pytest.mark.django_db
SURVEY = [
    HEAD,
    ["text", "words", "Dans vos mots", "بكلماتكم", "", ""],
    ["image", "wound", "Photo de la blessure", "صورة الجرح", "", "protection"],
    ["image", "shop", "Photo de l’atelier", "صورة الورشة", "", ""],
    ["begin repeat", "heard", "Témoins", "الشهود", "", ""],
    ["audio", "voice", "Leur voix", "صوتهم", "", "protection"],
    ["end repeat", "", "", "", "", ""],
]
TOLD = (
    "<words>Bocaux</words><wound>w.jpg</wound><shop>s.jpg</shop>"
    "<heard><voice>one.ogg</voice></heard><heard><voice>two.ogg</voice></heard>"
)
OGG = b"OggS\0\2" + MARKER.encode() * 40
PHOTO = taken("JPEG")


@pytest.fixture
def form():
    return careful_form(survey=SURVEY)


@pytest.fixture
def sent(form):
    """In three sendings: the words, the photos, the voices and everything again."""
    sheet, phone = filled(form, TOLD), Phone(somebody("karim"))
    answers = [phone.send(sheet), phone.send(sheet, w_jpg=PHOTO, s_jpg=PHOTO)]
    answers.append(phone.send(sheet, w_jpg=taken("JPEG", 3), one_ogg=OGG, two_ogg=OGG + b"2"))
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert ['isComplete="true"' in answer.content.decode() for answer in answers] == [False, False, True]
    return Submission.objects.get()


def door(row):
    return reverse("reserved:open_reserved_file", args=[row.pk])


def test_they_come_in_parts_once_each_and_stand_apart_from_the_others(sent):
    assert list(Attachment.objects.values_list("name", flat=True)) == sent.expected_files == ["s.jpg"]
    assert ReservedFile.objects.count() == 3
    assert "w.jpg" not in sent.xml and "one.ogg" not in sent.xml
    assert sent.answers["wound"] == "reserved"
    assert [one["heard/voice"] for one in sent.answers["heard"]] == ["reserved", "reserved"]
    wound, voice = opened_answers(sent, "protection", "fr")
    assert [(turn, name) for turn, name, _row in voice.files] == [("heard[1]", "one.ogg"), ("heard[2]", "two.ogg")]
    kept = opened_file_of(wound.files[0][2])
    assert (kept.name, kept.content_type, kept.content[:2], MARK in kept.content) == (
        "w.jpg",
        "image/jpeg",
        b"\xff\xd8",
        False,
    )
    assert opened_file_of(voice.files[1][2]).content == OGG + b"2"


def test_nothing_of_them_is_in_clear_anywhere(sent, client):
    client.force_login(somebody("amina"))
    answers, one = f"/fr/forms/{sent.form_id}/answers/", f"/fr/forms/answers/{sent.pk}/"
    pages = [
        one,
        f"{answers}take/?format=media",
        f"{answers}take/?format=csv",
        f"{answers}photos/",
        f"{one}original.xml",
    ]
    shown = [read(client.get(address)) for address in pages]
    secret = (MARKER, "w.jpg", "one.ogg")
    assert not [words for words in [*everything_kept(), *shown] if any(word in words for word in secret)]
    assert not [row for row in ReservedFile.objects.all() if MARKER.encode() in row.content.read()]
    assert any("s.jpg" in words for words in shown), "what is looked through holds the other photo"


def test_who_holds_the_right_takes_one_and_it_is_written(sent, client):
    OpeningRightFactory()
    client.force_login(somebody("karim"))
    page = client.post(
        reverse("reserved:open_reserved_answers", args=[sent.pk]), {"purpose": "protection", "reason": "Elle <le> veut"}
    ).content.decode()
    row = ReservedFile.objects.first()
    assert door(row) in page and 'value="Elle &lt;le&gt; veut"' in page
    file = client.post(door(row), {"reason": "Elle <le> veut"})
    assert file.content[:2] == b"\xff\xd8" and "w.jpg" in file["Content-Disposition"]
    assert file["Content-Disposition"].startswith("attachment") and "sandbox" in file["Content-Security-Policy"]
    assert "no-store" in file["Cache-Control"]
    line = Entry.objects.get(verb="reserved_file.opened")
    assert (line.subject, line.details) == (sent, {"purpose": "protection", "reason": "Elle <le> veut"})
    client.force_login(somebody("amina"))
    assert client.get(reverse("reserved:openings")).content.decode().count("Elle &lt;le&gt; veut") == 2


def test_nobody_else_takes_one_and_nobody_without_a_reason(sent, client):
    row = ReservedFile.objects.first()
    for who in ("karim", "amina", "pilar"):
        with pytest.raises(NotAllowed):
            open_reserved_file(actor=somebody(who), file=row, reason="Suivi")
    client.force_login(somebody("hedi"))
    assert client.post(door(row), {"reason": "Suivi"}).status_code == 404, "another territory"
    OpeningRightFactory(purpose="health")
    client.force_login(somebody("karim"))
    assert client.post(door(row), {"reason": "Suivi"}).status_code == 403
    OpeningRightFactory()
    with pytest.raises(Refused):
        open_reserved_file(actor=somebody("karim"), file=row, reason="  ")
    assert client.post(door(row), {"reason": " "}).status_code == 302
    assert not Entry.objects.filter(verb="reserved_file.opened").exists()


def test_a_file_that_was_changed_or_lost_is_said_and_breaks_nothing(sent, client):
    OpeningRightFactory()
    client.force_login(somebody("karim"))
    row, other = ReservedFile.objects.order_by("pk")[:2]
    row.content = other.content
    row.save()
    assert client.post(door(row), {"reason": "Suivi"}).status_code == 302
    other.content.delete(save=False)
    assert client.post(door(other), {"reason": "Suivi"}).status_code == 302


def test_their_keys_are_renewed_and_the_files_do_not_move(sent, settings, capsys):
    with pytest.raises(NotAllowed):
        renew_reserved_files(actor=somebody("pilar"))
    assert renew_reserved_files(actor=User.objects.robot()).last == 0
    names = set(ReservedFile.objects.values_list("content", flat=True))
    settings.SENSITIVE_KEYS = [own_key(), *settings.SENSITIVE_KEYS]
    call_command("renew_reserved_keys")
    settings.SENSITIVE_KEYS = settings.SENSITIVE_KEYS[:1]
    assert set(ReservedFile.objects.values_list("content", flat=True)) == names
    assert all(opened_file_of(row).content for row in ReservedFile.objects.all())
    assert "still" not in capsys.readouterr().err


def test_what_is_not_what_its_question_asks_is_refused_and_nothing_is_kept(form):
    answer = Phone(somebody("karim")).send(filled(form, TOLD), w_jpg=OGG)
    assert answer.status_code == 400 and "w.jpg" in answer.content.decode()
    assert not Submission.objects.exists() and not ReservedFile.objects.exists()

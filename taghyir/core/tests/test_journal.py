import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from taghyir.core import journal
from taghyir.core.actions import ACTIONS, NotAllowed, Refused, action, require
from taghyir.core.mail import tell
from taghyir.core.models import Entry, Notice, Seal
from taghyir.core.seals import first_broken_seal, seal_lines
from taghyir.core.testing import run_reactions
from taghyir.people.tests.factories import PersonFactory, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def greet():
    """An action for these tests only."""

    @action("person.greeted")
    def greet_person(*, actor, person, is_refused=False):
        require(actor is not None)
        person.given_name = "Greeted"
        person.save()
        if is_refused:
            raise Refused("Not today.", code="busy")
        return person

    yield greet_person
    del ACTIONS["person.greeted"]
    journal._reactions.pop("person.greeted", None)


def test_an_action_writes_who_did_what_to_what(greet):
    person = greet(actor=somebody("karim"), person=PersonFactory())

    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.subject) == ("person.greeted", somebody("karim"), person)


def test_who_may_not_leaves_no_trace(greet):
    with pytest.raises(NotAllowed):
        greet(actor=None, person=PersonFactory())
    assert not Entry.objects.exists()


def test_a_refusal_undoes_what_was_begun_and_queues_nothing(greet):
    person = PersonFactory(given_name="Habiba")
    journal.on("person.greeted")(lambda entry: None)

    with pytest.raises(Refused, match="Not today") as refusal:
        greet(actor=somebody("karim"), person=person, is_refused=True)

    person.refresh_from_db()
    assert refusal.value.code == "busy" and person.given_name == "Habiba"
    assert not Entry.objects.exists() and run_reactions() == 0


def test_a_reaction_runs_after_its_line_and_is_tried_again_when_it_fails(greet):
    network, seen = ["down", "up"], []

    @journal.on("person.greeted")
    def wave(entry):
        if network.pop(0) == "down":
            raise OSError("no network")
        seen.append(entry.subject)

    person = greet(actor=somebody("karim"), person=PersonFactory())
    with pytest.raises(OSError, match="no network"):
        run_reactions()
    assert seen == []
    run_reactions()
    assert seen == [person]
    assert journal.react.retry_strategy.max_attempts == 8


@pytest.fixture
def told_template(settings):
    """A mail for these tests only."""
    words = {"told.txt": "{{ user.language }}\nBonjour", "day.txt": "{{ day|on_date }}\nTifawin · {{ day|on_date }}\n"}
    engine = settings.TEMPLATES[0]
    loaders = [("django.template.loaders.locmem.Loader", words)]
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "loaders": loaders}}]
    return "told.txt"


def test_tell_says_it_once_in_the_language_of_the_person(greet, mailoutbox, settings, told_template):
    greet(actor=somebody("karim"), person=PersonFactory())
    user = somebody("fatma")
    for _twice in range(2):
        tell(user, about=Entry.objects.get(), template=told_template, link="/fr/")

    [mail] = mailoutbox
    assert mail.to == [user.email] and mail.subject == "fr" and settings.SITE_URL in mail.body
    assert Notice.objects.get().text == "Bonjour"


@pytest.mark.parametrize(("name", "august"), [("karim", "غشت"), ("hedi", "أوت")])
def test_tell_writes_in_the_words_of_their_country_from_their_side(greet, mailoutbox, told_template, name, august):
    """August has one name in Morocco and another in Tunisia; a line of Arabic that opens with a Latin name begins right."""
    greet(actor=somebody("pilar"), person=PersonFactory())
    user = somebody(name)
    user.language = "ar"
    tell(user, about=Entry.objects.get(), template="day.txt", link="/ar/", day=dt.date(2026, 8, 20))
    [mail] = mailoutbox
    subject, line, address = mail.subject, *(one for one in mail.body.split("\n") if one)
    assert august in subject and august in line and subject[0] == line[0] == "\u200f" and line[1:].startswith("Tifawin")
    assert address.startswith("http") and not Notice.objects.get().text.startswith("\u200f")


def test_a_notice_is_kept_only_if_the_mail_left(greet, settings, told_template):
    greet(actor=somebody("karim"), person=PersonFactory())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    with pytest.raises(OSError, match="refused"), transaction.atomic():
        tell(somebody("fatma"), about=Entry.objects.get(), template=told_template)
    assert not Notice.objects.exists()


def test_the_journal_is_sealed_in_batches_and_verified(greet, capsys):
    for _again in range(5):
        greet(actor=somebody("karim"), person=PersonFactory())
    assert seal_lines(limit=3) == 3 and seal_lines() == 2 and seal_lines() == 0
    call_command("verify_journal")
    assert "5 lines sealed, 0 waiting" in capsys.readouterr().out


def test_a_line_that_commits_late_is_sealed_too(greet):
    greet(actor=somebody("karim"), person=PersonFactory())
    late = Entry.objects.get()
    greet(actor=somebody("karim"), person=PersonFactory())
    newest = Entry.objects.latest("pk")
    Entry.objects.filter(pk=late.pk).delete()
    seal_lines()
    late.save(force_insert=True)
    assert seal_lines() == 1
    assert list(Seal.objects.order_by("pk").values_list("entry_id", flat=True)) == [newest.pk, late.pk]
    assert first_broken_seal() is None


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE core_entry SET verb = 'person.praised' WHERE id = %s", "changed"),
        ("UPDATE core_entry SET details = '{\"x\": 1}' WHERE id = %s", "changed"),
        ("DELETE FROM core_entry WHERE id = %s", "removed"),
    ],
)
def test_a_change_behind_the_softwares_back_shows_and_is_named(greet, sql, what):
    for _again in range(4):
        greet(actor=somebody("karim"), person=PersonFactory())
    seal_lines()
    second = Entry.objects.order_by("pk")[1]
    with connection.cursor() as cursor:
        cursor.execute(sql, [second.pk])

    with pytest.raises(CommandError, match=f"Line {second.pk} was {what}"):
        call_command("verify_journal")


def test_a_removed_seal_shows(greet):
    for _again in range(3):
        greet(actor=somebody("karim"), person=PersonFactory())
    seal_lines()
    Seal.objects.order_by("pk")[1].delete()
    assert first_broken_seal() is not None

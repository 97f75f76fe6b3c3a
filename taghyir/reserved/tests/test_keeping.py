"""A sensitive answer is nowhere in clear, and is given back as it was told."""

import base64
import html
import io
import secrets
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from taghyir.core.actions import Refused
from taghyir.core.testing import run_reactions
from taghyir.needs.actions import map_form_to_needs
from taghyir.people.tests.factories import somebody
from taghyir.reserved import keys
from taghyir.reserved.actions import open_reserved_answers
from taghyir.reserved.models import Purpose, ReservedAnswer
from taghyir.reserved.queries import opened_answers
from taghyir.reserved.tests.factories import TOLD, OpeningRightFactory, careful_form, filled, told
from taghyir.surveys.actions import AlreadyReceived
from taghyir.surveys.models import Submission
from taghyir.surveys.queries import SENSITIVE_PURPOSES, answers_as_they_came, sheet_of_xml
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.surveys.tests.phone import Phone
from taghyir.surveys.tests.phone import filled as filled_plainly

pytestmark = pytest.mark.django_db
MARKER = "Zq7markerهمسة"
HIDDEN = {"hurt": "reserved", "who": "reserved"}


def own_key():
    return base64.b64encode(secrets.token_bytes(32)).decode()


def test_the_purposes_of_sheets_are_those_that_open():
    assert tuple(Purpose.values) == SENSITIVE_PURPOSES


@given(words=st.recursive(st.text(st.characters(exclude_categories=())), st.lists), place=st.text())
def test_what_is_closed_opens_as_it_was_at_its_place_only(words, place):
    name, sealed = keys.closed(words, place)
    assert keys.opened(name, sealed, place) == words
    assert len(sealed) % keys.STEP == keys.NONCE + 16, "the length says little"
    with pytest.raises(keys.Tampered):
        keys.opened(name, sealed, f"{place}x")
    with pytest.raises(keys.Tampered):
        keys.opened(name, sealed[:-1] + bytes([sealed[-1] ^ 1]), place)


def test_answers_are_kept_apart_whether_there_are_some_or_not():
    form = careful_form()
    full, blank = told(form), told(form, "<words>Rien</words><children/>")
    assert full.answers == {
        "words": "Il nous manque des bocaux",
        **HIDDEN,
        "children": [
            {"children/age": "4", "children/illness": "reserved"},
            {"children/age": "7", "children/illness": "reserved"},
        ],
    }
    assert blank.answers == {"words": "Rien", **HIDDEN, "children": [{"children/illness": "reserved"}]}
    assert answers_as_they_came(full) == full.answers
    assert "helpline" not in full.xml and "hurt" not in full.xml and "illness" not in full.xml
    rows = [list(one.reserved_answers.values_list("path", "purpose")) for one in (full, blank)]
    assert rows[0] == rows[1] == [("hurt", "protection"), ("who", "protection"), ("children/illness", "health")]
    lengths = {len(bytes(row.sealed)) for row in ReservedAnswer.objects.all()}
    assert len(lengths) == 1, "nothing tells an answer from a blank"


def test_they_open_in_the_words_of_the_reader():
    submission = told(careful_form())
    hurt, who = opened_answers(submission, "protection", "ar")
    assert (hurt.label, hurt.answers, who.answers) == ("هل تتعرضين للعنف؟", [("", "نعم")], [("", "le voisin é ﷽ 🌿")])
    assert opened_answers(submission, "health", "fr")[0].answers == [("children[1]", "asthme")]


def test_a_row_that_was_moved_or_changed_does_not_open():
    form = careful_form()
    one, other = told(form), told(form)
    moved = other.reserved_answers.get(path="who")
    one.reserved_answers.filter(path="who").update(sealed=moved.sealed)
    assert [bool(line.problem) for line in opened_answers(one, "protection", "fr")] == [False, True]


def test_a_key_that_is_gone_is_said_and_breaks_nothing(settings):
    submission = told(careful_form())
    name = submission.reserved_answers.first().key
    settings.SENSITIVE_KEYS = [own_key()]
    assert all(name in line.problem for line in opened_answers(submission, "protection", "en"))


def test_keys_are_renewed_twice_without_harm(settings, capsys):
    submission, before = told(careful_form()), settings.SENSITIVE_KEYS
    settings.SENSITIVE_KEYS = [own_key(), *before]
    call_command("renew_reserved_keys")
    call_command("renew_reserved_keys")
    assert capsys.readouterr().out.split("\n")[:2] == [
        "3 reserved answers are closed with the newest key.",
        "0 reserved answers are closed with the newest key.",
    ]
    settings.SENSITIVE_KEYS = settings.SENSITIVE_KEYS[:1]
    assert opened_answers(submission, "protection", "fr")[0].answers == [("", "Oui")]
    settings.SENSITIVE_KEYS = [own_key()]
    call_command("renew_reserved_keys")
    said = capsys.readouterr()
    assert said.out.startswith("0 reserved") and said.err.startswith("3 are still under the key")


def test_the_same_answers_are_stored_once_also_under_another_key(settings):
    form = careful_form()
    xml = filled(form, instance_id="uuid:1")
    first = told(form, xml=xml)
    for keys_ in (settings.SENSITIVE_KEYS, [own_key(), *settings.SENSITIVE_KEYS]):
        settings.SENSITIVE_KEYS = keys_
        with pytest.raises(AlreadyReceived) as again:
            told(form, xml=xml)
        assert again.value.submission.receipt == first.receipt
    with pytest.raises(Refused) as refused:
        told(form, xml=xml.replace("<hurt>yes", "<hurt>no"))
    assert refused.value.code == "conflict"
    assert ReservedAnswer.objects.count() == 3


def test_the_fingerprint_lets_nobody_try_every_answer():
    form = careful_form()
    xml = filled(form)
    assert told(form, xml=xml).digest != sheet_of_xml(xml.encode()).digest


def test_what_is_erased_takes_its_reserved_answers_along():
    told(careful_form())
    Submission.objects.get().delete()
    assert not ReservedAnswer.objects.exists()


def test_a_form_that_reserves_nothing_costs_no_statement_more_and_the_other_one():
    plain, careful, karim = PublishedFormFactory(), careful_form(), somebody("karim")
    phone = Phone(karim)
    phone.send(filled_plainly(plain, instance_id="uuid:0"))
    phone.send(filled(careful))
    with CaptureQueriesContext(connection) as ordinary:
        assert phone.send(filled_plainly(plain, instance_id="uuid:1")).status_code == 201
    with CaptureQueriesContext(connection) as apart:
        assert phone.send(filled(careful)).status_code == 201
    assert not any("reserved" in query["sql"] for query in ordinary)
    assert len(apart) == len(ordinary) + 1


def everything_kept():
    """Every cell of every table as text, and every private file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            yield from (row[0] for row in cursor.fetchall())
    folder = Path(settings.STORAGES["private"]["OPTIONS"]["location"])
    yield from (path.read_bytes().decode("utf-8", "ignore") for path in folder.rglob("*") if path.is_file())


def as_kept(words):
    """How the words could stand there: as they are, escaped as JSON, as the hexadecimal of bytes."""
    return {
        words,
        words.encode("unicode_escape").decode(),
        words.encode().hex(),
        base64.b64encode(words.encode()).decode(),
    }


def test_a_sensitive_answer_is_nowhere_in_clear(client):
    form = careful_form()
    map_form_to_needs(actor=somebody("pilar"), form=form, words_path="words", theme="market")
    told_it = TOLD.replace("le voisin é ﷽ 🌿", MARKER).replace("asthme", MARKER)
    assert Phone(somebody("karim")).send(filled(form, told_it)).status_code == 201
    submission = Submission.objects.get()
    run_reactions()
    OpeningRightFactory()
    open_reserved_answers(actor=somebody("karim"), submission=submission, purpose="protection", reason="Suivi")
    assert opened_answers(submission, "protection", "fr")[1].answers == [("", MARKER)], "it was told"

    client.force_login(somebody("amina"))
    answers, one = f"/fr/forms/{form.pk}/answers/", f"/fr/forms/answers/{submission.pk}/"
    feed, ways = f"/api/odata/forms/{form.pk}.svc", ("csv", "xlsx", "zip", "geojson", "media")
    pages = [
        answers,
        one,
        f"/fr/forms/{form.pk}/",
        *(f"{one}{name}" for name in ("original.xml", "versions/", "correct/")),
    ]
    pages += [f"{answers}take/?format={way}" for way in ways]
    pages += [f"{answers}take/?format=csv&values={way}" for way in ("codes", "ona")]
    pages += [f"{feed}/Submissions", f"{feed}/Submissions_children", "/fr/needs/", "/fr/reserved/openings/"]
    pages += [f"/fr/receipts/?code={submission.receipt}"]
    shown = {address: read(client.get(address)) for address in pages}
    there = [words for words in [*everything_kept(), *shown.values()] if any(one in words for one in as_kept(MARKER))]
    assert not there
    assert submission.receipt not in read(client.get(answers, {"q": MARKER})), "no search finds it"
    assert any("bocaux" in words for words in everything_kept()), "what is looked through is what is kept"
    for address in (one, f"{answers}take/?format=csv", f"{answers}take/?format=xlsx", f"{answers}take/?format=zip"):
        assert "réservé" in shown[address] and "bocaux" in shown[address], address
    assert "reserved" in shown[f"{answers}take/?format=csv&values=codes"]
    assert "reserved" in shown[f"{feed}/Submissions"]


def read(response):
    """What a page or a file says, also inside what is compressed."""
    assert response.status_code == 200
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(html.unescape(parts.read(name).decode("utf-8", "ignore")) for name in parts.namelist())

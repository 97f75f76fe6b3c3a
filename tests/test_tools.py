"""What a newcomer meets before any page: the first start, our own PostgreSQL, the collecting of words."""

import os
import shutil
import socket
import subprocess
import sys

import polib
import pytest

from tests.house import ROOT
from tools import messages
from tools.postgres import STARTED_HERE, Server, stop_what_was_started_here


def test_a_taken_port_is_said_in_a_sentence():
    with socket.socket() as somebody_else:
        somebody_else.bind(("127.0.0.1", 0))
        somebody_else.listen()
        port = somebody_else.getsockname()[1]
        run = subprocess.run(
            [sys.executable, "-m", "tools.demo"],
            env={"PATH": os.environ["PATH"], "PORT": str(port)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert run.returncode == 1
    assert f"Port {port} is taken" in run.stdout
    assert run.stderr == ""


@pytest.fixture
def server(worker_id):
    if "DATABASE_URL" in os.environ:
        pytest.skip("The tests run on a PostgreSQL of somebody else: DATABASE_URL is set.")
    server = Server(f"postgres-of-a-test-{worker_id}", durable=False)
    yield server
    server.stop()
    shutil.rmtree(server.home, ignore_errors=True)


def test_who_starts_postgresql_stops_it_unless_somebody_uses_it(server):
    before = [*STARTED_HERE]
    assert server.start()
    assert not server.start(), "it was running already"
    server.create_database("somewhere")
    server.create_database("somewhere")
    STARTED_HERE[:] = [server]
    with server._connect():
        stop_what_was_started_here()
        assert server.is_answering(), "somebody is connected"
    STARTED_HERE[:] = [server]
    stop_what_was_started_here()
    assert not server.is_answering()
    STARTED_HERE[:] = before


def test_a_first_start_that_was_cut_short_does_not_spoil_the_next(server):
    (server.home / "draft").mkdir(parents=True)
    (server.home / "draft" / "PG_VERSION").write_text("18")
    assert server.start()
    assert server.is_answering()


def test_strings_are_found_in_code_and_templates(tmp_path):
    (tmp_path / "models.py").write_text('label = _("need")\nmany = ngettext("one need", "many needs", 3)\n')
    (tmp_path / "page.html").write_text('{% trans "Heard" %} {% blocktrans %}by {{ who }}{% endblocktrans %}')
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text('_("not for people")')
    assert messages.strings_of(tmp_path).keys() == {
        (None, "need", None),
        (None, "one need", "many needs"),
        (None, "Heard", None),
        (None, "by %(who)s", None),
    }


def test_arabic_has_six_plurals_and_what_is_missing_is_said(tmp_path):
    (tmp_path / "models.py").write_text('ngettext("one need", "many needs", 3)\n')
    missing = messages.collect(tmp_path, "ar", messages.strings_of(tmp_path), write=True)
    catalogue = polib.pofile(str(tmp_path / "locale/ar/LC_MESSAGES/django.po"))
    assert len(catalogue[0].msgstr_plural) == 6
    assert missing == [f"{tmp_path.name}/ar: 'one need'"]


def test_one_string_has_one_translation_in_the_whole_house(tmp_path, monkeypatch):
    for room, words in (("needs", "besoin"), ("portal", "demande")):
        catalogue = polib.POFile()
        catalogue.append(polib.POEntry(msgid="need", msgstr=words))
        (tmp_path / room / "locale/fr/LC_MESSAGES").mkdir(parents=True)
        catalogue.save(str(tmp_path / room / "locale/fr/LC_MESSAGES/django.po"))
    monkeypatch.setattr(messages, "rooms", lambda: [tmp_path / "needs", tmp_path / "portal"])
    assert messages.translated_twice() == ["fr: 'need' is 'besoin' in needs and 'demande' in portal"]


def test_a_word_of_one_country_holds_in_every_room_and_the_rest_stays(tmp_path, monkeypatch):
    said = {"people/ar": {"plan": "مخطط"}, "people/ar_TN": {"plan": "خطة"}, "portal/ar": {"plan": "مخطط", "day": "يوم"}}
    for place, words in said.items():
        catalogue = polib.POFile()
        catalogue.metadata = {"Plural-Forms": messages.PLURALS["ar"], "Content-Type": "text/plain; charset=UTF-8"}
        catalogue.extend(polib.POEntry(msgid=msgid, msgstr=msgstr) for msgid, msgstr in words.items())
        room, language = place.split("/")
        folder = tmp_path / room / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue.save(str(folder / "django.po"))
    monkeypatch.setattr(messages, "rooms", lambda: [tmp_path / "people", tmp_path / "portal"])
    assert messages.compile_all() == 4  # two rooms, for Arabic and for Tunisia
    assert messages.compile_all() == 0
    tunisian = polib.mofile(str(tmp_path / "portal/locale/ar_TN/LC_MESSAGES/django.mo"))
    assert {entry.msgid: entry.msgstr for entry in tunisian} == {"plan": "خطة", "day": "يوم"}

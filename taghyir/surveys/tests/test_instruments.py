"""Our own instruments: published twice once, complete in four languages, ready to become needs."""

import csv

import pytest
from django.core.management import call_command

from taghyir.surveys.management.commands.load_instruments import INSTRUMENTS
from taghyir.surveys.models import Form, FormVersion

pytestmark = pytest.mark.django_db
QUESTIONS = [
    "consent",
    "said_by",
    "sex",
    "territory",
    "place",
    "organisation",
    "activity",
    "stage",
    "theme",
    "words",
    "tried",
    "contact",
]
THEMES = [
    "project",
    "status",
    "governance",
    "work",
    "gender",
    "care",
    "model",
    "production",
    "market",
    "circular",
    "digital",
    "network",
]


def test_the_quick_listening_is_published_once(capsys):
    call_command("load_instruments")
    call_command("load_instruments")
    assert capsys.readouterr().out.splitlines() == [
        "ecoute_rapide: version 2026112401 is published",
        "ecoute_rapide: nothing to change",
    ]
    form = Form.objects.select_related("current").get()
    assert (form.title, form.territory, FormVersion.objects.count()) == ("Écoute rapide · استماع سريع", None, 1)
    assert form.current.languages == ["fr", "ar", "es", "en"]
    asked = {question["name"]: question for question in form.current.answerable if question["type"] != "hidden"}
    assert list(asked) == QUESTIONS
    assert asked["theme"]["values"] == THEMES
    assert asked["territory"]["values"] == ["TNG", "NAD", "BER", "KEF", "NEF", "TUN"]
    assert asked["sex"]["values"] == ["F", "M", "X"]
    for question in asked.values():
        assert set(question["labels"]) == {"fr", "ar", "es", "en"}, question["name"]
        for value, words in question.get("choices", {}).items():
            assert set(words) == {"fr", "ar", "es", "en"}, value


@pytest.mark.parametrize("folder", sorted(path.name for path in INSTRUMENTS.iterdir()))
def test_the_words_of_an_instrument_follow_the_tone_of_the_house(folder):
    for path in (INSTRUMENTS / folder).glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for column, words in row.items():
                    if "French" in column:
                        assert not any(f" {mark}" in words for mark in "?!:;"), words
                    if "Arabic" in column:
                        assert "ـ" not in words.replace("بـ", "") and "?" not in words, words

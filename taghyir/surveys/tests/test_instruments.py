"""Our own instruments: published twice once, complete in four languages, ready to become needs."""

import csv
import re

import pytest
from django.core.management import call_command

from taghyir.surveys.management.commands.load_instruments import INSTRUMENTS
from taghyir.surveys.models import Form, FormVersion

pytestmark = pytest.mark.django_db
ARABIC = re.compile("[\u0621-\u064a]")
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
    "priority",
    "adviser_priority",
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
    call_command("load_instruments", "ecoute_rapide")
    call_command("load_instruments", "ecoute_rapide")
    assert capsys.readouterr().out.splitlines() == [
        "ecoute_rapide: version 2026112801 is published",
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


def test_all_of_them_are_forms_in_four_languages_each_in_its_own_script(capsys):
    call_command("load_instruments")
    forms = {form.xform_id: form for form in Form.objects.select_related("current")}
    assert forms.keys() == {path.name for path in INSTRUMENTS.iterdir() if path.is_dir()}
    for name, form in forms.items():
        assert form.current.languages == ["fr", "ar", "es", "en"], name
        said = [question["labels"] for question in form.current.answerable if question["type"] != "hidden"]
        said += [words for question in form.current.answerable for words in question.get("choices", {}).values()]
        for words in said:
            assert words.keys() == {"fr", "ar", "es", "en"}, (name, words)
            assert all(words.values()), (name, words)
            assert ARABIC.search(words["ar"]), (name, words)
            assert not ARABIC.search(words["fr"] + words["es"] + words["en"]), (name, words)


def test_the_shared_diagnosis_asks_twelve_dimensions_with_two_priorities():
    call_command("load_instruments", "diagnostic_partage")
    names = [question["name"] for question in FormVersion.objects.get().answerable]
    for theme in THEMES:
        for name in (f"{theme}_1", f"{theme}_4", f"{theme}_evidence", f"{theme}_priority", f"{theme}_adviser_priority"):
            assert name in names

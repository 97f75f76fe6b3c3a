import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from taghyir.core.text import folded, listed


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Zaïo", "zaio"),
        ("Coopérative  L'Œuvre", "cooperative l oeuvre"),
        ("جمعيّة", "جمعيه"),
        ("جمعيه", "جمعيه"),
        ("أحـمـد", "احمد"),
        ("مُـؤمن", "مومن"),
        ("القلعة الخصباء", "القلعه الخصبا"),
        ("٢٠٢٦", "2026"),
        ("㏗", "ph"),
        ("على", "علي"),
        ("  ", ""),
    ],
)
def test_folding_gives_one_form(written, kept):
    assert folded(written) == kept


@given(st.text())
def test_folding_twice_is_folding_once_whatever_the_text(text):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(("language", "expected"), [("fr", "Amina, Karim"), ("ar", "Amina، Karim")])
def test_names_are_parted_by_the_comma_of_the_language(language, expected):
    with override(language):
        assert listed(["Amina", "Karim"]) == expected

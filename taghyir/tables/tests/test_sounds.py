import pytest
from hypothesis import given
from hypothesis import strategies as st

from taghyir.tables.sounds import sounded


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zaïo", "zio", "زايو"),
        ("Nador", "Nadhour", "الناظور", "الناضور"),
        ("Tifawin", "تيفاوين"),
        ("Selouane", "سلوان"),
    ],
)
def test_the_spellings_of_one_name_sound_the_same(spellings):
    assert len({sounded(s) for s in spellings}) == 1, [sounded(s) for s in spellings]


@given(st.text())
def test_no_text_breaks_it(text):
    assert isinstance(sounded(text), str)

"""A choice made by writing."""

import pytest
from django import forms

from taghyir.tables.written import WrittenChoiceField

NAMES = [("7", "Prix de revient"), ("8", "Étiquette et <marque>"), ("9", "حساب ثمن الكلفة"), ("prices", "Prix")]


class Form(forms.Form):
    kind = WrittenChoiceField(choices=NAMES, required=False)


@pytest.mark.parametrize(
    ("written", "chosen"),
    [
        ("Prix de revient", "7"),
        ("  etiquette ET <marque> ", "8"),
        ("revient", "7"),
        ("كلفه", "9"),
        ("prix", "prices"),
        ("prices", "prices"),
        ("9", "9"),
        ("", ""),
    ],
)
def test_a_name_a_part_of_one_or_its_value_is_enough(written, chosen):
    form = Form({"kind": written})
    assert form.is_valid() and form.cleaned_data["kind"] == chosen


@pytest.mark.parametrize(
    ("written", "said"), [("zzz", "Rien ne s’appelle"), ("pri", "Prix de revient · Prix"), ("!", "Rien")]
)
def test_what_is_none_or_several_is_said_and_what_was_typed_stays(written, said):
    form = Form({"kind": written})
    assert not form.is_valid() and said in str(form.errors["kind"])
    assert f'value="{written}"' in str(form["kind"])


def test_the_browser_proposes_the_names_in_their_order_and_shows_the_name_of_what_is_chosen():
    page = str(Form(initial={"kind": "8"})["kind"])
    assert 'list="kind-names"' in page and 'id="kind-names"' in page
    assert 'value="Étiquette et &lt;marque&gt;"' in page and "<marque>" not in page
    assert page.index("Prix de revient") < page.index("حساب")

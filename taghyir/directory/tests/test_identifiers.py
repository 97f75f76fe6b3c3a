import csv

import pytest

from taghyir.core.actions import Refused
from taghyir.directory.identifiers import checked, tunisian_key


def vectors(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_published_ice_is_known_for_what_it_is(real):
    for row in vectors(real("ids/ma_ice_vectors.csv")):
        if row["expected"] == "valid":
            assert checked("ice", "MA", row["input"]).value == row["normalised"]
        elif row["input"] != "36794000036":  # its zeros were eaten by a spreadsheet: twelve digits or more are mended
            with pytest.raises(Refused) as refusal:
                checked("ice", "MA", row["input"])
            assert "001561191000066" in str(refusal.value)


def test_every_published_tunisian_number_is_known_for_what_it_is(real):
    for row in vectors(real("ids/tn_mf_vectors.csv")):
        if row["expected_format"] != "valid_format":
            with pytest.raises(Refused):
                checked("mf", "TN", row["input"])
            continue
        number = checked("mf", "TN", row["input"])
        assert number.value == row["normalised"]
        assert bool(number.warning) == row["control_key"].startswith("key_mismatch"), row["input"]


@pytest.mark.parametrize("digits, key", [("0000121", "J"), ("1282182", "W"), ("1496298", "T")])
def test_the_key_of_a_tunisian_number(digits, key):
    assert tunisian_key(digits) == key


def test_a_wrong_key_is_kept_and_told():
    number = checked("mf", "TN", "122638/a")
    assert number.value == "0122638A"
    assert "L" in number.warning


@pytest.mark.parametrize(
    "type, country, typed, authority, value",
    [
        ("ice", "MA", "٠٠١٥٦١١٩١٠٠٠٠٦٦", "", "001561191000066"),
        ("ice", "MA", "1561191000066", "", "001561191000066"),
        ("if", "MA", "1234 5678", "", "12345678"),
        ("rc", "MA", "12.345", "Nador", "12345"),
        ("coop", "MA", "1234/2021", "Nador", "12342021"),
        ("cnss", "MA", "123-4567", "", "1234567"),
        ("other", "TN", "visa 12-B", "", "VISA12B"),
    ],
)
def test_a_number_in_its_one_form(type, country, typed, authority, value):
    assert checked(type, country, typed, authority).value == value


@pytest.mark.parametrize(
    "type, country, typed, field",
    [
        ("ice", "TN", "001561191000066", "type"),
        ("mf", "MA", "1496298T", "type"),
        ("rc", "MA", "12345", "authority"),
        ("if", "MA", "12", "value"),
        ("if", "MA", "=1+1", "value"),
        ("cnss", "MA", "12345678", "value"),
        ("ice", "MA", " - ", "value"),
        ("other", "MA", "9" * 41, "value"),
        ("mf", "TN", "²²²²²²²A", "value"),
    ],
)
def test_what_cannot_be_such_a_number_is_refused_on_its_field(type, country, typed, field):
    with pytest.raises(Refused) as refusal:
        checked(type, country, typed, "Nador" if type != "rc" else "")
    assert refusal.value.field == field

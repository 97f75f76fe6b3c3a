import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from taghyir.core.models import Entry
from taghyir.people.models import Person
from taghyir.people.tests.factories import PersonFactory
from taghyir.tables import listing
from taghyir.tables.cells import day, degrees, whole_number, yes_or_no
from taghyir.tables.exports import as_typed, csv_lines, neutral, table_response
from taghyir.tables.imports import Wrong
from taghyir.tables.listing import FilterForm, Listing, QuickSelect

COLUMNS = [("texte", lambda row: row[0]), ("nombre", lambda row: row[1])]
STARTS = tuple("=+-@\t\r|%")


class NameFilter(FilterForm):
    def narrow(self, rows, **chosen):
        return rows.filter(family_name__startswith=chosen["q"])


def asked(query="", user=None):
    request = RequestFactory().get(f"/{query}")
    request.user = user or AnonymousUser()
    return request


def hostile(real):
    lines = real("security/csv_injection_payloads.txt").read_text().splitlines()
    return [*lines, *json.loads(real("security/blns.json").read_text())]


@pytest.mark.django_db
def test_no_hostile_text_is_a_formula_in_csv_and_each_is_read_back(real):
    texts = hostile(real)
    response = table_response(asked("?format=csv"), "essai", COLUMNS, [(text, 1) for text in texts])
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"), newline="")))
    assert len(rows) == len(texts) + 1
    assert not [row for row in rows[1:] if row[0].lstrip(" ").startswith(STARTS)]
    same = [as_typed(row[0]) == text for row, text in zip(rows[1:], texts, strict=True)]
    assert sum(same) >= len(texts) - 6  # controls that no spreadsheet may hold leave the text
    assert Entry.objects.filter(verb="list.exported").count() == 1


@pytest.mark.django_db
def test_no_hostile_text_is_a_formula_in_a_workbook(real):
    texts = hostile(real)
    response = table_response(asked("?format=xlsx"), "essai", COLUMNS, [(text, 1) for text in texts])
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert len(cells) == len(texts)
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    dangerous = [cell for cell, text in zip(cells, texts, strict=True) if text.startswith("=")]
    assert dangerous
    assert all(cell.quotePrefix for cell in dangerous)
    assert {row[1].data_type for row in sheet.iter_rows(min_row=2)} == {"n"}


@pytest.mark.django_db
@pytest.mark.parametrize("begins", ["[", "="])
def test_a_text_longer_than_a_cell_is_whole_in_csv_and_says_where_it_is_cut_in_a_workbook(begins):
    text = begins + "فاطمة, " * 10_000
    lines = b"".join(table_response(asked("?format=csv"), "essai", COLUMNS, [(text, 1)]).streaming_content)
    assert as_typed(list(csv.reader(io.StringIO(lines.decode("utf-8-sig"))))[1][0]) == text
    with translation.override("fr"):
        book = b"".join(table_response(asked("?format=xlsx"), "essai", COLUMNS, [(text, 1)]).streaming_content)
    kept = load_workbook(io.BytesIO(book)).active["A2"].value
    begun, _mark, said = kept.rpartition(" … ")
    assert (len(kept), text.startswith(begun)) == (32_767, True)
    assert "CSV" in said and "plus long" in said


@pytest.mark.parametrize(
    "value, written",
    [
        (None, ""),
        (True, 1),
        (-12, -12),
        (Decimal("1.500"), Decimal("1.500")),
        (dt.date(2026, 5, 13), "2026-05-13"),
        ("تعاونية", "تعاونية"),
        ("-12", "'-12"),
        (" =1", "' =1"),
        ("a\x00b", "ab"),
        ("＝1", "'＝1"),
    ],
)
def test_a_value_as_a_spreadsheet_may_open_it(value, written):
    assert neutral(value) == written


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), max_size=40))
def test_what_is_taken_away_is_read_back(text):
    line = "".join(csv_lines(["texte"], [[text]]))
    rows = list(csv.reader(io.StringIO(line.removeprefix("\ufeff"), newline="")))
    kept = rows[1][0] if len(rows) > 1 and rows[1] else ""
    assert not kept.startswith(STARTS)
    assert as_typed(kept) == (text[1:] if text.startswith("'") and neutral(text[1:]) != text[1:] else text)


@pytest.mark.django_db
def test_a_long_list_is_counted_once_a_minute_and_a_short_one_each_time(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(listing, "COUNTED", 3)
    PersonFactory.create_batch(5)
    rows = Person.objects.order_by("pk")
    reader = AnonymousUser()
    assert Listing(asked(), rows, NameFilter, counted_for=reader).count == 5
    PersonFactory(family_name="Zaoui")
    with django_assert_num_queries(1):
        assert Listing(asked(), rows, NameFilter, counted_for=reader).count == 5
    assert Listing(asked("?q=Zaoui"), rows, NameFilter, counted_for=reader).count == 1
    assert Listing(asked(), rows, NameFilter).count == 6


@pytest.mark.django_db
def test_a_box_that_is_not_ticked_is_no_filter():
    class Boxed(NameFilter):
        only = listing.forms.BooleanField(required=False)

    assert not Listing(asked(), Person.objects.order_by("pk"), Boxed).is_filtered
    assert Listing(asked("?q=Zaoui"), Person.objects.order_by("pk"), Boxed).is_filtered


def test_a_quick_select_is_written_as_django_writes_it():
    choices = [("", "Tout"), ("a", "<A & B>"), ("b", "B")]
    quick = QuickSelect(choices=choices).render("lettre", "a", {"id": "id_lettre", "class": "input"})
    slow = listing.forms.Select(choices=choices).render("lettre", "a", {"id": "id_lettre", "class": "input"})
    quick, slow = (" ".join(html.split()).replace("> <", "><").replace(" <", "<") for html in (quick, slow))
    assert re.findall("<option.*?</option>", quick) == re.findall("<option.*?</option>", slow)
    heads = [sorted(re.findall(r'\w+="[^"]*"', html.partition(">")[0])) for html in (quick, slow)]
    assert heads[0] == heads[1]


@pytest.mark.parametrize(
    "reader, text, value",
    [
        (whole_number, "1 200", 1200),
        (whole_number, "١٢", 12),
        (whole_number, "12.0", 12),
        (degrees, "34,9416", 34.9416),
        (degrees, "-2.73", -2.73),
        (day, "31/05/2013", dt.date(2013, 5, 31)),
        (day, "2013-5-31T00:00", dt.date(2013, 5, 31)),
        (yes_or_no, "Oui", True),
        (yes_or_no, "لا", False),
    ],
)
def test_a_cell_as_people_write_it(reader, text, value):
    assert reader(text) == value


@pytest.mark.parametrize(
    "reader, text",
    [
        (whole_number, "douze"),
        (whole_number, "-1"),
        (whole_number, "1.5"),
        (whole_number, "9" * 40),
        (degrees, "nan"),
        (degrees, "1e999"),
        (degrees, "181"),
        (day, "2013"),
        (day, "31/02/2013"),
        (day, "2013-13-01"),
        (yes_or_no, "peut-être"),
    ],
)
def test_a_cell_that_cannot_be_read_is_said(reader, text):
    with pytest.raises(Wrong):
        reader(text)

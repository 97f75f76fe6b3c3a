import datetime as dt
import io
import json
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from taghyir.tables import reading, spreadsheets
from taghyir.tables.reading import SURPLUS, Unreadable, read_table
from taghyir.tables.text import cleaned

TABLE = [["nom", "commune"], ["Coopérative Tifawin", "Zaïo"], ["Noix, et miel", "Nador"]]
ROWS = [{"nom": "Coopérative Tifawin", "commune": "Zaïo"}, {"nom": "Noix, et miel", "commune": "Nador"}]


def table_of(content):
    return read_table(io.BytesIO(content))


def csv_of(sign=","):
    return "\r\n".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in line) for line in TABLE)


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_in_any_dress(sign, encoding):
    assert table_of(csv_of(sign).encode(encoding)).rows == ROWS


@pytest.mark.parametrize(
    "encoding, name",
    [("cp1256", "تعاونية تيفاوين بزايو"), ("cp1252", "COOPÉRATIVE ÊTRE À ZAÏO"), ("cp1256", "Coopérative تيفاوين")],
)
def test_old_windows_files_keep_their_letters(encoding, name):
    assert table_of(f"nom;ville\n{name};Nador\n".encode(encoding)).rows == [{"nom": name, "ville": "Nador"}]


def test_the_line_by_which_a_spreadsheet_says_its_sign_is_no_heading():
    assert table_of(b"sep=;\r\nnom;ville\r\nTifawin;Zaio").rows == [{"nom": "Tifawin", "ville": "Zaio"}]


def test_blank_lines_and_blank_columns_are_left_out_and_nothing_beyond_the_headings_is_lost():
    table = table_of(b"\n\nnom,,ville,nom\n,,,\nTifawin,,Zaio,Autre,trop\n")
    assert table.headings == ["nom", "ville", "nom (2)", SURPLUS]
    assert table.rows == [{"nom": "Tifawin", "ville": "Zaio", "nom (2)": "Autre", SURPLUS: "trop"}]


def test_a_spreadsheet_gives_texts_numbers_and_days():
    row = ["Tifawin", 1561191000066, dt.date(2013, 5, 31), 34.9416, True]
    table = table_of(workbook(["nom", "ICE", "jour", "lat", "oui"], row))
    assert table.rows == [
        {"nom": "Tifawin", "ICE": "1561191000066", "jour": "2013-05-31", "lat": "34.9416", "oui": "1"}
    ]


def test_a_formula_that_was_never_computed_is_blank_and_one_that_is_text_stays_text():
    table = table_of(workbook(["nom", "somme"], ["'=1+1", "=1+1"]))
    assert table.rows == [{"nom": "'=1+1"}]
    assert table_of(b"nom\n'=1+1\n").rows == [{"nom": "=1+1"}]  # as we wrote it ourselves


@pytest.mark.parametrize(
    "found",
    [
        [{"nom": "Tifawin", "n": 3, "vide": None}],
        {"licence": "CC0", "rows": [{"nom": "Tifawin", "n": 3}]},
        {"nom": "Tifawin", "n": 3},
    ],
    ids=["a list", "a list within", "one record"],
)
def test_json_gives_its_records(found):
    assert table_of(json.dumps(found).encode()).rows == [{"nom": "Tifawin", "n": "3"}]


def test_geojson_gives_properties_and_points():
    point = {
        "type": "Feature",
        "properties": {"nom": "A"},
        "geometry": {"type": "Point", "coordinates": [-2.73, 34.94]},
    }
    odd = {"type": "Feature", "properties": {"nom": "B", "tags": ["a", "b"]}, "geometry": None}
    table = table_of(json.dumps({"type": "FeatureCollection", "features": [point, odd, 3]}).encode())
    assert table.rows == [{"nom": "A", "longitude": "-2.73", "latitude": "34.94"}, {"nom": "B", "tags": "a ; b"}]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n\r\n",
        b"\0\0\0\0",
        b"[]",
        b"{}",
        b"[1, 2]",
        b'[{"nom": "x"',
        b"[" * 200_000,
        b'{"type": "FeatureCollection"}',
        b'[{"n": ' + b"9" * 5_000 + b"}]",
        b"PK\x03\x04 no zip at all",
        b"\xd0\xcf\x11\xe0 no sheet at all",
        b'nom\n"' + b"a" * 200_000,
        b",".join(b"c%d" % n for n in range(300)) + b"\n1",
    ],
    ids=lambda content: repr(content[:20]),
)
def test_what_cannot_be_read_is_said_in_a_sentence(content):
    with pytest.raises(Unreadable) as refusal:
        table_of(content)
    assert str(refusal.value).endswith(".")


SPACES = 600  # megabytes


@pytest.fixture(scope="module")
def bomb():
    """A sheet of 600 MB of spaces, in a file of less than 1 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["nom"], ["x"]))) as good, zipfile.ZipFile(file, "w", 8) as bad:
        for name in good.namelist():
            if name != "xl/worksheets/sheet1.xml":
                bad.writestr(name, good.read(name))
        with bad.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for _row in range(SPACES):
                sheet.write(b'<row><c t="inlineStr"><is><t>' + b" " * 1_000_000 + b"x</t></is></c></row>")
            sheet.write(b"</sheetData></worksheet>")
    assert len(file.getvalue()) < 1_000_000
    return file.getvalue()


def test_a_zip_bomb_is_refused_at_once(bomb, monkeypatch):
    monkeypatch.setattr(spreadsheets.subprocess, "run", None)
    with pytest.raises(Unreadable):
        table_of(bomb)


def test_a_zip_bomb_that_lies_about_its_size_goes_off_in_a_process_of_its_own(bomb, monkeypatch):
    monkeypatch.setattr(spreadsheets, "MEMORY", 500_000_000)
    with zipfile.ZipFile(io.BytesIO(bomb)) as parts:
        size = parts.getinfo("xl/worksheets/sheet1.xml").file_size
    with pytest.raises(Unreadable):
        table_of(bomb.replace(struct.pack("<I", size), struct.pack("<I", 1_000)))


def test_one_cell_in_the_last_corner_does_not_fill_the_memory():
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "nom", "x"
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(Unreadable):
        table_of(file.getvalue())


def test_too_many_rows_are_refused_in_each_kind(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    for content in (b"nom\n" + b"a\n" * 4, json.dumps([{"nom": "a"}] * 4).encode(), workbook(["nom"], *[["a"]] * 4)):
        with pytest.raises(Unreadable):
            table_of(content)
    assert len(table_of(b"nom\n" + b"a\n" * 3).rows) == 3


@given(st.text(max_size=300))
def test_text_without_the_signs_nobody_sees(text):
    kept = cleaned(text)
    assert not set(kept) & {chr(code) for code in (0, 0x200E, 0x200F, 0x202E, 0x2066, 0xFEFF, 0x200B, 0xD800)}
    assert cleaned(kept) == kept
    kept.encode("utf-8")


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(content):
    try:
        table = table_of(content if not content.startswith((b"PK", b"\xd0")) else b"x" + content)
    except Unreadable:
        return
    assert all(heading in table.headings for row in table.rows for heading in row)

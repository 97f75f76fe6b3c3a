"""Headings on two lines, merged, below a title, in Arabic: as real workbooks have them."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from taghyir.core.text import folded
from taghyir.tables.headers import found_header, joined, names_by_likelihood
from taghyir.tables.reading import Unreadable, Where, read_table

KNOWN = {
    folded(name) for name in ("nom", "commune", "rue", "ville", "téléphone", "adresse", "الاسم", "الجماعة", "الهاتف")
}


def book(*lines, merged=(), title="Feuille1"):
    made = Workbook()
    made.active.title = title
    for line in lines:
        made.active.append(line)
    for cells in merged:
        made.active.merge_cells(cells)
    return made


def table_of(made, **where):
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return read_table(file, Where(known=where.pop("known", KNOWN), **where))


TWO_ROWS = [
    ["Registre des coopératives, arrêté au 31/12/2025"],
    [],
    ["Nom", "Adresse", None, "Contact", None],
    [None, "rue", "ville", "téléphone", "courriel"],
    ["Tifawin", "12, avenue du Rif", "Zaïo", "0612345678", "t@example.org"],
]
MERGED = ("A1:E1", "A3:A4", "B3:C3", "D3:E3")


@pytest.mark.parametrize("known", [KNOWN, ()], ids=["names are known", "no name is known"])
@pytest.mark.parametrize("merged", [MERGED, ()], ids=["merged", "blank beside"])
def test_two_rows_of_headings_below_a_title_are_one(known, merged):
    table = table_of(book(*TWO_ROWS, merged=merged), known=known)
    assert table.headings == ["Nom", "Adresse / rue", "Adresse / ville", "Contact / téléphone", "Contact / courriel"]
    assert [row["Adresse / ville"] for row in table.rows] == ["Zaïo"]
    assert table.header == (3, 2)
    assert table.first_lines[0] == (1, "Registre des coopératives, arrêté au 31/12/2025")


def test_a_file_of_text_has_two_rows_of_headings_too():
    table = read_table(
        io.BytesIO("Liste\n;Adresse;;\nnom;rue;ville;tél\nRif;1, rue A;Zaïo;0612\n".encode()), Where(known=KNOWN)
    )
    assert table.headings == ["nom", "Adresse / rue", "Adresse / ville", "Adresse / tél"]


def test_headings_in_two_languages_on_two_lines_are_known_by_either():
    made = book(["Nom", "Commune", "Téléphone"], ["الاسم", "الجماعة", "الهاتف"], ["Rif", "زايو", "0612345678"])
    table = table_of(made)
    assert table.headings == ["Nom / الاسم", "Commune / الجماعة", "Téléphone / الهاتف"]
    one = table.headings[0]
    assert names_by_likelihood([one]) == [(one, "Nom / الاسم"), (one, "الاسم"), (one, "Nom")]
    groups = ["Nom / français", "Nom / arabe"]
    assert ("Nom / français", "Nom") not in names_by_likelihood(groups), "the group says which is which of neither"
    assert len(table.rows) == 1


def test_arabic_headings_below_a_title_of_several_lines():
    made = book(
        ["المملكة المغربية"], ["لائحة التعاونيات", "2025"], [], ["الاسم", "الجماعة", "الهاتف"], ["تيفاوين", "زايو", 6]
    )
    table = table_of(made)
    assert (table.headings, table.header) == (["الاسم", "الجماعة", "الهاتف"], (4, 1))


def test_names_given_twice_are_told_apart_by_their_group_else_by_a_number():
    made = book(
        ["Nom", "Siège", None, "Atelier", None],
        [None, "ville", "rue", "ville", "rue"],
        ["Rif", "Nador", "A", "Zaïo", "B"],
    )
    assert table_of(made, known=()).headings == [
        "Nom",
        "Siège / ville",
        "Siège / rue",
        "Atelier / ville",
        "Atelier / rue",
    ]
    assert table_of(book(["nom", "ville", "ville"], ["Rif", "Nador", "Zaïo"])).headings == ["nom", "ville", "ville (2)"]


def test_what_is_merged_below_the_headings_is_said_of_each_row():
    made = book(["nom", "commune"], ["Rif", "Zaïo"], ["Atelier", None], ["Tissage", "Nador"], merged=("B2:B3",))
    assert [row["commune"] for row in table_of(made).rows] == ["Zaïo", "Zaïo", "Nador"]


def test_a_first_row_with_blanks_is_no_second_row_of_headings():
    made = book(["nom", "commune", "téléphone"], ["Rif", None, None], ["Atelier", "Zaïo", "0612345678"])
    assert (table_of(made).header, len(table_of(made).rows)) == ((1, 1), 2)
    one_column = read_table(io.BytesIO(b"nom\nRif\nAtelier\n"))
    assert (one_column.headings, len(one_column.rows)) == (["nom"], 2)


def test_a_sheet_is_chosen_among_those_one_sees():
    made = book(["aide"], title="Notice")
    made.active.sheet_state = "hidden"
    made.create_sheet("Vide")
    for name in ("Nador", "Le Kef"):
        made.create_sheet(name).append(["nom", "commune"])
        made[name].append([f"Rif de {name}", name])
    assert (table_of(made).sheet, table_of(made).sheets) == ("Nador", ["Vide", "Nador", "Le Kef"])
    assert table_of(made, sheet="Le Kef").rows == [{"nom": "Rif de Le Kef", "commune": "Le Kef"}]
    assert table_of(made, sheet="gone").sheet == "Nador"
    made["Nador"]["A1"] = "Lisez d’abord ceci"
    assert table_of(made).sheet == "Le Kef", "the first whose headings are known"
    assert table_of(made, known=()).sheet == "Nador"
    with pytest.raises(Unreadable):
        table_of(made, sheet="Vide")


def test_a_person_may_say_where_the_headings_are():
    made = book(["Liste 2025", "mise à jour"], ["A", "B"], ["nom", "commune"], ["Rif", "Zaïo"])
    assert table_of(made, known=(), header=(3, 1)).rows == [{"nom": "Rif", "commune": "Zaïo"}]
    assert table_of(made, known=(), header=(2, 2)).headings == ["A / nom", "B / commune"]
    assert table_of(made, known=(), header=(99, 1)).headings == ["Liste 2025", "mise à jour"]


def test_an_ods_says_its_merged_cells_by_blanks():
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    wide, covered = ' table:number-columns-spanned="2"', "<table:covered-table-cell/>"
    lines = [
        cell.format(' table:number-rows-spanned="2"', "Nom") + cell.format(wide, "Adresse") + covered,
        covered + cell.format("", "rue") + cell.format("", "ville"),
        cell.format("", "Rif") + cell.format("", "1, rue A") + cell.format("", "Zaïo"),
    ]
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="A">{rows}'
    content += "</table:table></office:spreadsheet></office:body></office:document-content>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", content)
        parts.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
    file.seek(0)
    table = read_table(file)
    assert table.headings == ["Nom", "Adresse / rue", "Adresse / ville"]
    assert table.rows == [{"Nom": "Rif", "Adresse / rue": "1, rue A", "Adresse / ville": "Zaïo"}]


@pytest.mark.parametrize(
    "lines, found",
    [
        ([["a", "b"], ["1", "2"]], (0, 1)),
        ([["titre"], ["a", "b"], ["1", "2"], ["3", "4"]], (1, 1)),
        ([["nom"]], (0, 1)),
        ([], (0, 1)),
        ([["nom", "commune"], ["services", "rue"]], (0, 1)),
        ([["libellé", "lieu dit"], ["nom", "ville"], ["x", "y"]], (0, 2)),
    ],
)
def test_where_headings_stand(lines, found):
    assert found_header(lines, KNOWN) == found


def test_headings_are_joined():
    assert joined(["a", "g", "", ""], ["", "x", "y", ""]) == ["a", "g / x", "g / y", ""]

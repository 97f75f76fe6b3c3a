"""A sheet becomes a form, or a list of what to mend."""

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.people.tests.factories import RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.actions import Unchanged, add_form_files, follow_form, publish_form, retire_form
from taghyir.surveys.models import Form, FormVersion
from taghyir.surveys.sheets import SheetRefused
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.surveys.tests.phone import PIXEL
from taghyir.surveys.tests.sheets import SURVEY, settings, sheet, workbook

pytestmark = pytest.mark.django_db
HEAD = SURVEY[0]


def publish(upload, by="pilar", territory=None, **more) -> FormVersion:
    return publish_form(actor=somebody(by), sheet=upload, territory=territory, **more)


def faults(*rows, choices=None, **named) -> list[tuple]:
    with pytest.raises(SheetRefused) as refused:
        publish(sheet(survey=[HEAD, *rows], **({"choices": choices} if choices else {}), **named))
    assert not Form.objects.exists()
    return [(fault.sheet, fault.row, fault.column, fault.language) for fault in refused.value.faults]


def test_a_sheet_becomes_a_form_people_can_fill():
    version = publish(sheet())
    form = version.form
    assert (form.xform_id, form.title, form.current, version.version) == ("listening", "Écoute du souk", version, "1")
    assert form.is_open
    assert version.languages == ["fr", "ar"]
    words, theme = version.questions
    assert (words["path"], words["type"], words["labels"]) == (
        "words",
        "text",
        {"fr": "Dans vos mots", "ar": "بكلماتكم"},
    )
    assert theme["choices"]["care"] == {"fr": "Le soin", "ar": "الرعاية"}
    assert theme["values"] == ["market", "care"]
    assert version.source.name == "listening.xlsx"
    assert Entry.objects.get(verb="form.published").subject == version


def test_the_same_sheet_again_changes_nothing():
    first = publish(sheet())
    with pytest.raises(Unchanged) as unchanged:
        publish(sheet())
    assert unchanged.value.version == first
    assert FormVersion.objects.count() == 1


def test_the_same_sheet_again_with_a_picture_that_was_missing_keeps_it():
    first, picture = publish(sheet()), SimpleUploadedFile("jar.png", PIXEL, "image/png")
    assert publish(sheet(), files=[picture]) == first
    assert [file.name for file in first.files.all()] == ["jar.png"]
    with pytest.raises(Unchanged):
        publish(sheet(), files=[picture])


def test_a_version_is_published_once():
    publish(sheet())
    with pytest.raises(Refused, match="1") as refused:
        publish(sheet(survey=[*SURVEY, ["integer", "age", "Âge", "السن", ""]]))
    assert refused.value.code == "version"
    newer = publish(sheet(survey=[*SURVEY, ["integer", "age", "Âge", "السن", ""]], version="2"))
    assert Form.objects.get().current == newer


def test_a_sheet_without_version_gets_one_that_follows_its_content():
    first = publish(sheet(version=None))
    assert first.version[:2] == "20"
    assert f'version="{first.version}"' in first.xform
    with pytest.raises(Unchanged):
        publish(sheet(version=None))
    second = publish(sheet(survey=SURVEY[:2], version=None))
    assert second.version != first.version


def test_the_kind_of_a_file_is_read_from_its_content():
    csv = b'survey,type,name,label\n,text,words,"Vos mots"\nsettings,form_id,version\n,by_csv,1\n'
    assert publish(SimpleUploadedFile("listening.xlsx", csv)).source.name == "listening.csv"
    assert publish(sheet(name="listening.csv")).source.name == "listening.xlsx"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["texte", "a", "A", "", ""], "type"),
        (["text", "a b", "A", "", ""], "name"),
        (["text", "", "A", "", ""], "name"),
        (["", "a", "A", "", ""], "type"),
        (["text", "a", "", "", ""], "label"),
        (["select_one nothing", "a", "A", "", ""], "type"),
        (["text", "a", "A", "", "${nobody} = 1"], "relevant"),
        (["text", "a", "A", "", "((("], "relevant"),
        (["begin_group", "a", "A", "", ""], "type"),
        (["calculate", "a", "A", "", ""], "calculation"),
    ],
)
def test_a_fault_says_its_sheet_its_row_and_its_column_in_the_reader_s_language(row, column):
    assert faults(row) == [("survey", 2, column, "")]


def test_words_in_english_come_after_a_sentence_of_the_reader():
    with pytest.raises(SheetRefused) as refused:
        publish(sheet(survey=[HEAD, ["audit", "audited", "", "", ""]]))
    (fault,) = refused.value.faults
    assert fault.language == "en" and fault.lead.startswith("Ce tableur ne peut pas devenir un formulaire")


def test_every_plain_fault_is_said_at_once():
    rows = [["text", "a b", "A", "", ""], ["select_one nothing", "c", "C", "", ""], ["", "d", "D", "", ""]]
    assert faults(*rows) == [("survey", 2, "name", ""), ("survey", 3, "type", ""), ("survey", 4, "type", "")]


def test_two_questions_of_one_name_and_choices_without_name():
    assert faults(["text", "a", "A", "", ""], ["text", "a", "B", "", ""]) == [("survey", 3, "name", "")]
    named = [["list_name", "name", "label"], ["x", "", "X"]]
    assert faults(["select_one x", "a", "A", "", ""], choices=named) == [("choices", 2, "name", "")]
    headed = [["list_name", "libelle"], ["x", "X"]]
    assert faults(["select_one x", "a", "A", "", ""], choices=headed) == [("choices", None, "", "")]


def test_answers_go_nowhere_else():
    for column in ({"submission_url": "https://elsewhere.example"}, {"public_key": "MIIB"}):
        with pytest.raises(SheetRefused) as refused:
            publish(sheet(**column))
        assert refused.value.faults[0].sheet == "settings"


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 no workbook", b"a,b\n1,2", b"\xff\xfe", b"<a/>"]
)
def test_what_is_no_workbook_is_refused_in_a_sentence(content):
    with pytest.raises(SheetRefused):
        publish(SimpleUploadedFile("a.xlsx", content))


def test_a_bomb_costs_nothing():
    bomb, entities = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(8):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 10_000_000)
    with zipfile.ZipFile(io.BytesIO(workbook(survey=SURVEY))) as honest, zipfile.ZipFile(entities, "w") as archive:
        for part in honest.infolist():
            body = honest.read(part)
            if part.filename == "xl/workbook.xml":
                body = body.replace(b"<workbook", b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook', 1)
            archive.writestr(part.filename, body)
    began = time.monotonic()
    for content in (bomb.getvalue(), entities.getvalue()):
        with pytest.raises(SheetRefused):
            publish(SimpleUploadedFile("a.xlsx", content))
    assert time.monotonic() - began < 3


def test_a_form_of_ten_thousand_questions_is_answered_in_time():
    rows = [["text", f"q{number}", f"Question {number}", "", ""] for number in range(10_000)]
    began = time.monotonic()
    assert len(publish(sheet(survey=[HEAD, *rows])).questions) == 10_000
    assert time.monotonic() - began < 30


def test_a_sheet_too_big_is_refused():
    with pytest.raises(SheetRefused):
        publish(SimpleUploadedFile("a.csv", b"survey,type\n" + b"a" * 5_000_001))


def test_only_coordinators_publish_and_only_where_they_coordinate():
    nador, kef = TerritoryFactory(), TerritoryFactory(code="KEF")
    for name, territory in (("karim", nador), ("ines", None), ("amina", None), ("amina", kef), ("noor", nador)):
        with pytest.raises(NotAllowed):
            publish(sheet(), by=name, territory=territory)
    assert publish(sheet(), by="amina", territory=nador).form.territory == nador


def test_the_identifier_of_another_territory_is_taken():
    publish(sheet(), by="amina", territory=TerritoryFactory())
    kef = RoleFactory(kind="partner_coordinator", territory=TerritoryFactory(code="KEF"))
    with pytest.raises(Refused) as refused:
        publish_form(actor=kef.user, sheet=sheet(version="2"), territory=kef.territory)
    assert refused.value.code == "taken"


def test_a_new_version_stays_where_the_form_is():
    publish(sheet(), by="amina", territory=TerritoryFactory())
    assert publish(sheet(version="2", survey=SURVEY[:2]), by="pilar").form.territory.code == "NAD"


def test_a_retired_form_opens_again_with_its_sheet():
    version = publish(sheet())
    retire_form(actor=somebody("pilar"), form=version.form)
    with pytest.raises(Refused):
        retire_form(actor=somebody("pilar"), form=version.form)
    with pytest.raises(NotAllowed):
        retire_form(actor=somebody("amina"), form=version.form)
    assert publish(sheet()) == version
    assert Form.objects.get().is_open


def test_the_pictures_a_form_shows_go_with_it():
    survey = [[*HEAD, "media::image"], ["text", "a", "A", "أ", "", "jar.png"], ["text", "b", "B", "ب", "", "box.png"]]
    version = publish(sheet(survey=survey), files=[SimpleUploadedFile("jar.png", PIXEL)])
    assert [file.name for file in version.files.all()] == ["jar.png"]
    add_form_files(
        actor=somebody("pilar"),
        version=version,
        files=[SimpleUploadedFile("jar.png", PIXEL + b"0"), SimpleUploadedFile("box.png", PIXEL)],
    )
    assert [(file.name, file.file.size) for file in version.files.all()] == [
        ("box.png", len(PIXEL)),
        ("jar.png", len(PIXEL)),
    ]
    with pytest.raises(Refused):
        add_form_files(actor=somebody("pilar"), version=version, files=[SimpleUploadedFile("c.png", b"MZ no picture")])
    with pytest.raises(NotAllowed):
        add_form_files(actor=somebody("karim"), version=PublishedFormFactory().current, files=[])


def test_choices_kept_outside_the_form_go_as_a_list():
    survey = [["type", "name", "label", "choice_filter"], ["text", "region", "R", ""]]
    survey += [["select_one_external communes", "commune", "C", "region=${region}"]]
    external = [["list_name", "name", "label", "region"], ["communes", "zaio", "Zaïo", "02"]]
    content = workbook(survey=survey, external_choices=external, settings=settings())
    version = publish(SimpleUploadedFile("a.xlsx", content))
    assert version.files.get().name == "itemsets.csv"


def test_every_real_sheet_becomes_a_form_but_the_one_that_hides_its_answers(real):
    names = sorted(path for path in real("forms").rglob("*.xls*"))
    published, refused = {}, {}
    for path in names:
        try:
            published[path.stem] = publish(SimpleUploadedFile(path.name, path.read_bytes()))
        except SheetRefused as refusal:
            refused[path.stem] = refusal.faults
    assert len(published) == 14
    assert {stem: [(fault.sheet, fault.row) for fault in found] for stem, found in refused.items()} == {
        "xlsform_spec_test": [("settings", None)]  # submission_url and public_key: encrypted, and sent elsewhere
    }
    assert published["tutorial_arabic_labels"].languages == ["en", "ar"]
    assert published["socio-economic-survey-v20240515"].languages == ["en", "fr"]
    assert published["all-question-types-v2024091201-3"].version == "2024091201-3"
    assert published["group"].form.xform_id == "group"  # the name of the file, when the sheet gives none


XFORMS = [
    "01-itext-basic", "08-complex-repeats", "1-rank", "1-validation", "2-dynamic-selects-itemsets",
    "3-notes-with-markdown", "6-relevant-calculate-group", "geopoint",
]  # fmt: skip


@pytest.mark.parametrize("name", XFORMS)
def test_an_xform_is_refused_with_what_is_taken_instead(real, name):
    content = (real("forms") / "xform" / f"{name}.xml").read_bytes()
    with pytest.raises(SheetRefused, match="Envoyez le tableur dont il vient\u00a0: XLSX, XLS ou CSV"):
        publish(SimpleUploadedFile(f"{name}.xml", content, "text/xml"))
    assert not Form.objects.exists()


def test_a_form_says_whether_another_room_makes_something_of_its_answers():
    form = PublishedFormFactory(territory=TerritoryFactory())
    assert follow_form(actor=somebody("amina"), form=form, is_followed=True).is_followed
    for name in ("karim", "hedi", "noor"):
        with pytest.raises(NotAllowed):
            follow_form(actor=somebody(name), form=form, is_followed=False)

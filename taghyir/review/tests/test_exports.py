"""Answers taken away: the columns people and tools expect, numbers as numbers, no formula ever run."""

import csv
import io
import json
import re
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.http import FileResponse
from openpyxl import load_workbook

from taghyir.core.actions import Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.review.actions import correct_submission, judge_submission
from taghyir.review.kept import forget_old
from taghyir.surveys.models import Attachment, Submission
from taghyir.surveys.queries import answers_as_they_came, sheet_of_xml
from taghyir.surveys.tests.factories import LISTENING, FormVersionFactory, PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.lists import form_with_lists
from taghyir.surveys.tests.phone import Phone, filled, real_sheets
from taghyir.tables.exports import as_typed
from taghyir.xforms.xform import read_xform

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return PublishedFormFactory()


def exported(client, form, **query) -> list[dict[str, str]]:
    """The rows of the CSV, as Pilar takes it away in French."""
    client.force_login(somebody("pilar"))
    response = client.get(f"/fr/forms/{form.pk}/answers/", {"format": "csv"} | query)
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def taken(client, form, wanted, **query) -> io.BytesIO:
    client.force_login(somebody("pilar"))
    response = client.get(f"/fr/forms/{form.pk}/answers/take/", {"format": wanted} | query)
    assert response.status_code == 200
    return io.BytesIO(b"".join(response.streaming_content))


def sheet_of(client, form, number=0, **query) -> list[tuple]:
    book = load_workbook(taken(client, form, "xlsx", **query))
    return list(book.worksheets[number].iter_rows(values_only=True))


def test_answers_in_words_in_the_language_of_the_reader(client, form):
    SubmissionFactory(form=form, answers={"words": "Des bocaux", "theme": "care", "tried": "market care"})
    row = exported(client, form)[0]
    assert row["Dans vos mots"] == "Des bocaux"
    assert row["Sur quoi"] == "Le soin"
    assert row["Déjà essayé"] == "Vendre; Le soin"
    assert (row["Déjà essayé / Vendre"], row["Déjà essayé / Le soin"]) == ("1", "1")
    client.force_login(somebody("pilar"))
    arabic = client.get(f"/ar/forms/{form.pk}/answers/?format=csv")
    assert "الرعاية" in b"".join(arabic.streaming_content).decode()


def test_answers_in_codes_with_the_path_of_each_question(client, form):
    SubmissionFactory(form=form, answers={"words": "x", "theme": "care", "tried": "market"})
    row = exported(client, form, values="codes")[0]
    assert (row["words"], row["theme"], row["tried/market"], row["tried/care"]) == ("x", "care", "1", "0")


def test_a_repeat_is_json_in_its_row_and_a_table_of_its_own(client, form):
    turns = [{"children/age": "4"}, {"children/age": "7"}]
    submission = SubmissionFactory(form=form, answers={"words": "x", "children": turns})
    SubmissionFactory(form=form, answers={"words": "y"})
    rows = exported(client, form, values="codes")
    assert [row["children"] for row in rows] == [json.dumps(turns), ""]
    linked = exported(client, form, values="codes", repeat="children")
    assert [row["children/age"] for row in linked] == ["4", "7"]
    assert {value for row in linked for value in row.values()} >= {submission.receipt}
    cells = sheet_of(client, form, number=1, values="codes")
    assert cells[1][cells[0].index("children/age")] == 4  # a number stays a number


def test_the_questions_of_every_version_have_their_column(client, form):
    SubmissionFactory(form=form, answers={"words": "x"})
    older = form.current.xform.replace("words", "story")
    FormVersionFactory(form=form, xform=older, version="0")
    heads = list(exported(client, form, values="codes")[0])
    assert "words" in heads and "story" in heads


def test_only_what_the_reader_sees_and_has_filtered_is_taken_away(client, form):
    SubmissionFactory(form=form, answers={"words": "Nador"})
    SubmissionFactory(form=form, answers={"words": "Le Kef"}, submitted_by=somebody("hedi"))
    client.force_login(somebody("amina"))
    amina = b"".join(client.get(f"/fr/forms/{form.pk}/answers/?format=csv").streaming_content).decode()
    assert "Nador" in amina and "Le Kef" not in amina
    assert [row["Dans vos mots"] for row in exported(client, form, q="kéf")] == ["Le Kef"]
    assert Entry.objects.filter(verb="answers.exported", actor=somebody("amina")).count() == 1


def test_no_answer_is_ever_a_formula_and_none_is_lost(client, form, real):
    """Exactly what was typed, in CSV and in XLSX; controls that no XML may hold come with no answer: they are refused."""
    naughty = json.loads(real("security/blns.json").read_text())
    naughty += real("security/csv_injection_payloads.txt").read_text().split("\n")
    naughty = list(dict.fromkeys(text for text in naughty if text.strip()))
    impossible = [text for text in naughty if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)]
    assert len(impossible) == 6 and len(naughty) > 500
    for text in impossible:
        with pytest.raises(Refused):
            sheet_of_xml(filled(form, f"<words>{escape(text)}</words>").encode())
    naughty = [text for text in naughty if text not in impossible]
    for text in naughty:
        answers = sheet_of_xml(filled(form, f"<words>{escape(text)}</words>").encode()).answers(form.current.questions)
        assert answers == {"words": text}
        SubmissionFactory(form=form, answers=answers)
    rows = exported(client, form, values="codes")
    assert [as_typed(row["words"]) for row in rows] == naughty
    assert not [row["words"] for row in rows if row["words"][:1] in "=+-@"]
    cells = sheet_of(client, form, values="codes")
    column = cells[0].index("words")
    assert [row[column] for row in cells[1:]] == naughty
    pages = [client.get(f"/fr/forms/{form.pk}/answers/?page={n}") for n in range(1, len(naughty) // 20 + 2)]
    assert all(page.status_code == 200 for page in pages)
    assert b"<script>alert(" not in b"".join(page.content for page in pages)


def test_the_table_is_the_one_ona_gives_for_the_same_answers(client, real):
    """Cell by cell with `transportation.csv`, the export Ona made of these sheets.

    Ours besides: `image1` and `…/other/frequency_to_referral_facility`, which that file leaves out, and the four real
    sheets that came later. `_submission_time` is when the sheet came here; Ona wrote when it came there.
    """
    form = PublishedFormFactory(
        xform_id="transportation_2011_07_25",
        current__xform=real("forms/ona/transportation.xform.xml").read_text(),
        current__version="2014111",
    )
    FormVersionFactory(form=form, xform=form.current.xform, version="20170517")
    expected = list(csv.DictReader(io.StringIO(real("forms/ona/transportation.csv").read_text())))
    phone = Phone(somebody("karim"))
    for content in real_sheets(real("forms/ona/instances")).values():
        phone.send(content)
    assert Submission.objects.count() == 8
    rows = {row["_uuid"]: row for row in exported(client, form, values="ona")}
    compared = [name for name in expected[0] if name != "_submission_time"]
    for wanted in expected:
        assert {name: rows[wanted["_uuid"]][name] for name in compared} == {name: wanted[name] for name in compared}
    ours = [name for name in rows[expected[0]["_uuid"]] if name not in expected[0]]
    assert ours == [
        "formhub/uuid",  # declared by the form, never asked
        "transport/loop_over_transport_types_frequency/other/frequency_to_referral_facility",
        "image1",
    ]
    order = [name for name in rows[expected[0]["_uuid"]] if name in expected[0]]
    assert order == list(expected[0])


def test_a_real_form_with_a_repeat_is_read_back(client, real):
    form = PublishedFormFactory(
        xform_id="groups_and_repeats",
        current__xform=real("forms/xform/08-complex-repeats.xml").read_text(),
        current__version="20240326122412",
    )
    repeats = [question["path"] for question in form.current.questions if question["type"] == "repeat"]
    deepest = max(repeats, key=lambda path: path.count("/"))
    inside = next(q["path"] for q in form.current.questions if q["repeat"] == deepest and q["type"] == "text")
    parts = inside.split("/")
    xml = "".join(f"<{part}>" for part in parts) + "حكاية" + "".join(f"</{part}>" for part in reversed(parts))
    answers = answers_as_they_came(Submission(version=form.current, xml=filled(form, xml)))
    SubmissionFactory(form=form, answers=answers)
    assert exported(client, form, values="codes", repeat=deepest)[0][inside] == "حكاية"


def test_a_wrong_choice_of_table_gives_the_plain_one(client, form):
    SubmissionFactory(form=form, answers={"words": "x"})
    assert exported(client, form, values="nonsense", repeat="nothing")[0]["Dans vos mots"] == "x"


def test_repeats_are_tables_linked_by_their_keys(client, form):
    turns = [{"children/age": "4"}, {"children/age": "7"}]
    answer = SubmissionFactory(form=form, answers={"words": "=1+1", "children": turns})
    SubmissionFactory(form=form, answers={"words": "y"})
    archive = ZipFile(taken(client, form, "zip", values="codes"))
    assert archive.testzip() is None
    main, children = (
        list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))) for name in archive.namelist()
    )
    assert [row["KEY"] for row in main] == [answer.instance_id, Submission.objects.latest("pk").instance_id]
    assert main[0]["words"] == "'=1+1" and "children" not in main[0]
    assert [(row["PARENT_KEY"], row["KEY"], row["children/age"]) for row in children] == [
        (answer.instance_id, f"{answer.instance_id}/children[1]", "4"),
        (answer.instance_id, f"{answer.instance_id}/children[2]", "7"),
    ]
    names = load_workbook(taken(client, form, "xlsx", values="codes")).sheetnames
    assert len(names) == 2 and names[1] == "children"


def test_several_choices_stay_in_one_column_when_asked(client, form):
    SubmissionFactory(form=form, answers={"tried": "care market"})
    row = exported(client, form, values="codes", several="one")[0]
    assert row["tried"] == "care market" and "tried/care" not in row


@pytest.mark.parametrize("values, heading", [("labels", "Déjà essayé"), ("codes", "tried"), ("ona", "tried")])
def test_several_choices_of_a_list_that_is_not_in_the_form_are_taken_away_too(client, form, values, heading):
    fixed, listed = form.current.xform, "instance('crops')/root/item"
    tried = fixed.index("<select ")
    form.current.xform = fixed[:tried] + fixed[tried:].replace("instance('themes')/root/item", listed, 1)
    form.current.questions = read_xform(form.current.xform).questions
    form.current.save()
    SubmissionFactory(form=form, answers={"tried": "figs olives"})
    assert exported(client, form, values=values)[0][heading].replace("; ", " ") == "figs olives"
    FormVersionFactory(form=form, version="0", xform=fixed)  # once, its choices stood in the form
    rows = exported(client, form, values=values)
    assert rows[0][heading].replace("; ", " ") == "figs olives"


def test_points_lines_and_shapes_are_geojson(client):
    xform = LISTENING.replace('"/data/words" type="string"', '"/data/words" type="geopoint"')
    xform = xform.replace('"/data/children/age" type="int"', '"/data/children/age" type="geoshape"')
    form = PublishedFormFactory(current__xform=xform.format(title="x", xform_id="geo", version="1"))
    ring = "0 0;0 1 5 5;1 1;0 0"
    SubmissionFactory(form=form, answers={"words": "34.94 -2.73 0 0", "children": [{"children/age": ring}]})
    SubmissionFactory(form=form, answers={"words": "nowhere", "children": [{"children/age": "0 0;1 1"}]})
    read = json.load(taken(client, form, "geojson"))
    assert [feature["geometry"] for feature in read["features"]] == [
        {"type": "Point", "coordinates": [-2.73, 34.94]},
        {"type": "Polygon", "coordinates": [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]]},
    ]
    assert read["features"][1]["properties"]["KEY"].endswith("/children[1]")


def test_media_are_in_a_zip_under_harmless_names(client, form):
    answer = SubmissionFactory(form=form)
    for number, name in enumerate(("../../etc/pass wd.png", "a.png", "A.png", "..", "صورة.png")):
        Attachment.objects.create(
            submission=answer,
            name=name,
            content=ContentFile(b"x" * (number + 1), name="a"),
            content_type="image/png",
            size=1,
            sha256="0",
        )
    archive = ZipFile(taken(client, form, "media"))
    assert archive.testzip() is None
    folder, again = answer.receipt, answer.attachments.get(name="A.png").pk
    expected = [f"{folder}/{name}" for name in ("pass_wd.png", "a.png", f"{again}-A.png", "file", "صورة.png")]
    assert archive.namelist() == expected
    gone = answer.attachments.first()
    gone.content.storage.delete(gone.content.name)
    assert f"{folder}/pass_wd.png.missing.txt" in ZipFile(taken(client, form, "media")).namelist()


def test_a_file_is_kept_until_something_is_written(client, form):
    answer = SubmissionFactory(form=form, answers={"words": "Des bocaux"})
    first = exported(client, form)
    assert exported(client, form) == first
    again = client.get(f"/fr/forms/{form.pk}/answers/", {"format": "csv"})
    assert isinstance(again, FileResponse) and b"bocaux" in b"".join(again.streaming_content)
    assert Entry.objects.filter(verb="answers.exported").count() == 3, "each time is written"
    pilar = somebody("pilar")
    correct_submission(actor=pilar, submission=answer, answers={"words": "Des pots"}, reason="Relu", based_on=1)
    assert exported(client, form)[0]["Dans vos mots"] == "Des pots"
    judge_submission(actor=pilar, submission=answer, state="approved")
    assert exported(client, form)[0] != first[0]
    SubmissionFactory(form=form)
    assert len(exported(client, form)) == 2
    assert forget_old() == 0
    client.force_login(somebody("hedi"))
    theirs = b"".join(client.get(f"/fr/forms/{form.pk}/answers/?format=csv").streaming_content).decode()
    assert "pots" not in theirs, "what is kept is of one reader"


def test_whom_an_answer_names_is_named_in_words_and_numbered_in_codes(client):
    """Also inside repeats, where several may be chosen; what is in no list any more keeps its code."""
    form, honey = form_with_lists(), OrganisationFactory(name="Miel du Rif", name_ar="عسل الريف")
    reeds = OrganisationFactory(name="Roseaux", name_ar="")
    met = [{"visits/met": f"{honey.pk} {reeds.pk}"}, {"visits/met": "999999999"}]
    SubmissionFactory(form=form, answers={"enterprise": str(honey.pk), "visits": met})
    assert exported(client, form)[0]["Coopérative"] == "Miel du Rif"
    assert exported(client, form, values="codes")[0]["enterprise"] == str(honey.pk)
    visits = [row[0] for row in sheet_of(client, form, 1)]
    assert visits == ["Visites / Rencontrées", "Miel du Rif; Roseaux", "999999999"]

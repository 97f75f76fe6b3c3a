"""What one version changes to another, and the answers it concerns."""

import random
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from taghyir.drafts.changes import Change, changes_between
from taghyir.drafts.queries import compared, entitle
from taghyir.drafts.tests.factories import changed_version
from taghyir.people.tests.factories import somebody
from taghyir.surveys.actions import publish_form
from taghyir.surveys.tests.factories import FormFactory, FormVersionFactory, PublishedFormFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def told(changes: list[Change]) -> list[tuple]:
    return [
        (change.kinds, change.path or change.former_path, sorted({one.what for one in change.aspects}))
        for change in changes
    ]


def test_questions_added_removed_moved_and_changed_are_told_apart():
    before = PublishedFormFactory().current
    after = changed_version(before)
    assert changes_between(before, before) == []
    choices = ["choice_added", "choice_removed"]
    assert told(changes_between(before, after)) == [
        (["changed"], "words", ["words"]),
        (["moved", "changed"], "tried", [*choices, "place"]),
        (["removed"], "photo", ["type", "words"]),  # it stood after the one above
        (["changed"], "theme", choices),
        (["changed"], "children/age", ["constraint", "relevant", "required", "type"]),
    ]
    back = told(changes_between(after, before))
    assert (["added"], "photo", ["type", "words"]) in back and len(back) == 5


def test_conditions_read_as_in_a_sheet_and_words_are_marked_one_by_one():
    before = PublishedFormFactory().current
    changes = {change.name: change for change in changes_between(before, changed_version(before))}
    age = {one.what: (one.before, one.after) for one in changes["age"].aspects}
    assert age == {
        "type": ("integer", "decimal"),
        "constraint": ("", ". > 0"),
        "required": ("", "yes"),
        "relevant": ("", "${words} != ''"),
    }
    french, arabic = changes["words"].aspects
    assert (french.language, french.direction, arabic.language, arabic.direction) == ("fr", "ltr", "ar", "rtl")
    assert french.after_parts == [(False, "Dans vos "), (True, "propres "), (False, "mots")]
    assert french.before_parts == [(False, "Dans vos "), (False, "mots")]
    assert arabic.after_parts == [(False, "بكلماتكم "), (True, "أنتم")]


def test_answers_that_hold_what_goes_are_counted_in_one_statement_repeats_and_lists_too():
    form = PublishedFormFactory()
    after = changed_version(form.current)
    SubmissionFactory(form=form, answers={"theme": "care", "tried": "market care", "photo": "a.jpg"})
    SubmissionFactory(form=form, answers={"theme": "market", "tried": "care", "photo": "b.jpg"})
    SubmissionFactory(form=form, answers={"theme": "care", "children": [{"children/age": "4"}, {"children/age": "7"}]})
    SubmissionFactory(answers={"theme": "care", "photo": "c.jpg"})  # of another form
    found = compared(form, str(form.current_id), str(after.pk))
    with CaptureQueriesContext(connection) as asked:
        entitle(found, found.changes, "ar")
    assert len(asked) == 1
    named = {change.name: change for change in found.changes}
    gone = {
        name: next(one.held for one in named[name].aspects if one.what == "choice_removed")
        for name in ("theme", "tried")
    }
    assert gone == {"theme": 2, "tried": 2}
    assert (named["photo"].held, named["age"].held, named["words"].held) == (2, 1, None)
    assert named["words"].title == "بكلماتكم أنتم"


def test_a_question_that_changes_group_is_the_same_and_its_column_is_another():
    form = PublishedFormFactory()
    inner = form.current.xform.replace("/data/words", "/data/talk/words").replace("<words/>", "<talk><words/></talk>")
    after = changed_version(form.current, inner)
    SubmissionFactory(form=form, answers={"words": "x"})
    found = compared(form, str(form.current_id), str(after.pk))
    entitle(found, found.changes, "fr")
    group, words = found.changes
    assert (group.kinds, words.kinds, words.path, words.former_path) == (["added"], ["moved"], "talk/words", "words")
    assert words.renames_column and words.held == 1
    assert [(one.what, one.before, one.after) for one in words.aspects] == [("group", "", "talk")]


def many(order: list[int]) -> str:
    fields = "".join(f"<q{n}/>" for n in order)
    asked = "".join(f'<input ref="/d/q{n}"><label>{n}</label></input>' for n in order)
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title>'
        f'<model><instance><d id="many" version="1">{fields}</d></instance></model></h:head><h:body>{asked}</h:body></h:html>'
    )


def test_only_the_questions_that_move_are_said_to_move_among_thousands():
    form, order = FormFactory(xform_id="many"), list(range(3_000))
    before = FormVersionFactory(form=form, xform=many(order))
    order.insert(10, order.pop(2_500))
    moved = changes_between(before, FormVersionFactory(form=form, xform=many(order)))
    assert told(moved) == [(["moved"], "q2500", ["place"])]
    random.Random(5).shuffle(order)
    shuffled = changes_between(before, FormVersionFactory(form=form, xform=many(order)))
    assert 2_500 < len(shuffled) < 3_000 and {kind for change in shuffled for kind in change.kinds} == {"moved"}


SPELLINGS = ("label::French (fr)", "label::fr", "label:French", "label::Français (fr)")


def test_each_way_of_naming_a_language_is_the_same_language():
    """The same form with another heading changes nothing: one version after the other, as people send them."""
    versions = []
    for number, heading in enumerate(SPELLINGS):
        text = f'survey,type,name,{heading}\n,text,words,"Vos mots ?"\nsettings,form_id,version\n,spelt,{number}\n'
        upload = SimpleUploadedFile("spelt.csv", text.encode())
        versions.append(publish_form(actor=somebody("pilar"), sheet=upload))
    assert [version.languages for version in versions] == [["fr"]] * 4
    assert all(version.questions[0]["labels"] == {"fr": "Vos mots ?"} for version in versions)
    assert all(changes_between(one, other) == [] for one in versions for other in versions)


def edited(content: bytes) -> bytes:
    """A real sheet with other words in its first note, its second note gone, and a question more."""
    book = load_workbook(BytesIO(content))
    survey, settings = book["survey"], book["settings"]
    heads = [str(cell.value or "") for cell in survey[1]]
    label = next(n for n, head in enumerate(heads, start=1) if head.startswith("label"))
    rows = [row for row in range(2, survey.max_row + 1) if survey.cell(row, 1).value == "note"]
    survey.cell(rows[0], label).value = f"{survey.cell(rows[0], label).value} otherwise"
    survey.delete_rows(rows[1])
    survey.insert_rows(rows[0])
    for column, words in (
        (heads.index("type") + 1, "integer"),
        (heads.index("name") + 1, "one_more"),
        (label, "More?"),
    ):
        survey.cell(rows[0], column).value = words
    version = next(cell for cell in settings[1] if cell.value == "version")
    settings.cell(2, version.column).value = "edited"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_a_real_form_edited_by_hand_says_what_was_edited_and_nothing_else(real):
    path = real("forms") / "all-question-types-v2024091201-3.xlsx"
    content = path.read_bytes()
    pilar = somebody("pilar")
    before = publish_form(actor=pilar, sheet=SimpleUploadedFile(path.name, content))
    after = publish_form(actor=pilar, sheet=SimpleUploadedFile(path.name, edited(content)))
    changes = changes_between(before, after)
    kinds = [change.kinds for change in changes]
    assert sorted(kinds) == [["added"], ["changed"], ["removed"]]
    changed = next(change for change in changes if change.kinds == ["changed"])
    assert [part for part in changed.aspects[0].after_parts if part[0]][-1][1].endswith("otherwise")
    assert next(change for change in changes if change.kinds == ["added"]).name == "one_more"


def test_every_real_form_is_the_same_as_itself_and_all_new_beside_another(real):
    found = []
    for path in sorted(real("forms").rglob("*.xform.xml"))[:6]:
        found.append(FormVersionFactory(xform=path.read_text()))
    assert len(found) > 1
    assert all(changes_between(one, one) == [] for one in found)
    assert all(len(changes_between(one, other)) > 1 for one, other in zip(found, found[1:], strict=False))

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.paper import queries
from taghyir.paper.actions import (
    bring_sheets,
    confirm_sheet,
    finish_bringing,
    print_form,
    set_sheet_aside,
    take_page,
    take_sheet_up,
)
from taghyir.paper.models import PaperSheet, SheetPage
from taghyir.paper.reactions import read_sheets
from taghyir.paper.tests.factories import (
    brought,
    flat,
    photo,
    printed_batch,
    scan,
    sheet_back,
    souk_published,
    ticked_pages,
)
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.actions import retire_form
from taghyir.surveys.models import Submission
from taghyir.surveys.queries import submissions_of_form

pytestmark = pytest.mark.django_db
TICKS = {"market/sells": ["yes"], "market/products": ["honey", "rugs"], "mood": ["so_so"], "child/school#2": ["no"]}
TYPED = {
    "market/members": "١٢",
    "market/price": "7,5",
    "market/since": "2019-03-08",
    "words": "البيع صعب",
    "child/name#2": "Aya",
}


def answers_of(sheet, **typed):
    """What somebody says who agrees with the machine, and types the rest."""
    read = {
        one.field["key"]: " ".join(one.reading["values"]) if one.reading else ""
        for one in queries.fields_of_sheet(sheet)
    }
    return read | {"market/members": "12"} | typed


@pytest.fixture
def waiting():
    return sheet_back(TICKS, written=("words", "market/members"))


def test_a_sheet_goes_from_paper_to_an_answer_once(waiting):
    karim = somebody("karim")
    assert waiting.state == "to_decide", "something is written by hand"
    assert (str(waiting.brought_by), waiting.territory.code) == (str(karim), "NAD")
    done = confirm_sheet(actor=karim, sheet=waiting, answers=answers_of(waiting, **TYPED))
    answer = done.submission
    assert answer.answers == {
        "market/sells": "yes",
        "market/products": "honey rugs",
        "market/members": "12",
        "market/price": "7.5",
        "market/since": "2019-03-08",
        "mood": "so_so",
        "words": "البيع صعب",
        "child": [{"child/name": "Aya", "child/school": "no"}],
    }
    assert (answer.device, answer.submitted_by, answer.version) == ("paper", karim, waiting.batch.version)
    assert Entry.objects.filter(verb="submission.received", subject_id=answer.pk).exists(), "other rooms react as ever"
    with pytest.raises(Refused, match="attend plus"):
        confirm_sheet(actor=karim, sheet=waiting, answers=answers_of(waiting))
    PaperSheet.objects.update(state="read", submission=None)  # even if two people confirm at one moment
    again = confirm_sheet(actor=karim, sheet=waiting, answers=answers_of(waiting, **TYPED))
    assert again.submission == answer
    assert Submission.objects.count() == 1


def test_nothing_is_confirmed_that_nobody_decided(waiting):
    karim, agreed = somebody("karim"), answers_of(waiting)
    for key, wrong, code in (
        ("mood", None, "undecided"),
        ("market/members", "", "required"),
        ("market/members", "douze", "kind"),
        ("market/price", "1e9", "kind"),
        ("market/since", "2026-02-31", "kind"),
        ("mood", "splendid", "choice"),
        ("market/products", "honey gold", "choice"),
        ("words", "x" * 4_001, "long"),
        ("words", "a\x00b", "long"),
    ):
        given = {name: value for name, value in (agreed | {key: wrong}).items() if value is not None}
        with pytest.raises(Refused) as refusal:
            confirm_sheet(actor=karim, sheet=waiting, answers=given)
        assert (refusal.value.code, refusal.value.field) == (code, key)
    assert not Submission.objects.exists()


def test_who_did_not_bring_it_and_does_not_coordinate_there_confirms_nothing(waiting):
    for name in ("hedi", "fatma", "ines", "noor"):
        with pytest.raises(NotAllowed):
            confirm_sheet(actor=somebody(name), sheet=waiting, answers={})
        with pytest.raises(NotAllowed):
            set_sheet_aside(actor=somebody(name), sheet=waiting, reason="…")
    assert confirm_sheet(actor=somebody("amina"), sheet=waiting, answers=answers_of(waiting)).state == "confirmed"


def test_an_answer_stays_where_its_sheet_was_filled_whoever_confirms_it(waiting):
    programme = somebody("pilar")
    assert not programme.roles_today[0].territory_id, "she coordinates everywhere and works nowhere"
    answer = confirm_sheet(actor=programme, sheet=waiting, answers=answers_of(waiting)).submission
    answer.refresh_from_db()
    assert (answer.territory.code, answer.submitted_by) == ("NAD", programme)
    assert submissions_of_form(somebody("karim"), answer.form).get() == answer, "who brought it back finds it again"


def test_a_sheet_is_set_aside_with_a_reason_and_taken_up_again(waiting):
    karim = somebody("karim")
    with pytest.raises(Refused, match="quelques mots"):
        set_sheet_aside(actor=karim, sheet=waiting, reason=" ")
    aside = set_sheet_aside(actor=karim, sheet=waiting, reason="Remplie deux fois")
    with pytest.raises(Refused):
        confirm_sheet(actor=karim, sheet=aside, answers=answers_of(waiting))
    assert take_sheet_up(actor=karim, sheet=aside).state == "to_decide"
    with pytest.raises(Refused):
        take_sheet_up(actor=karim, sheet=aside)


def test_a_missing_page_is_said_and_a_lost_one_is_confirmed_only_on_purpose():
    karim, batch = somebody("karim"), printed_batch()
    sheet = batch.sheets.get()
    first, second = ticked_pages(sheet, TICKS)
    brought(flat(first))
    sheet.refresh_from_db()
    assert (sheet.state, queries.missing_pages(sheet)) == ("to_decide", [2])
    with pytest.raises(Refused, match="manque"):
        confirm_sheet(actor=karim, sheet=sheet, answers=answers_of(sheet))
    brought(photo(second, turned=187.0))
    sheet.refresh_from_db()
    assert (sheet.state, queries.missing_pages(sheet)) == ("read", [])
    sheet.pages.filter(page=2).delete()
    assert confirm_sheet(actor=karim, sheet=sheet, answers=answers_of(sheet), without_missing=True).submission


def test_a_double_changes_nothing_and_a_photocopy_is_told_apart():
    sheet = printed_batch().sheets.get()
    page, other = ticked_pages(sheet, TICKS)[0], ticked_pages(sheet, {"market/sells": ["no"]})[0]
    problems = [one.problem for one in SheetPage.objects.filter(brought__bringing=brought(flat(page))).all()]
    again = brought(photo(page, seed=2), flat(other))
    problems += [one.problem for one in queries.pages_of_bringing(again)]
    assert problems == ["", "double", "other"]
    sheet.refresh_from_db()
    assert sheet.readings["market/sells"]["values"] == ["yes"]
    assert queries.doubles_of_sheet(sheet).count() == 2


def test_reading_twice_reads_once():
    sheet = printed_batch().sheets.get()
    bringing = brought(flat(ticked_pages(sheet, TICKS)[0]))
    entry = Entry.objects.get(verb="sheets.brought")
    bringing.is_read = False
    bringing.save()
    read_sheets(entry)
    assert run_reactions() == 1
    assert SheetPage.objects.count() == 1


def test_what_is_of_another_territory_or_of_a_closed_form_is_kept_and_said():
    form = souk_published(TerritoryFactory(code="KEF"))
    batch = printed_batch(form=form, by="hedi")
    sheet = batch.sheets.get()
    pages = ticked_pages(sheet, TICKS)
    page = queries.pages_of_bringing(brought(flat(pages[0]), by="karim")).get()
    assert (page.problem, page.sheet, bool(page.picture)) == ("not_yours", None, False)
    brought(scan(pages), by="hedi")
    retire_form(actor=somebody("pilar"), form=form)
    sheet.refresh_from_db()
    with pytest.raises(Refused, match="plus de réponses"):
        confirm_sheet(actor=somebody("hedi"), sheet=sheet, answers=answers_of(sheet))
    form.refresh_from_db()
    with pytest.raises(Refused):
        print_form(actor=somebody("hedi"), version=form.current, language="fr", copies=1)


def test_a_sheet_that_is_not_what_its_strip_says_is_no_sheet_of_ours():
    sheet = printed_batch().sheets.get()
    page = flat(ticked_pages(sheet, TICKS)[0])
    version = sheet.batch.version
    version.md5 = "0000" + version.md5[4:]  # as if the paper said another version than the one it was printed from
    version.save()
    taken = queries.pages_of_bringing(brought(page)).get()
    assert (taken.problem, taken.sheet, taken.get_problem_display()[:40]) == (
        "unknown",
        None,
        "Cette feuille n’a pas été imprimée ici.",
    )
    assert taken.picture, "it is shown to who brought it"


def test_a_later_version_does_not_move_the_boxes_of_an_older_sheet():
    sheet = sheet_back(TICKS)
    version = sheet.batch.version
    version.questions = [question for question in version.questions if question["path"] != "mood"]
    assert sheet.readings["mood"]["values"] == ["so_so"], "read where it was printed"
    assert json.loads(json.dumps(sheet.batch.layout)) == sheet.batch.layout


def test_printing_asks_for_a_language_the_form_speaks_and_a_number_of_copies():
    form, karim = souk_published(), somebody("karim")
    for wrong in ({"language": "es"}, {"language": "xx"}, {"copies": 0}, {"copies": 101}, {"blocks": 9}):
        with pytest.raises(Refused):
            print_form(actor=karim, version=form.current, **{"language": "fr", "copies": 1} | wrong)
    with pytest.raises(NotAllowed):
        print_form(actor=somebody("fatma"), version=form.current, language="fr", copies=1)
    batch = print_form(actor=karim, version=form.current, language="ar", copies=100)
    assert len(set(batch.sheets.values_list("number", flat=True))) == 100
    assert batch.layout["left_out"] == ["أين؟"], "a position is nothing for paper"


def test_only_the_worker_takes_pages():
    karim = somebody("karim")
    with pytest.raises(NotAllowed):
        take_page(actor=karim, brought=None, position=1)
    with pytest.raises(NotAllowed):
        finish_bringing(actor=karim, bringing=None)
    with pytest.raises(NotAllowed):
        bring_sheets(actor=somebody("fatma"), files=[])
    with pytest.raises(Refused):
        bring_sheets(actor=karim, files=[SimpleUploadedFile("a.png", b"<svg/>")])
    with pytest.raises(Refused):
        bring_sheets(actor=karim, files=[SimpleUploadedFile("a.jpg", b"x")] * 31)

import random

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw
from pyxform.xls2xform import convert

from taghyir.paper.codes import LANGUAGES, LETTERS, PageCode, cells_of, code_of, new_number
from taghyir.paper.finding import PageNotRead, find_page
from taghyir.paper.printed import layout_of_version
from taghyir.paper.reading import read_fields
from taghyir.paper.tests.drawn import DRAWN, Pen, jpeg_of, photographed
from taghyir.paper.tests.factories import souk
from taghyir.paper.tests.instrument import listening_form
from taghyir.paper.tests.proof import NUMBER, Printed, prove
from taghyir.surveys.tests.factories import FormVersionFactory


@pytest.fixture(scope="module")
def french():
    return Printed(souk(), "fr")


def place_of(printed, key, value):
    return next(
        (page, x, y)
        for one in printed.layout["fields"]
        if one["key"] == key
        for choice, page, x, y in one["boxes"]
        if choice == value
    )


def opened(photo):
    picture = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture


def read(printed, page, picture):
    """What is read on a picture of a page, photographed as it should be."""
    found = find_page(opened(jpeg_of(np.asarray(picture))))
    return read_fields(found, printed.layout, printed.blanks[page - 1])


def test_eight_sheets_of_two_forms_turned_stained_crumpled_and_badly_lit_are_read_without_silent_error():
    outcome = prove([souk(), listening_form()], 8, seed=400)
    assert outcome.silent == []
    assert (outcome.sheets, outcome.pages) == (8, 16), "two forms in two languages, each of two pages, in any order"
    assert outcome.boxes["ticked", "ticked"] > 5 * outcome.boxes["ticked", "unsure"], "it is of use, too"
    assert outcome.boxes["empty", "empty"] > 20 * outcome.boxes["empty", "unsure"]
    assert sum(outcome.refused.values()) <= outcome.pages / 4


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_layout_is_mirrored_in_arabic_and_holds_every_question(language):
    printed = Printed(souk(), language)
    keys = [one["key"] for one in printed.layout["fields"]]
    assert keys[:5] == ["market/sells", "market/products", "market/members", "market/price", "market/since"]
    assert {"child/name#1", "child/name#2", "child/age#1", "child/school#2"} <= set(keys)
    first = printed.layout["fields"][0]["boxes"][0][2]
    assert first < 30 if language == "fr" else first > 180
    for marks in printed.layout["pages"]:
        for _kind, x, y, width, *_rest in marks:
            assert 10 <= x <= x + width <= 200
            assert 20 <= y <= 276
    words = [mark[5] for marks in printed.layout["pages"] for mark in marks if mark[0] == "text"]
    assert any("oui" in said and "Vendez" in said for said in words) if language == "fr" else True, (
        "the condition, in words"
    )


def line(draw, points, **how):
    draw.line([(round(x * DRAWN), round(y * DRAWN)) for x, y in points], **how)


def oval(draw, *corners, **how):
    draw.ellipse([round(one * DRAWN) for one in corners], **how)


def scratched_out(pen, draw, x, y):
    pen.tick(x, y)
    pen.scratch_out(x, y)


# What people do with a box, and nobody may take for an answer.
DOUBTFUL = {
    "a dot": lambda pen, draw, x, y: oval(draw, x + 2.2, y + 2.2, x + 3, y + 3, fill=(20, 20, 60)),
    "faint pencil": lambda pen, draw, x, y: line(
        draw, [(x + 0.6, y + 0.6), (x + 4.4, y + 4.4)], fill=(205, 205, 208), width=5
    ),
    "scratched out": scratched_out,
    "blacked out": lambda pen, draw, x, y: line(draw, [(x, y + 2.5), (x + 5, y + 2.5)], fill=(25, 25, 30), width=50),
    "beside": lambda pen, draw, x, y: pen.tick(x - 5.8, y - 0.2),
    "around the words": lambda pen, draw, x, y: oval(
        draw, x + 6, y - 1.5, x + 33, y + 6.5, outline=(20, 20, 120), width=6
    ),
    "coffee": lambda pen, draw, x, y: oval(draw, x - 3, y - 2, x + 7, y + 5.5, fill=(150, 110, 70)),
    "a line passing by": lambda pen, draw, x, y: line(
        draw, [(x - 3, y + 4.6), (x + 9, y + 4.6)], fill=(20, 20, 60), width=4
    ),
    "hidden": lambda pen, draw, x, y: line(draw, [(x - 3, y + 2.5), (x + 9, y + 2.5)], fill=(250, 250, 250), width=90),
}


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_what_is_doubtful_is_left_to_a_person(french, kind):
    page, x, y = place_of(french, "mood", "so_so")
    picture = french.pages[page - 1].copy()
    DOUBTFUL[kind](Pen.on(picture, random.Random(3)), ImageDraw.Draw(picture), x, y)
    reading = read(french, page, picture)["mood"]
    assert reading["state"] == "decide", reading
    assert reading["why"] in ("unsure", "beside")


def test_two_ticks_where_one_is_asked_for_are_left_to_a_person(french):
    page, *_where = place_of(french, "mood", "good")
    picture = french.pages[page - 1].copy()
    pen = Pen.on(picture, random.Random(3))
    for value in ("good", "bad"):
        pen.tick(*place_of(french, "mood", value)[1:])
    reading = read(french, page, picture)["mood"]
    assert (reading["state"], reading["why"], reading["values"]) == ("decide", "several", ["good", "bad"])


def test_a_blank_page_is_blank_and_handwriting_in_pencil_is_seen(french):
    picture = french.pages[0].copy()
    assert {reading["state"] for reading in read(french, 1, picture).values()} == {"sure"}
    crop = next(one for one in french.layout["fields"] if one["key"] == "words")["crops"][0]
    pen = Pen.on(picture, random.Random(5))
    pen.colour, pen.width = (165, 165, 165), 0.4
    pen.write(*crop[1:])
    assert read(french, 1, picture)["words"]["state"] == "type"


@pytest.mark.parametrize("turn", [cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE])
def test_a_page_on_its_side_or_upside_down_is_read_as_any_other(french, turn):
    picture = french.pages[0].copy()
    Pen.on(picture, random.Random(3)).tick(*place_of(french, "market/products", "rugs")[1:])
    turned = Image.fromarray(cv2.rotate(np.asarray(picture), turn))
    assert read(french, 1, turned)["market/products"]["values"] == ["rugs"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_one_thin_digit_in_its_box_is_seen(language):
    printed = Printed(souk(), language)
    picture = printed.pages[0].copy()
    first = next(mark for mark in printed.layout["pages"][0] if mark[0] == "digits")
    pen = Pen.on(picture, random.Random(5))
    pen.colour, pen.width = (120, 120, 125), 0.3
    x, y = first[1] + 3.0, first[2]
    pen._line([(x, y + 1.8), (x, y + 6.4)])
    found = read(printed, 1, picture)
    assert found["market/members"]["state"] == "type", "how many members: 1"
    assert found["market/price"]["state"] == "sure"


def without(problem, page):
    """The page, spoilt so that it must not be taken."""
    pixels = np.asarray(page).copy()
    if problem == "no_page":
        pixels[: 25 * DRAWN] = 90  # a thumb over the two upper corners
    elif problem == "several":
        pixels = np.hstack([pixels, pixels])
    elif problem == "small":
        pixels = cv2.resize(pixels, None, fx=0.28, fy=0.28, interpolation=cv2.INTER_AREA)
    elif problem == "blurred":
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.45 * DRAWN)
    elif problem == "no_code":
        for y in (8, 283):
            pixels[y * DRAWN : (y + 3) * DRAWN, 80 * DRAWN : 100 * DRAWN] = 0
    return Image.fromarray(pixels)


@pytest.mark.parametrize("problem", ["no_page", "several", "small", "blurred", "no_code"])
def test_a_picture_that_cannot_be_trusted_says_why(french, problem):
    with pytest.raises(PageNotRead) as error:
        read(french, 1, without(problem, french.pages[0]))
    assert error.value.code == problem


@pytest.mark.parametrize("height", [0.8, 1.5, 2.5, 4.0])
def test_a_page_that_curls_is_read_right_or_not_at_all(french, height):
    picture = french.pages[0].copy()
    pen = Pen.on(picture, random.Random(3))
    pen.tick(*place_of(french, "market/products", "rugs")[1:])
    pixels = np.asarray(picture)
    down, across = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]].astype(np.float32)
    wave = height * DRAWN * np.sin(across / pixels.shape[1] * np.pi)
    curled = cv2.remap(pixels, across, down + wave.astype(np.float32), cv2.INTER_LINEAR)
    try:
        boxes = read(french, 1, curled)["market/products"]["boxes"]
    except PageNotRead:
        return
    assert boxes["rugs"] in ("ticked", "unsure")
    assert "ticked" not in [state for value, state in boxes.items() if value != "rugs"]


def test_a_page_seen_in_a_mirror_is_no_page_and_one_upside_down_is(french):
    pixels = np.asarray(french.pages[0])
    with pytest.raises(PageNotRead):
        find_page(cv2.flip(pixels, 1))
    assert find_page(cv2.rotate(pixels, cv2.ROTATE_180)).code.number == NUMBER


def test_a_corner_may_be_torn_off(french):
    pixels = np.asarray(french.pages[0]).copy()
    pixels[: 24 * DRAWN, : 24 * DRAWN] = 120
    assert find_page(opened(jpeg_of(pixels))).code.page == 1


def test_a_strip_says_one_page_or_nothing():
    luck = random.Random(2)
    for _time in range(300):
        code = PageCode(new_number(), luck.randint(1, 63), luck.choice(LANGUAGES), f"{luck.randrange(65_536):04x}")
        cells = cells_of(code)
        assert (len(cells), code_of(cells)) == (96, code)
        for place in luck.sample(range(96), 3):
            cells = cells[:place] + "10"[int(cells[place])] + cells[place + 1 :]
        assert code_of(cells) is None, "up to three wrong cells are always seen"
    assert not set("ILOU") & set(LETTERS)


ASKED = """\
survey,,,,,,
,type,name,label,required,relevant,choice_filter
,select_one yes_no,owns,Has it land?,,,
,begin_group,land,Land,,${owns} = 'yes',
,integer,surface,How much?,yes,,
,end_group,,,,,
,text,why,Why?,yes,${owns} = 'no' and true(),
,text,name,Name,yes,,
,select_one_from_file towns.csv,town,Town,,,
,image,photo,Photo,,,
,barcode,code,Code,,,
choices,,,,,,
,list_name,name,label,,,
,yes_no,yes,yes,,,
,yes_no,no,no,,,
"""


def test_what_depends_on_an_answer_is_not_required_of_all_and_what_paper_cannot_hold_is_listed():
    made = convert(xlsform=ASKED, file_type=".csv", validate=False, pretty_print=False)
    version = FormVersionFactory.build(xform=made.xform, published_by=None)
    layout = layout_of_version(version, "fr", 1)
    required = {one["key"]: one["is_required"] for one in layout["fields"]}
    assert required == {"owns": False, "land/surface": False, "why": False, "name": True}
    assert layout["left_out"] == ["Town", "Photo", "Code"]
    words = [mark[5] for mark in layout["pages"][0] if mark[0] == "text"]
    assert "Seulement si «\xa0Has it land?\xa0» est «\xa0yes\xa0»." in words, "simple: in words"
    assert "Seulement si cela vous concerne." in words, "not simple: said"


def test_a_photo_is_drawn_the_same_for_the_same_seed(french):
    assert photographed(french.pages[0], random.Random(1)) == photographed(french.pages[0], random.Random(1))

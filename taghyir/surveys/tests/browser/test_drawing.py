"""Signing, drawing, and drawing on a picture: with the finger on a small phone, or with a picture instead."""

from io import BytesIO

import pytest
from PIL import Image

from .test_access import assert_fit_for_everyone
from .test_filling import arrived, go_on, heading
from .test_keeping import photo, saved

pytestmark = pytest.mark.browser

INK = (28, 43, 74)
PNG = "image/png"


def stroke(page):
    """One stroke across the sheet, in the middle of its height; the pen is lifted."""
    canvas = page.locator("taghyir-form canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 20, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, middle, steps=8)
    page.mouse.up()


def inked(page) -> bool:
    """Whether the middle of the sheet on the screen holds ink."""
    spot = "c => [...c.getContext('2d').getImageData(c.width / 2, c.height / 2 - 4, 1, 8).data]"
    pixels = page.locator("taghyir-form canvas").evaluate(spot)
    return any(tuple(pixels[at : at + 3]) == INK and pixels[at + 3] == 255 for at in range(0, len(pixels), 4))


def again(page):
    return page.get_by_role("button", name="Effacer et recommencer")


def sign(page, site):
    page.goto(site.page("drawn", "fr"))
    heading(page, "Signature de la présidente")
    stroke(page)
    again(page).wait_for()


def picture_of(post, name) -> Image.Image:
    return Image.open(BytesIO(post.parts[post.value(name)]))


def test_a_signature_is_kept_through_a_reload_and_arrives_as_a_picture(phone, site):
    sign(phone, site)
    phone.locator(".stepper", has_text="Gardé").wait_for()
    phone.wait_for_timeout(400)
    phone.reload()
    again(phone).wait_for()
    phone.wait_for_timeout(200)
    assert inked(phone), "the signature is shown again"
    for _page in range(3):
        go_on(phone, "Continuer")
    go_on(phone, "Envoyer")
    arrived(phone)
    (post,) = site.posts
    drawn = picture_of(post, "signed")
    assert (drawn.format, drawn.size, post.value("signed")[-4:]) == ("PNG", (600, 200), ".png")
    assert drawn.convert("RGB").getpixel((300, 100)) == INK
    assert drawn.convert("RGBA").getpixel((2, 2)) == (255, 255, 255, 255), "on white paper, to be read on a dark screen"
    assert not post.value("plan")


def test_a_signature_made_without_network_leaves_from_the_queue(phone, site):
    sign(phone, site)
    phone.context.set_offline(True)
    for _page in range(3):
        go_on(phone, "Continuer")
    go_on(phone, "Envoyer")
    heading(phone, "Vos réponses sont gardées")
    assert site.posts == []
    phone.context.set_offline(False)
    phone.locator("taghyir-form").get_by_text("arrivée", exact=True).wait_for()
    assert picture_of(site.posts[0], "signed").size == (600, 200)
    phone.said = [text for text in phone.said if "ERR_INTERNET_DISCONNECTED" not in text]


def test_a_signature_that_is_asked_for_cannot_be_left_blank(phone, site):
    sign(phone, site)
    again(phone).click()
    assert not inked(phone)
    go_on(phone, "Continuer")
    phone.get_by_text("Signez pour continuer, ou choisissez une image de la signature.").wait_for()
    assert_fit_for_everyone(phone)
    stroke(phone)
    again(phone).wait_for()
    go_on(phone, "Continuer")
    heading(phone, "Plan du local")


def test_with_the_keyboard_a_picture_is_chosen_instead(phone, site):
    phone.goto(site.page("drawn"))
    heading(phone, "توقيع الرئيسة")
    choose = phone.get_by_role("button", name="اختيار صورة بدل ذلك")
    with phone.expect_file_chooser() as chooser:
        choose.press("Enter")
    chooser.value.set_files({"name": "note.txt", "mimeType": "text/plain", "buffer": b"no picture"})
    phone.get_by_text("هذا الملف ليس من النوع المطلوب. اختر ملفًا آخر.").wait_for()
    with phone.expect_file_chooser() as chooser:
        choose.press("Enter")
    content = photo(300, 100)
    chooser.value.set_files({"name": "توقيع.png", "mimeType": PNG, "buffer": content})
    phone.locator("taghyir-form canvas[width='300']").wait_for()
    saved(phone)
    for _page in range(3):
        go_on(phone)
    go_on(phone, "إرسال")
    arrived(phone)
    assert site.posts[0].parts[site.posts[0].value("signed")] == content


def test_what_is_drawn_on_a_picture_leaves_with_it(phone, site):
    sign(phone, site)
    go_on(phone, "Continuer")
    heading(phone, "Plan du local")
    stroke(phone)
    again(phone).wait_for()
    go_on(phone, "Continuer")
    heading(phone, "Où est le défaut ?")
    assert phone.locator("taghyir-form canvas").is_hidden(), "nothing to draw on yet"
    phone.locator("taghyir-form input[type=file]").set_input_files(
        {"name": "mur.png", "mimeType": PNG, "buffer": photo(2_000, 1_000)}
    )
    phone.locator("taghyir-form canvas[width='1280']").wait_for()
    assert_fit_for_everyone(phone)
    stroke(phone)
    phone.wait_for_timeout(400)
    go_on(phone, "Continuer")
    go_on(phone, "Envoyer")
    arrived(phone)
    (post,) = site.posts
    assert picture_of(post, "plan").size == (600, 450)
    drawn = picture_of(post, "shown").convert("RGB")
    assert drawn.size == (1_280, 640)
    assert drawn.getpixel((640, 320)) == INK
    assert drawn.getpixel((640, 40)) not in (INK, (255, 255, 255)), "the picture is under the ink"

"""The kinds of question that are rarer: pictures to choose, long lists, tables, paths, fields, papers, sums."""

import io
import wave

import pytest

from . import questions
from .conftest import xform
from .test_access import assert_fit_for_everyone
from .test_filling import arrived, go_on
from .test_keeping import photo

pytestmark = pytest.mark.browser


def silence() -> bytes:
    """Four seconds, as a real sound."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setparams((1, 1, 8_000, 32_000, "NONE", ""))
        sound.writeframes(b"\x80" * 32_000)
    return written.getvalue()


def opened(phone, site):
    site.media = {"goat.png": photo(80, 60), "bee.png": photo(80, 60), "animal.wav": silence()}
    phone.goto(site.page("rest", "fr", "whole"))
    phone.get_by_text("Chèvre").wait_for()


def choose(page):
    page.get_by_label("Abeille").check()
    town = page.get_by_role("group", name="Quelle commune ?")
    town.get_by_label("Chercher parmi les réponses").fill("ain beni")
    town.locator("label.tile").nth(1).wait_for(state="detached")
    town.get_by_label("Aïn Béni Mathar").check()
    towns = page.get_by_role("group", name="Quelles communes ?")
    towns.get_by_label("Nador").check()
    towns.get_by_label("Tozeur").check()
    for question, answer in (("Contente ?", "Oui"), ("Rapide ?", "Non"), ("Le matin", "Un peu"), ("Le soir", "Oui")):
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def walk(page, question, longitudes):
    """Stand at each corner in turn, and add it."""
    asked = page.get_by_role("group", name=question)
    for count, longitude in enumerate(longitudes, start=1):
        page.context.set_geolocation({"latitude": 34.5, "longitude": longitude, "accuracy": 5})
        asked.get_by_role("button", name="Ajouter le point où je suis").click()
        asked.get_by_text(f"{count}", exact=False).filter(has_text="34.50000").wait_for()


def longitudes(points):
    return [float(point.split()[1]) for point in points.split(";")]


def join(page, paper):
    page.locator("input[type=file][capture=environment]").set_input_files(
        {"name": "local.png", "mimeType": "image/png", "buffer": photo(100, 80)}
    )
    page.get_by_role("group", name="Un papier").locator("input[type=file]").set_input_files(
        {"name": "statuts.pdf", "mimeType": "application/pdf", "buffer": paper}
    )
    page.get_by_text("statuts.pdf").or_(page.locator("bdi.code", has_text=".pdf")).first.wait_for()


def test_the_rarer_kinds_of_question_give_their_value(phone, site):
    opened(phone, site)
    assert phone.locator("taghyir-form a[href='https://example.org']").inner_text() == "le programme"
    assert phone.locator(".tile img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 80
    choose(phone)
    walk(phone, "Le chemin", (-2.1, -2.2))
    walk(phone, "Le champ", (-2.1, -2.2, -2.3))
    join(phone, b"%PDF-1.4 statuts")
    phone.get_by_label("Kilos").fill("١٢")
    phone.get_by_label("Prix du kilo").fill("7,5")
    phone.get_by_text("Total : 90 dirhams").wait_for()
    phone.get_by_label("Nom de la membre").fill("Habiba")
    phone.get_by_role("button", name="Ajouter : Membre").click()
    phone.get_by_label("Nom de la membre").nth(1).fill("Fatma")
    go_on(phone, "Envoyer")
    arrived(phone)
    (post,) = site.posts
    expected = {
        "animal": "bee", "town": "t1", "mood": "yes", "quick": "no", "morning": "so", "evening": "yes",
        "total": "90", "members": "2",
    }  # fmt: skip
    assert {name: post.value(name) for name in expected} == expected
    assert post.value("towns").split() == ["t4", "t8"]
    assert longitudes(post.value("path")) == [-2.1, -2.2]
    assert longitudes(post.value("field")) == [-2.1, -2.2, -2.3, -2.1], "a field is closed"
    assert post.parts[post.value("photo")].startswith(b"\x89PNG")
    assert post.parts[post.value("paper")] == b"%PDF-1.4 statuts"


def test_the_rarer_kinds_are_fit_for_everyone(phone, site):
    opened(phone, site)
    assert_fit_for_everyone(phone)


def test_the_sound_a_sheet_names_is_heard_and_its_absence_is_said(phone, site):
    opened(phone, site)
    phone.get_by_role("button", name="Écouter").click()
    phone.get_by_role("button", name="Arrêter").click()
    phone.get_by_role("button", name="Écouter").wait_for()
    del site.media["animal.wav"]
    phone.reload()
    phone.get_by_role("button", name="Écouter").click()
    phone.get_by_text("Ce son n’a pas pu être chargé.").wait_for()
    phone.said = [text for text in phone.said if "404" not in text]


def test_a_voice_stops_with_its_page(phone, site):
    phone.add_init_script(
        "const Sound = Audio; window.sounds = [];"
        "window.Audio = function () { const one = new Sound(); sounds.push(one); return one; }"
    )
    site.media = {"animal.wav": silence()}
    phone.goto(site.page("rest", "fr"))
    go_on(phone, "Continuer")
    phone.get_by_role("button", name="Écouter").click()
    phone.get_by_role("button", name="Arrêter").wait_for()
    go_on(phone, "Continuer")
    phone.wait_for_function("() => sounds.every(sound => sound.paused)", timeout=2_000)
    phone.said = [text for text in phone.said if "404" not in text]


def test_nobody_goes_on_without_a_photo_that_is_being_made_smaller(phone, site):
    site.forms["photos"] = xform(questions.PHOTOS)
    phone.goto(site.page("photos", "fr", "whole"))
    first = phone.locator("input[type=file]").first
    first.wait_for(state="attached")
    press = "input => input.addEventListener('change', () => document.querySelector('[type=submit]').click())"
    first.evaluate(press)
    first.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": photo(2_400, 300)})
    phone.get_by_role("button", name="Remplacer").wait_for()
    assert not site.posts
    go_on(phone, "Envoyer")
    arrived(phone)
    (post,) = site.posts
    assert post.parts[post.value("photo_1")].startswith(b"\xff\xd8"), "as a smaller JPEG"


def look_at_all(page):
    """What one page shows in several ways."""
    sides = [
        page.get_by_role("group", name="En colonnes ?").locator("label.tile").nth(n).bounding_box() for n in (0, 1)
    ]
    assert sides[0]["y"] == sides[1]["y"] and sides[0]["x"] < sides[1]["x"]
    page.get_by_role("group", name="Contente ?").get_by_label("Oui").check()
    page.get_by_label("Combien d'années ?").select_option("12")
    page.get_by_role("group", name="Quelle note ?").get_by_label("4").check()
    page.get_by_role("group", name="Quelle hauteur ?").get_by_label("3").check()
    page.get_by_role("button", name="Plus", exact=True).click(click_count=2)
    page.get_by_label("Quel chiffre d'affaires ?").fill("1250000")
    page.get_by_label("Combien de ruches ?").focus()
    assert page.get_by_label("Quel chiffre d'affaires ?").input_value() == "1\u202f250\u202f000"


def type_a_place(page):
    """Without a position, and in any digits; what is no place stays, with its sentence."""
    page.context.clear_permissions()
    page.get_by_label("Latitude").fill("91")
    page.get_by_label("Longitude").fill("٢٫٧٣")
    go_on(page, "Continuer")
    page.locator(".error", has_text="Écrivez les deux en degrés").wait_for()
    page.get_by_label("Latitude").fill("٣٤٫٩١")
    page.get_by_label("Longitude").fill("-٢٫٧٣")
    go_on(page, "Continuer")
    page.get_by_text("Écrire les coordonnées").click()
    for pasted in ("34.5, -2.1", "34,6 -2,2"):
        page.get_by_label("Latitude").fill(pasted)
        page.get_by_role("button", name="Ajouter ce point").click()
    page.get_by_text("34.60000, -2.20000").wait_for()


def test_a_place_is_typed_and_questions_look_as_the_sheet_asks(phone, site):
    phone.goto(site.page("looks", "fr"))
    phone.get_by_text("Un peu", exact=True).click()
    phone.get_by_role("group", name="Contente ?").wait_for()  # without pressing anything
    look_at_all(phone)
    go_on(phone, "Continuer")
    type_a_place(phone)
    go_on(phone, "Continuer")
    go_on(phone, "Envoyer")
    arrived(phone)
    (post,) = site.posts
    expected = {
        "quick": "so",
        "mood": "yes",
        "picked": "12",
        "rated": "4",
        "high": "3",
        "counted": "1",
        "sum": "1250000",
    }
    assert {name: post.value(name) for name in expected} == expected
    assert post.value("place").split()[:2] == ["34.91", "-2.73"]
    assert longitudes(post.value("path")) == [-2.1, -2.2]

"""The map in the frame of a partner's page, from another origin: by keyboard alone, on a phone, with its credits."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import call_command

from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.places.models import Place
from tests.browser.conftest import AXE

VIOLATIONS = "() => axe.run().then(({violations}) => violations.map((v) => [v.id, v.nodes[0].html.slice(0, 160)]))"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def partner(live_server):
    """The site of a partner: one page of another origin, whose frame holds ours."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            frame = (
                f'<iframe src="{live_server.url}/ar/data/embed/?territory=nador" width="100%" height="600"></iframe>'
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Partner</title><h1>Partner</h1>{frame}".encode())

        def log_message(self, *_words: object) -> None:
            return

    site = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}/"
    site.shutdown()
    site.server_close()


def test_a_card_is_reached_by_keyboard_in_the_frame_of_another_site(sit_down, partner):
    call_command("load_territories")
    zaio = Place.objects.get(country="MA", level="commune", name_fr="Zaio")
    organisation = OrganisationFactory(place=zaio, is_public=True)
    page = sit_down(None, locale="ar")
    wrong = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(partner)
    frame = page.frames[1]
    frame.locator(".map .spot").first.wait_for()
    assert "Natural Earth" in frame.locator(".map-and-credits").inner_text()
    assert frame.locator(".map-list li.item").count() == 1
    assert frame.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing is cut on a phone"
    if AXE.exists():
        frame.evaluate(AXE.read_text())
        assert frame.evaluate(VIOLATIONS) == []
    for _press in range(60):
        page.keyboard.press("Tab")
        if frame.evaluate("document.activeElement.getAttribute('aria-label')") == "تعاونية تيفاوين":
            break
    else:
        raise AssertionError("the keyboard never reached the cooperative on the map")
    page.keyboard.press("Enter")
    frame.wait_for_function("document.activeElement.closest('.leaflet-popup')")
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.wait_for_url(f"**/ar/organisations/{organisation.pk}/")
    assert not page.context.cookies(), "a frame leaves nothing on the phone of a reader"
    assert not [text for text in wrong if "favicon" not in text]

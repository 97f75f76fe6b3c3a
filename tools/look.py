"""Pictures of a running demo: every page its people can reach, in French and Arabic, on a phone and on a table.

make look                       all pages, as Amina who coordinates, Fatma who is accompanied, and a visitor
make look PAGES=needs:          the pages whose name begins so
make look PEOPLE=karim          as somebody else

The pictures go to build/look/<person>/<page>.<language>.<width>.png, that of the README to docs/home.png. What is wrong with a
page at first sight is said: an error, a script that fails, a page wider than the screen.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.urls import NoReverseMatch, Resolver404, URLResolver, get_resolver, resolve, reverse
from django.utils import translation
from playwright.sync_api import BrowserContext, Error, sync_playwright

from tools.postgres import stop_what_was_started_here

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "build" / "look"
SITE = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
WANTED = os.environ.get("PAGES", "")
PEOPLE = os.environ.get("PEOPLE", "visitor amina fatma").split()
WIDTHS = (360, 1280)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main() -> int:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop of its own in this thread
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        print("There is no chromium on this machine.")
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            return look(browser)
        except Error as error:
            if "REFUSED" not in str(error):
                raise
            print(f"Nothing answers at {SITE}: run `make demo` first, with the same PORT.")
            return 1
        finally:
            browser.close()
            connections.close_all()
            stop_what_was_started_here()


def look(browser) -> int:
    wrong = 0
    for person in PEOPLE:
        if not WANTED:
            shutil.rmtree(PICTURES / person, ignore_errors=True)
        with browser.new_context(base_url=SITE, reduced_motion="reduce") as context:
            sign_in(context, person)
            pages = {name: path for name, path in pages_of(context).items() if name.startswith(WANTED)}
            for name, path in sorted(pages.items()):
                for complaint in pictures_of(context, person, name, path):
                    wrong += 1
                    print(f"{person} {name}: {complaint}")
            print(f"{person}: {len(pages)} pages", flush=True)
    if not WANTED:
        picture_of_readme(browser)
    return 1 if wrong else 0


def sign_in(context: BrowserContext, person: str) -> None:
    if person == "visitor":
        return
    user = get_user_model().objects.get(email__startswith=f"{person}@")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    context.add_cookies([{"name": "sessionid", "value": str(session.session_key), "url": SITE}])


def pages_of(context: BrowserContext) -> dict[str, str]:
    """One address for each named page this person reaches: those without argument, and the first that a link leads to."""
    found: dict[str, str] = {}
    with translation.override("fr"):
        waiting = ["/fr/", *_pages_without_argument()]
        for path in waiting:
            name = _name_of(path)
            if name and name not in found and (links := _links_on(context, path)) is not None:
                found[name] = path
                waiting += [link for link in links if link not in waiting]
    return found


def _pages_without_argument() -> Iterator[str]:
    for space, resolver in get_resolver().namespace_dict.items():
        for pattern in resolver[1].url_patterns:
            if not isinstance(pattern, URLResolver) and pattern.name:
                try:
                    address = reverse(f"{space}:{pattern.name}")
                except NoReverseMatch:  # it takes an argument: a link will lead there
                    continue
                if address.startswith("/fr/"):
                    yield address


def _links_on(context: BrowserContext, path: str) -> list[str] | None:
    """The addresses a page leads to; None when it is no page, or not this person's."""
    answer = context.request.get(path)
    if not answer.ok or urlsplit(answer.url).path != path or "text/html" not in answer.headers.get("content-type", ""):
        return None
    links = re.findall(r'<a\b[^>]*\shref="(/fr/[^"?#]*)', answer.text())
    return [link for link in dict.fromkeys(links) if "/logout" not in link]


def _name_of(path: str) -> str:
    try:
        return resolve(path).view_name or ""
    except Resolver404:
        return ""


def pictures_of(context: BrowserContext, person: str, name: str, path: str) -> Iterator[str]:
    folder = PICTURES / person
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("fr", "ar"):
        tab = context.new_page()
        said: list[str] = []
        tab.on("console", lambda message, said=said: said.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error, said=said: said.append(str(error)))
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            answer = tab.goto(f"/{language}/{path.removeprefix('/fr/')}", wait_until="load")
            if answer and answer.status >= 400:
                yield f"{language} answers {answer.status}"
            if tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                yield f"{language} is wider than {width} px"
            tab.screenshot(path=folder / f"{name.replace(':', '.')}.{language}.{width}.png", full_page=True)
        tab.close()
        yield from (f"{language} says: {words}" for words in dict.fromkeys(said))


def picture_of_readme(browser) -> None:
    with browser.new_context(
        base_url=SITE, viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    ) as context:
        tab = context.new_page()
        tab.goto("/fr/")
        tab.screenshot(path=ROOT / "docs" / "home.png")


if __name__ == "__main__":
    sys.exit(main())

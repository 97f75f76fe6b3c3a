"""The living page and the pages that cannot be shown."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

LANGUAGES = ("fr", "ar", "es", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_living_page_shows_both_directions_to_anybody(client, db, language):
    response = client.get(f"/{language}/design/")
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert re.search(r'<section[^>]*dir="(ltr|rtl)"', html)
    assert html.count("<h1>") == 1 and " style=" not in html and "<c-" not in html
    identifiers = re.findall(r' id="([^"]+)"', html)
    assert len(identifiers) == len(set(identifiers))


def test_living_page_answers_reading_only(client, db):
    assert client.post("/fr/design/").status_code == 405


def test_the_switch_keeps_the_page_and_the_search(client, db):
    html = client.get("/fr/design/?q=jarre").content.decode()
    assert 'href="/ar/design/?q=jarre" lang="ar" hreflang="ar"' in html and 'href="/es/design/?q=jarre"' in html


def test_a_page_that_is_not_here_keeps_its_language(client, db):
    response = client.get("/ar/design/nowhere/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'dir="rtl"' in html and 'href="/fr/design/nowhere/"' in html and html.count('class="button"') == 1


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_page_needs_no_database_and_shows_one_way_out(name, language):
    with override(language):
        html = render_to_string(name, {"request": RequestFactory().get("/")} if name == "404.html" else None)
    assert html.count("<h1>") == 1 and html.count('class="button"') == 1 and f'href="/{language}/"' in html


def test_a_refusal_says_its_reason():
    with override("fr"):
        html = render_to_string("403.html", {"exception": "Demandez à <Amina>."})
    assert "Demandez à &lt;Amina&gt;." in html


def test_the_shell_shows_navigation_notices_and_ribbon():
    entries = [{"url": "/x/", "label": "Dossiers", "icon": "folder", "current": True, "main": False}]
    context = {"navigation": entries, "demo_ribbon": True, "notices": {"url": "/n/", "count": 3}, "theme": "light"}
    with override("fr"):
        html = render_to_string("design/base.html", context)
    assert 'href="/x/" aria-current="page"' in html and 'class="ribbon"' in html and "3 avis" in html
    assert 'data-theme="light"' in html and 'class="with-nav public"' in html

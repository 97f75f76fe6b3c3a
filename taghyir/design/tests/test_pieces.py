"""A piece of a page: what its values say, drawn once for equal values."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.template import TemplateDoesNotExist
from django.template.engine import Engine
from django.utils.translation import override

from taghyir.design import formats, pieces

TEMPLATES = {
    "who": "{% load i18n %}{% trans 'Search' %} {{ name }} {{ count|number }}",
    "when": "{{ day|on_date }}",
    "asks": "{% for user in users %}{{ user.pk }}{% endfor %}",
    "curious": "{{ request.path }}",
}


@pytest.fixture
def engine() -> Engine:
    loaders = [("django.template.loaders.locmem.Loader", TEMPLATES)]
    builtins = ["taghyir.design.templatetags.taghyir"]
    libraries = {"i18n": "django.templatetags.i18n"}
    caches["pieces"].clear()
    return Engine(loaders=loaders, builtins=builtins, libraries=libraries, string_if_invalid="(unknown)")


def test_equal_values_are_drawn_once(engine, monkeypatch):
    first = pieces.draw(engine, "who", {"name": "Zaïo & <b>", "count": 1234})
    assert "Zaïo &amp; &lt;b&gt;" in first
    monkeypatch.setattr(engine, "get_template", lambda name: pytest.fail(f"{name} is drawn again"))
    assert pieces.draw(engine, "who", {"name": "Zaïo & " + "<b>", "count": 1234}) == first


def test_another_value_another_language_and_another_country_are_drawn_anew(engine):
    harvest = {"day": dt.date(2026, 8, 15)}
    assert pieces.draw(engine, "when", harvest) == "15 août 2026"
    assert pieces.draw(engine, "when", {"day": dt.date(2026, 8, 16)}) == "16 août 2026"
    with override("ar"):
        with formats.written_for("MA"):
            assert "غشت" in pieces.draw(engine, "when", harvest)
        with formats.written_for("TN"):
            assert "أوت" in pieces.draw(engine, "when", harvest)
    assert pieces.draw(engine, "when", harvest) == "15 août 2026"


@pytest.mark.django_db
def test_a_piece_that_asks_the_database_warns_and_is_not_kept(engine, django_user_model):
    for _time in range(2):
        with pytest.warns(pieces.PieceAsked, match="asks asked: SELECT"):
            pieces.draw(engine, "asks", {"users": LateRows(django_user_model)})


def test_a_piece_sees_nothing_else_of_the_page(engine):
    assert pieces.draw(engine, "curious", {}) == "(unknown)"
    with pytest.raises(TemplateDoesNotExist):
        pieces.draw(engine, "nowhere", {})


class LateRows:
    """Rows asked for only when they are read."""

    def __init__(self, model):
        self.model = model

    def __iter__(self):
        return iter(self.model.objects.order_by("pk"))

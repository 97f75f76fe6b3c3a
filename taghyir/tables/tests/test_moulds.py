from dataclasses import dataclass

import pytest
from django.utils import translation

from taghyir.tables.moulds import Mould


@dataclass
class Row:
    name: str
    where: str = ""
    is_open: bool = True


@pytest.fixture
def mould(monkeypatch):
    rendered = []

    def render(template, context):
        row = context["row"]
        rendered.append(template)
        return f"<li>{row['name']}{' in ' + row['where'] if row['where'] else ''}{'' if row['is_open'] else ' 100 % closed'}</li>"

    monkeypatch.setattr("taghyir.tables.moulds.render_to_string", render)
    made = Mould("row.html", "row", texts=("name", "where"), flags=("is_open",))
    made.rendered = rendered
    return made


def test_each_row_is_written_with_its_texts_escaped(mould):
    rows = [Row("<b>Tifawin</b>", "Zaïo"), Row("100 %s", "زايو"), Row("Amal", is_open=False)]
    assert mould.filled(rows) == (
        "<li>&lt;b&gt;Tifawin&lt;/b&gt; in Zaïo</li><li>100 %s in زايو</li><li>Amal 100 % closed</li>"
    )


def test_the_template_is_rendered_once_for_each_shape_and_language(mould):
    mould.filled([Row("a", "b"), Row("c", "d"), Row("e")] * 10)
    assert len(mould.rendered) == 2
    with translation.override("ar"):
        mould.filled([Row("a", "b")])
    assert len(mould.rendered) == 3


def test_no_row_is_no_text(mould):
    assert mould.filled([]) == ""

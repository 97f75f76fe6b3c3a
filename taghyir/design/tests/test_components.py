"""Each component alone: what it says to eyes, to thumbs and to screen readers."""

import re
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.forms.renderers import DjangoTemplates
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from taghyir.design import charts, signs
from taghyir.design.icons import ICONS, SHAPES

ROOM = Path(__file__).parent.parent
COMPONENTS = sorted((ROOM / "templates" / "cotton").glob("*.html"))


def shown(source: str, language: str = "fr", address: str = "/fr/design/", **context) -> str:
    template = engines["django"].from_string(CottonCompiler().process(source))
    with override(language):
        return template.render(context | {"request": RequestFactory().get(address), "csrf_token": "secret"})


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_says_its_arguments_and_fixes_no_style(path):
    text = path.read_text()
    assert text.startswith("{# ") and f"<c-{path.stem.replace('_', '-')}" in text.splitlines()[0]
    assert " style=" not in text and "|safe" not in text and "onclick" not in text


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_is_in_the_readme(path):
    if path.stem not in ("field_words", "filter"):  # parts of field and of filters
        assert path.stem.replace("_", "-") in (ROOM / "README.md").read_text()


@pytest.mark.parametrize("state", SHAPES)
def test_a_status_is_a_shape_and_a_word(state):
    html = shown(f'<c-status of="{state}">Promis</c-status>')
    assert f'class="tag {state}"' in html and SHAPES[state] in html and "Promis" in html


def test_no_two_states_have_the_same_shape():
    assert len(set(SHAPES.values())) == len(SHAPES) == 7


def test_the_thread_says_where_the_thing_is():
    html = shown('<c-thread stage="connect" />')
    assert html.count("<li") == 7 and html.count('class="past"') == 2
    assert re.search(r'<li class="now" aria-current="step">.*?Relier', html)


def test_a_sign_is_drawn_on_nine_by_nine():
    assert set(signs.STAGES) | {"knot"} == set(signs.GRIDS)
    for grid in signs.GRIDS.values():
        assert [len(row) for row in grid.split("|")] == [9] * 9


def test_an_arrow_turns_with_the_direction_and_a_phone_does_not():
    assert 'class="icon turns"' in shown('{% icon "go" %}') and 'class="icon"' in shown('{% icon "phone" %}')
    assert len(ICONS) >= 35


class AskForm(forms.Form):
    jars = forms.IntegerField(label="Bocaux", help_text="Par mois")
    channels = forms.MultipleChoiceField(
        choices=[("a", "Téléphone"), ("b", "Papier")], widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(required=False)


def test_a_label_begins_with_a_capital_also_when_its_word_has_none():
    form = AskForm()
    form.fields["note"].label = "remarque"
    assert ">Remarque <" in shown('<c-field :field="form.note" />', form=form)


def test_an_error_is_tied_to_its_field():
    html = shown('<c-form :form="form" submit="Envoyer" />', form=AskForm({"jars": "beaucoup", "channels": ["a"]}))
    control = re.search(r'<input type="number"[^>]*>', html).group(0)
    assert 'aria-describedby="id_jars_help id_jars_error"' in control and 'aria-invalid="true"' in control
    assert re.search(r'id="id_jars_error".*?Écrivez un nombre entier, par exemple 12', html, re.S)
    assert 'id="id_jars_help">Par mois' in html and 'role="alert"' in html
    assert "<legend>" in html and html.count('type="checkbox"') == 2 and html.count("facultatif") == 1
    assert "csrfmiddlewaretoken" in html


def test_what_people_write_is_escaped():
    html = shown(
        '<c-card title="{{ name }}"><c-status of="new">{{ name }}</c-status></c-card><c-item :title="name" />',
        name="<b>x</b>",
    )
    assert "<b>" not in html and html.count("&lt;b&gt;") == 3


def test_the_pager_keeps_the_search():
    html = shown('<c-pager :page="page" />', address="/fr/?q=jarre&page=2", page=Paginator(range(90), 20).page(2))
    assert 'href="?q=jarre&amp;page=3"' in html and 'href="?q=jarre&amp;page=1"' in html and "2 / 5" in html


def test_one_page_needs_no_pager():
    assert "nav" not in shown('<c-pager :page="page" />', page=Paginator(range(3), 20).page(1))


def test_the_download_keeps_the_search_and_leaves_the_page():
    html = shown("<c-download />", address="/fr/?q=jarre&page=2")
    assert 'href="?q=jarre&amp;format=csv"' in html and 'href="?q=jarre&amp;format=xlsx"' in html


def test_a_figure_that_cannot_open_has_no_corner():
    assert 'class="figure opened"' in shown('<c-figure value="3" label="x" />')
    assert '<a class="figure" href="/x">' in shown('<c-figure value="3" label="x" href="/x" />')


def test_a_dialog_is_an_anchor_without_javascript():
    html = shown('<c-dialog id="close" title="Fermer ?" opener="Fermer">oui</c-dialog>')
    assert 'href="#close"' in html and '<dialog id="close"' in html and 'aria-labelledby="close-title"' in html


def test_a_chart_says_its_numbers_in_a_table_and_writes_no_comma_in_its_drawing():
    html = shown(
        '<c-chart-bars title="t" :rows="rows" first="femmes" second="hommes" label="Lieu" />',
        rows=[("Nador", 3.5, 2), ("Kef", 1, 0)],
    )
    drawing = html.split("</svg>")[0]
    assert not re.search(r'="[\d.]*,', drawing) and 'direction="ltr"' in drawing
    assert html.count("<tr>") == 3 and "3,5" in html


def test_bars_start_from_the_side_where_one_reads():
    rows = [("Nador", 10), ("Kef", 5)]
    straight, mirrored = charts.bars(rows)["bars"][0], charts.bars(rows, mirrored=True)["bars"][0]
    assert float(straight["first_at"]) + float(mirrored["first_at"]) + float(straight["first"]) == charts.WIDTH


def test_charts_of_nothing_are_drawn():
    assert charts.bars([])["bars"] == [] and charts.lines([])["done_path"] == "" and charts.steps([None, 0]) == [0, 0]
    assert charts.bars([("a", 0)])["bars"][0]["first"] == "0"


def test_a_hidden_number_of_a_heat_map_is_not_a_zero():
    html = shown('<c-heat caption="c" :columns="names" :rows="rows" />', names=["a", "b"], rows=[("x", [9, None])])
    assert 'class="heat-5">9' in html and re.search(r'class="heat-0"><abbr', html)


def test_initials_follow_the_script():
    assert shown('{{ "Fatma El Idrissi"|initials }} {{ "الناظور"|initials }} {{ "Tanger"|initials }}') == "FI نا Ta"
    assert shown('{{ "جمعية (مختلقة)"|initials }} {{ "Coop. « Izri »"|initials }} {{ "…"|initials }}') == "جم CI "


def test_a_name_in_another_language_says_which():
    class Place:
        name_fr, name_ar = "Zaïo", ""

    assert shown('{% in_language place "name" %}', "fr", place=Place()) == "Zaïo"
    assert shown('{% in_language place "name" %}', "ar", place=Place()) == '<bdi lang="fr">Zaïo</bdi>'


def test_a_voice_is_a_player_without_scripts_and_one_button_with_them():
    html = shown('<c-hear-voice src="/a.webm" spoken="tarifit" by="Amina" />')
    assert re.search(r"<button[^>]* hidden>.*Écouter\u00a0: tarifit", html)
    assert '<audio controls preload="none" src="/a.webm" aria-label="Tarifit">' in html and "Amina" in html
    recorder = shown('<c-record-voice for="id_sound" :plays="False" />')
    assert '<record-voice for="id_sound" hidden>' in recorder and "<audio" not in recorder


def test_the_empty_choice_of_a_list_says_what_to_do():
    class Question(forms.Form):
        kind = forms.ChoiceField(choices=[("", "---------"), ("a", "A")], required=False)

    with override("fr"):
        drawn = engines["django"].from_string("{{ field|widget }}").render({"field": Question()["kind"]})
    assert ">Choisissez<" in drawn and "---" not in drawn


def test_a_list_to_choose_from_says_what_django_would_say():
    """Drawn without a template for each option: groups, what is chosen, attributes, hostile words as Django has them."""
    choices = [("", "—"), ("Nador", [(1, "<b>Zaio"), (2, 'Le "Kef"')]), ("3", "الناظور")]
    fields = [
        forms.ChoiceField(choices=choices, initial=2, required=False),
        forms.ChoiceField(choices=choices, widget=forms.Select(attrs={"disabled": True, "data-x": "a&b"})),
    ]
    for field in fields:
        alone = type("Asked", (forms.Form,), {"kind": field})
        ours, theirs = alone(), alone(renderer=DjangoTemplates())
        assert shaken(ours["kind"].as_widget()) == shaken(theirs["kind"].as_widget())
        assert ours["kind"].as_widget().count("<option") == 4


def shaken(html: str) -> str:
    """Without the space between tags."""
    return re.sub(r"\s*(<|>)\s*", r"\1", html)


def test_an_error_says_how_to_repair_with_an_example():
    class Ask(forms.Form):
        day, hour, count = forms.DateField(), forms.TimeField(), forms.IntegerField()
        share, weight, mail = forms.DecimalField(), forms.FloatField(), forms.EmailField()

    said = Ask(dict.fromkeys(Ask.base_fields, "x")).errors
    assert set(said) == set(Ask.base_fields)
    for name, errors in said.items():
        assert "par exemple" in errors[0], name


def test_a_field_left_empty_says_what_to_do():
    class Ask(forms.Form):
        words, day, mail, hours = forms.CharField(), forms.DateField(), forms.EmailField(), forms.DecimalField()
        kind = forms.TypedChoiceField(choices=[("a", "A")])
        several = forms.MultipleChoiceField(choices=[("a", "A")])
        agrees, paper = forms.BooleanField(), forms.ImageField()
        named = forms.CharField(error_messages={"required": "Dites qui."})

    with override("fr"):
        said = {name: errors[0] for name, errors in Ask({}).errors.items()}
    assert set(said) == set(Ask.base_fields) and not any("obligatoire" in words for words in said.values())
    assert said["words"] == "Écrivez ici ce qui est demandé." and said["named"] == "Dites qui."
    assert said["kind"] == "Choisissez une des réponses." and said["agrees"].startswith("Cochez cette case")
    assert said["several"].startswith("Cochez au moins") and said["paper"] == "Choisissez un fichier."
    assert "par exemple" in said["day"] and "par exemple" in said["mail"] and "par exemple" in said["hours"]

"""What the sheet promises: contrast in both lights, both directions, its weight, colours in one place."""

import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(__file__).parent.parent / "css"
HEX = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{3,6})\b")


def _blocks() -> dict[str, dict[str, str]]:
    text = (CSS / "tokens.css").read_text()
    light, rest = text.split("@media (prefers-color-scheme: dark)")
    dark = rest.split("@media print")[0]
    tokens = dict(HEX.findall(light))
    return {"light": tokens, "dark": tokens | dict(HEX.findall(dark))}


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    *itertools.product(("ink", "ink-2", "indigo", "indigo-deep"), ("ground", "surface", "sunk")),
    ("madder", "surface"),
    ("ink", "indigo-wash"),
    ("on-indigo", "indigo"),
    ("on-indigo", "indigo-deep"),
    ("on-madder", "madder"),
    ("cloth-sign", "cloth"),
    ("ink", "heat-1"),
    ("ink", "heat-2"),
    ("ink", "heat-3"),
    ("on-heat", "heat-4"),
    ("on-heat", "heat-5"),
    ("indigo-deep", "indigo-wash"),
    *((dye, f"{dye}-wash") for dye in ("madder", "weld", "olive", "sea")),
    *(("ink", f"{dye}-wash") for dye in ("madder", "weld", "olive", "sea")),
]
SHAPES = [("edge", "surface"), ("edge", "ground"), ("indigo", "surface"), ("madder", "surface"), ("indigo", "ground")]


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_is_read_in_both_lights(light, ink, paper):
    tokens = _blocks()[light]
    assert contrast(tokens[f"--{ink}"], tokens[f"--{paper}"]) >= 4.5


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize(("line", "paper"), SHAPES)
def test_borders_and_shapes_are_seen_in_both_lights(light, line, paper):
    tokens = _blocks()[light]
    assert contrast(tokens[f"--{line}"], tokens[f"--{paper}"]) >= 3


def test_a_known_contrast():
    assert round(contrast("#fff", "#000"), 1) == 21
    assert round(contrast("#777", "#ffffff"), 2) == 4.48


def _sheets() -> dict[str, str]:
    return {path.name: re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S) for path in CSS.glob("*.css")}


def test_there_is_no_physical_side():
    physical = re.compile(
        r"(?<![\w-])(left|right|(margin|padding|border)-(left|right|top|bottom)|min-width|max-height)\s*:|:\s*(left|right)\b"
    )
    for name, text in _sheets().items():
        found = [
            match.group(0)
            for match in physical.finditer(text)
            if "@media" not in text[max(0, match.start() - 12) : match.start()]
        ]
        assert [f for f in found if f.strip() != "min-width:"] == [], name


def test_colours_are_written_in_the_tokens_alone():
    for name, text in _sheets().items():
        if name != "tokens.css":
            assert re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)|rgb\(|hsl\(", text) == [], name


def test_arabic_letters_are_never_spaced_and_nothing_is_slanted():
    everything = "".join(_sheets().values())
    assert re.findall(r"([^{}]*)\{[^}]*letter-spacing: -", everything) == ["\nh1:not(:lang(ar)) "]
    assert "italic" not in everything and "justify;" not in everything.replace("text-align: start", "")


def test_every_token_that_is_used_exists():
    everything = "".join(_sheets().values())
    defined = set(re.findall(r"(--[\w-]+)\s*:", everything))
    assert set(re.findall(r"var\((--[\w-]+)", everything)) <= defined


@pytest.mark.parametrize(("name", "most"), [("taghyir.css", 25_000), ("taghyir.js", 8_000)])
def test_what_is_built_is_light(name, most):
    built = settings.BASE_DIR / "build" / "static" / name
    if not built.exists():
        pytest.skip("the assets are not built: make assets")
    assert built.stat().st_size < most

"""Collect the strings to translate into the catalogues of each room, say which are missing, and compile. Needs no gettext.

python tools/messages.py                  every room: collect, compile, list what is missing
python tools/messages.py taghyir/needs    one room
python tools/messages.py --check          write nothing; exit with 1 when a string is missing or stale
"""

import io
import os
import sys
from pathlib import Path

import polib

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;",
}
Key = tuple[str | None, str, str | None]  # context, string, plural


def rooms() -> list[Path]:
    return sorted(p.parent for p in [*ROOT.glob("taghyir/*/__init__.py"), ROOT / "demo" / "__init__.py"])


def strings_of(room: Path) -> dict[Key, list[str]]:
    """Every string of a room's code and templates, with where it is."""
    found: dict[Key, list[str]] = {}
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        if {"tests", "migrations", "locale"} & set(path.relative_to(room).parts):
            continue
        text = path.read_text()
        if path.suffix != ".py":
            text = "\n".join(line.lstrip() for line in templatize(text, origin=path.name).splitlines())
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            single, plural = message if isinstance(message, tuple) else (message, None)
            if single:
                found.setdefault((context, single, plural), []).append(str(path.relative_to(room)))
    return found


def collect(room: Path, language: str, found: dict[Key, list[str]], *, write: bool) -> list[str]:
    """Bring one catalogue up to date. Returns what is missing in it."""
    path = room / "locale" / language / "LC_MESSAGES" / "django.po"
    before = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {(e.msgctxt, e.msgid, e.msgid_plural or None): e for e in before}
    after = polib.POFile(wrapwidth=100)
    after.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": PLURALS[language],
    }
    slots = int(PLURALS[language][9])
    for context, single, plural in sorted(found, key=lambda key: (key[1], key[0] or "", key[2] or "")):
        old = known.get((context, single, plural))
        entry = polib.POEntry(msgctxt=context, msgid=single, msgid_plural=plural or "")
        entry.occurrences = [(place, "") for place in sorted(set(found[context, single, plural]))]
        if "%(" in single or "%(" in (plural or ""):
            entry.flags = ["python-format"]
        if plural:
            entry.msgstr_plural = {slot: (old.msgstr_plural.get(slot, "") if old else "") for slot in range(slots)}
        else:
            entry.msgstr = old.msgstr if old else ""
        after.append(entry)
    if write and found:
        path.parent.mkdir(parents=True, exist_ok=True)
        after.save(str(path))
    missing = [f"{room.name}/{language}: {e.msgid!r}" for e in after if not _is_filled(e)]
    stale = [f"{room.name}/{language}: no longer used: {key[1]!r}" for key in known.keys() - found.keys()]
    return missing if write else missing + stale


def _is_filled(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def translated_twice() -> list[str]:
    """Strings that two rooms translate differently: the reader would meet whichever room comes first."""
    known: dict[tuple, tuple[str, str]] = {}
    differing = []
    for path in catalogues():
        language, room = path.parts[-3], path.parts[-5]
        for entry in polib.pofile(str(path)).translated_entries():
            words = entry.msgstr or str(sorted(entry.msgstr_plural.items()))
            first_room, first_words = known.setdefault(
                (language, entry.msgctxt, entry.msgid, entry.msgid_plural), (room, words)
            )
            if words != first_words:
                differing.append(
                    f"{language}: {entry.msgid!r} is {first_words!r} in {first_room} and {words!r} in {room}"
                )
    return differing


def country_words_without_use() -> list[str]:
    """What a catalogue of one country says of a string that its room no longer has in the language."""
    lost = []
    for path in catalogues():
        language, _, is_country = path.parts[-3].partition("_")
        if is_country:
            whole = polib.pofile(str(path.parents[2] / language / "LC_MESSAGES" / "django.po"))
            known = {(e.msgctxt, e.msgid) for e in whole}
            lost += [
                f"{path.parts[-5]}/{path.parts[-3]}: {e.msgid!r}"
                for e in polib.pofile(str(path))
                if (e.msgctxt, e.msgid) not in known
            ]
    return lost


def catalogues() -> list[Path]:
    return [path for room in rooms() for path in sorted(room.glob("locale/*/LC_MESSAGES/*.po"))]


def compile_all() -> int:
    """Make a `.mo` of every `.po`, when it is newer, and of every country for every room. Returns how many."""
    made = 0
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if path.parts[-3] in PLURALS and _is_older(compiled, [path]):
            polib.pofile(str(path)).save_as_mofile(str(compiled))
            made += 1
    return made + sum(_compile_country(country) for country in sorted({p.parts[-3] for p in catalogues()} - {*PLURALS}))


def _compile_country(country: str) -> int:
    """`ar_TN`: every room whole, in the words of the country wherever one room says them. Alone, a catalogue of a few
    words would let those of other packages through. Returns how many were made."""
    words = [path for path in catalogues() if path.parts[-3] == country]
    said = {(e.msgctxt, e.msgid): e for path in words for e in polib.pofile(str(path))}
    made = 0
    for path in [path for path in catalogues() if path.parts[-3] == country.partition("_")[0]]:
        compiled = path.parents[2] / country / "LC_MESSAGES" / "django.mo"
        if _is_older(compiled, [path, *words]):
            catalogue = polib.pofile(str(path))
            catalogue[:] = [said.get((e.msgctxt, e.msgid), e) for e in catalogue]
            compiled.parent.mkdir(parents=True, exist_ok=True)
            catalogue.save_as_mofile(str(compiled))
            made += 1
    return made


def _is_older(compiled: Path, sources: list[Path]) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime < max(path.stat().st_mtime for path in sources)


def main(arguments: list[str]) -> int:
    checking = "--check" in arguments
    if "--compile" in arguments:
        compile_all()
        return 0
    chosen = [ROOT / a for a in arguments if not a.startswith("-")] or rooms()
    missing = []
    for room in chosen:
        found = strings_of(room)
        for language in PLURALS:
            missing += collect(room, language, found, write=not checking)
    if not checking:
        compile_all()
    differing = translated_twice()
    print("\n".join([*missing[:400], *differing]))
    print(f"{len(missing)} strings to translate" if missing else "every string is translated")
    if differing:
        print(f"{len(differing)} strings are translated in two ways: agree on one, or tell them apart with pgettext")
    return 1 if missing or differing and checking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Which language a sheet means by "Arabic (ar)", "العربية" or "ar", and the words of a question for a reader."""

import re
from collections.abc import Mapping, Sequence

_NAMES = {
    "ar": re.compile(r"arab|العربية|عربي|árab", re.I),
    "fr": re.compile(r"fran[cç]|french|الفرنسية", re.I),
    "es": re.compile(r"espa[nñ]|spanish|castell|الإسبانية", re.I),
    "en": re.compile(r"engl|anglais|ingl|الإنجليزية", re.I),
}
_BRACKETED = re.compile(r"\(\s*([a-z]{2,3})(?:[-_][\w-]+)?\s*\)\s*$", re.I)
_BARE = re.compile(r"([a-z]{2})(?:[-_]\w+)?$", re.I)


def language_code(name: str) -> str:
    """`ar` for each way of writing it; "" when the sheet names none; a name nobody knows stays, in lower case."""
    name = name.strip()
    if name in ("", "default"):
        return ""
    if found := _BRACKETED.search(name) or _BARE.match(name):
        return found[1].lower()
    return next((code for code, pattern in _NAMES.items() if pattern.match(name)), name.casefold()[:40])


def in_words(labels: Mapping[str, str], language: str, otherwise: Sequence[str] = (), name: str = "") -> str:
    """The label in `language`, else without language, else in the first of `otherwise` that has one, else `name`."""
    for code in (language, "", *otherwise, *labels):
        if words := labels.get(code):
            return words
    return name

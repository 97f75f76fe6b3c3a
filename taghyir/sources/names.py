"""What the rows of a file call an organisation, in either script."""

import re
from typing import Any

from taghyir.core.text import folded
from taghyir.tables.imports import Facts

NAMES = ("name", "name_fr", "name_ar", "name_en", "other_names")
_ARABIC, _LATIN = re.compile(r"[\u0600-\u06ff]"), re.compile(r"[^\W\d_\u0600-\u06ff]")


def names_of(facts: Facts) -> Facts:
    """One name in each script, and the others beside."""
    texts = [facts[name] for name in NAMES if facts.get(name)]
    arabic = next(
        (text for text in (facts.get("name_ar", ""), *texts) if _ARABIC.search(text) and not _LATIN.search(text)), ""
    )
    latin = next((text for text in texts if not _ARABIC.search(text)), "")
    latin = latin or next((text for text in texts if text != arabic and not arabic), "")
    used = {folded(arabic), folded(latin), ""}
    others = {folded(text): text for text in texts if folded(text) not in used}
    return {"name": latin, "name_ar": arabic, "other_names": " ; ".join(others.values())[:300]}


def called(name: str, place: Any) -> Any:
    return (name, place.territory_id, place.country)


def named(facts: Facts) -> Any:
    """Name, territory and country: what one written by hand is recognised by."""
    territory = facts.get("territory")
    name = folded(facts.get("name") or facts.get("name_ar", ""))[:200]
    return (name, territory.pk if territory else None, facts["country"])

"""What an organisation is, by the words a file has for it: the categories of our sources, the legal forms of the law."""

import csv
from pathlib import Path

from taghyir.core.text import folded
from taghyir.directory.models import LegalForm

_CATEGORIES = Path(__file__).parent / "seed" / "categories.tsv"


def categories() -> dict[str, dict[str, str]]:
    """Kind, legal form and activity for each category, by its folded name."""
    with _CATEGORIES.open(encoding="utf-8", newline="") as lines:
        return {folded(row["category"]): row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def legal_forms() -> dict[tuple[str, str], LegalForm]:
    """Each legal form by its country and its code or its name in a language, folded."""
    return {
        (form.country, folded(name)): form
        for form in LegalForm.objects.order_by("-pk")
        for name in (form.name_en, form.name_es, form.name_ar, form.name_fr, form.code)
    }

"""The legal forms that come with the house, per country: Morocco and Tunisia swap تعاونية and تعاضدية."""

import csv
from pathlib import Path
from typing import Any

_SEED = Path(__file__).parent / "seed" / "legal_forms.tsv"


def _read() -> dict[str, dict[str, Any]]:
    with _SEED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["code"]: _facts(row) for row in rows}


def _facts(row: dict[str, str]) -> dict[str, Any]:
    kind = row["kind_of_form"]
    names = {name: row[name] for name in ("name_fr", "name_ar", "name_es", "name_en", "legal_basis")}
    return {
        **names,
        "country": row["code"][:2],
        "is_informal": kind == "informal",
        "is_one_person": kind == "one_person",
    }


LEGAL_FORMS = _read()  # code to facts

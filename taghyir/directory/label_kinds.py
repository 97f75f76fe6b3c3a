"""The labels that come with the house. An organisation bears one when its certificate says so."""

import csv
from pathlib import Path

_SEED = Path(__file__).parent / "seed" / "label_kinds.tsv"


def _read() -> dict[str, dict[str, str]]:
    with _SEED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row.pop("code"): row for row in rows}


LABEL_KINDS = _read()  # code to facts

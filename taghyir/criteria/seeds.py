"""The sets of criteria, one file each: the last is in force; an interview keeps the number of its own."""

import json
from pathlib import Path
from typing import Any

_FILES = sorted((Path(__file__).parent / "seed").glob("criteria_*.json"))

# by number: version, in_force_from, criteria
SETS: dict[int, dict[str, Any]] = {
    read["version"]: read for read in (json.loads(path.read_text(encoding="utf-8")) for path in _FILES)
}
SET: dict[str, Any] = SETS[max(SETS)]  # the one in force

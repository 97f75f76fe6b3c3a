"""The set of criteria in force, as it comes with the house. A later set is another file, with the next number."""

import json
from pathlib import Path
from typing import Any

_SEED = Path(__file__).parent / "seed" / "criteria_1.json"

SET: dict[str, Any] = json.loads(_SEED.read_text(encoding="utf-8"))  # version, in_force_from, criteria

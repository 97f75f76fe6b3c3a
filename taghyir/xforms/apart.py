"""Questions whose answers are kept apart: a column `sensitive` of the sheet names the purpose for which they are read.

Nothing of Django here: sheets become forms in a process of its own, which starts fast. Who keeps the answers, and who opens
them, is the room `reserved`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

FILES = ("image", "audio", "video", "file")  # the types of question whose answer is the name of a file
RESERVED = "reserved"  # the type of such a question, and what stands for its answer everywhere
PURPOSES = ("health", "disability", "protection", "migration", "union", "origin", "beliefs")
COLUMN = "sensitive"
BIND = "bind::taghyir:sensitive"  # what pyxform makes an attribute of the bind, in the namespace below
NAMESPACE = 'taghyir="urn:taghyir:xform"'
WORDS = {"fr": "réservé", "ar": "محجوب", "es": "reservado", "en": "reserved"}
Question = Mapping[str, Any]
Taken = dict[str, list[tuple[str, str]]]  # path: (where it stands, value) of each answer, none when it was left blank


def purpose_of(bind: Any) -> str:
    """The purpose that the bind of a question names; "" for a question like any other."""
    written = bind.attrib.items() if bind is not None else ()
    return next((value.strip() for key, value in written if key.rpartition("}")[2] == COLUMN), "")


def as_reserved(question: dict[str, Any], purpose: str) -> dict[str, Any]:
    """The same question, of a type that no page, file or feed reads an answer of; what it asks goes with its purpose."""
    asked = {name: question.pop(name) for name in ("type", "choices", "values", "list") if name in question}
    hidden = {"type": RESERVED, "choices": {RESERVED: WORDS}, "values": [RESERVED]}
    return question | hidden | {"asked": asked, "purpose": purpose}


def stand_ins(questions: Sequence[Question]) -> dict[str, dict[str, str]]:
    """What stands for reserved answers, by repeat ("" outside of them), whether there was one or not."""
    found: dict[str, dict[str, str]] = {}
    for question in questions:
        if question["type"] == RESERVED:
            found.setdefault(question["repeat"], {})[question["path"]] = RESERVED
    return found


def files_in(taken: Taken, questions: Sequence[Question]) -> dict[str, Question]:
    """The photos, recordings and files among what was taken out, by name: the question that each answers."""
    if not taken:
        return {}
    asked = {one["path"]: one for one in questions if one["type"] == RESERVED and one["asked"].get("type") in FILES}
    return {
        value.rpartition("/")[2][:200]: asked[path] for path in taken if path in asked for _where, value in taken[path]
    }

"""The words of choices that stand in a list sent with a form: those of the version that was answered, whatever came later."""

from functools import lru_cache
from typing import Any

from taghyir.core.models import StoredFile
from taghyir.surveys.models import Form, FormVersion
from taghyir.xforms.attached import Attached, Choices, attached_lists, choices_in

ENDINGS = (".csv", ".xml", ".geojson")
LISTS = 8  # that a process remembers; a file of a version never changes
Question = dict[str, Any]


def questions_with_attached(questions: list[Question], version: FormVersion) -> list[Question]:
    """The same questions; those that choose from a file sent with `version` have its choices. Costs nothing without any."""
    found = _attached_to(version, questions)
    return [q | {"choices": q.get("choices", {}) | found[q["path"]]} if q["path"] in found else q for q in questions]


def with_attached_by_version(questions: list[Question], form: Form) -> list[Question]:
    """The same questions, where each that chooses from a file has `attached`: the choices of each version, by its key."""
    found = {version.pk: _attached_to(version, version.questions) for version in form.versions.all()}
    if not any(found.values()):
        return questions
    return [q | {"attached": {pk: one[q["path"]] for pk, one in found.items() if q["path"] in one}} for q in questions]


def _attached_to(version: FormVersion, questions: list[Question]) -> dict[str, Choices]:
    """The choices of each question that takes them from a file of `version`, by its path."""
    if not any(_may_choose_elsewhere(question) for question in questions):
        return {}
    files = {one.name: one.file_id for one in version.files.all() if one.name.casefold().endswith(ENDINGS)}
    lists = _lists_of(version.pk) if files else {}
    return {path: _choices_of(files[one.file], one) for path, one in lists.items() if one.file in files}


def _may_choose_elsewhere(question: Question) -> bool:
    """A choice without choices; or a text, which `select_one_external` is to everybody but the phone."""
    if question["type"] == "text":
        return True
    return "choices" in question and not question.get("values") and not question.get("list")


@lru_cache(maxsize=LISTS)
def _lists_of(version_id: int) -> dict[str, Attached]:
    return attached_lists(FormVersion.objects.values_list("xform", flat=True).get(pk=version_id))


@lru_cache(maxsize=LISTS)
def _choices_of(file_id: int, wanted: Attached) -> Choices:
    with StoredFile.objects.get(pk=file_id).content.open("rb") as file:
        return choices_in(file.read(), wanted)

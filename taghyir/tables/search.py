"""Finding a row by half a name in any script: what is kept beside the names, and the condition that looks there."""

from django.db.models import Q

from taghyir.core.text import folded
from taghyir.tables.sounds import sounded


def search_text(*names: str) -> str:
    """What a row is found by: its names folded, then as they sound. Kept in a column called `folded`."""
    kept = [name for name in names if name]
    return f"{' '.join(folded(name) for name in kept)} |{''.join(sounded(name) for name in kept)}"


def found_by(text: str, column: str = "folded") -> Q:
    """The condition on `column` for `text`: each of its words is written there, or a word there sounds so. Empty: all."""
    condition = Q()
    for word in folded(text).split():
        condition &= Q(**{f"{column}__contains": word}) | Q(**{f"{column}__contains": sounded(word).rstrip() or word})
    return condition if condition or not text.strip() else Q(pk__lt=0)  # signs without letters: nothing, in SQL too

"""What is remembered of sources."""

from typing import Any

from taghyir.sources.models import Source


def source_called(name: str) -> Source | None:
    """The source of this name, in capitals or not."""
    return Source.objects.filter(name__iexact=name).first() if name else None


def options_of(name: str, *, licence: str = "", country: str = "") -> dict[str, Any]:
    """With what a file of the source is read: what is said now, else what is remembered."""
    source = source_called(name)
    if source is None:
        return {"source": name, "licence": licence, "country": country, "columns": {}}
    return {
        "source": source.name,
        "licence": licence or source.licence,
        "country": country or source.country,
        "columns": source.columns,
    }

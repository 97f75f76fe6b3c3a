"""Panels: what higher rooms show on a page of a lower room, without being known by it.

A room writes `panels.py`: a function bears `@panel("organisation.main")` and returns HTML for the thing of the page, or nothing.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

Panel = Callable[[HttpRequest, Any], str]
_panels: dict[str, list[tuple[int, Panel]]] = defaultdict(list)


def panel(place: str, *, order: int = 50) -> Callable[[Panel], Panel]:
    """Show what the function renders at `place`, those of a smaller `order` first."""

    def register(function: Panel) -> Panel:
        _panels[place].append((order, function))
        return function

    return register


def panels_at(place: str, request: HttpRequest, thing: Any) -> list[SafeString]:
    """What each room shows there, in order; those that show nothing are left out."""
    ranked = sorted(_panels[place], key=lambda one: (one[0], one[1].__module__))
    return [SafeString(html) for _order, function in ranked if (html := function(request, thing))]

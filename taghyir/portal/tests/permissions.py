"""Who gets what at the front of the house."""

from taghyir.core.testing import Line
from taghyir.places.tests.factories import TerritoryFactory

ALL, PUBLIC = 200, {"nobody": 200}


def permissions():
    """What speaks of nobody is public; the rest asks who you are, and shows what is yours."""
    TerritoryFactory()
    public = ("home", "help", "about", "privacy", "accessibility")
    own = ("my_day", "note", "more", "search", "notices")
    return [
        *(Line(f"portal:{name}", PUBLIC, ALL) for name in public),
        *(Line(f"portal:{name}", {}, ALL) for name in own),
        Line("portal:home", PUBLIC, ALL, query="place=zaio"),
        Line("portal:search", {}, ALL, query="q=zio"),
        Line("portal:territory", PUBLIC, ALL, ("nador",)),
        Line("portal:territory", {"nobody": 404}, 404, ("nowhere",)),
        Line("portal:read_notices", {}, 302, method="post"),
    ]

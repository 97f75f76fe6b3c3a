"""The home page, for a visitor who comes for the first time."""

from bench.measure import Case, Visitor


def cases() -> list[Case]:
    visitor = Visitor()
    return [Case("home page, French", 1.5, lambda: visitor.ask("/fr/"))]

"""The periods figures are given for: a year, or a quarter of it, written `2026` or `2026-Q2`."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Period:
    """From `starts_on` to `ends_on`, both included."""

    starts_on: dt.date
    ends_on: dt.date
    code: str

    def __str__(self) -> str:
        year, _dash, quarter = self.code.partition("-Q")
        return _("quarter %(quarter)s of %(year)s") % {"quarter": quarter, "year": year} if quarter else year

    @property
    def year(self) -> int:
        return self.starts_on.year

    @classmethod
    def of(cls, code: str) -> "Period":
        """The period written `code`. ValueError when it is not one."""
        found = re.fullmatch(r"(20\d\d)(?:-Q([1-4]))?", code)
        if not found:
            raise ValueError(code)
        year, quarter = int(found[1]), found[2]
        first_month = 3 * int(quarter) - 2 if quarter else 1
        last_month = first_month + 2 if quarter else 12
        next_month = dt.date(year + last_month // 12, last_month % 12 + 1, 1)
        return cls(dt.date(year, first_month, 1), next_month - dt.timedelta(days=1), code)

    @classmethod
    def this_year(cls) -> "Period":
        return cls.of(str(timezone.localdate().year))


def period_choices() -> list[tuple[str, str]]:
    """This year and the three before, each with its quarters, newest first."""
    this_year = timezone.localdate().year
    codes = [
        code
        for year in range(this_year, this_year - 4, -1)
        for code in (str(year), *(f"{year}-Q{q}" for q in (4, 3, 2, 1)))
    ]
    return [(code, str(Period.of(code))) for code in codes]

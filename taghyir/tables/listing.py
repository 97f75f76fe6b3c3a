"""A list as people expect it: search and filters in the URL, pages, and the whole of it as CSV or XLSX."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

Column = tuple[Any, Callable[[Any], Any]]  # heading, how to read the value of a row


class FilterForm(forms.Form):
    """Filters of a list. Subclasses add fields and say in `narrow` what each does. A wrong value is said, and ignored."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, strip=True)

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        """`rows` with the chosen filters applied. Only filled and valid ones are given."""
        raise NotImplementedError

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], ())}


class Listing:
    """One list of one page: `listing.page` is shown, `listing.rows` is exported."""

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        form: type[FilterForm],
        *,
        per_page: int = 20,
        **form_options: Any,
    ):
        self.form = form(request.GET, **form_options)
        self.is_filtered = bool(self.form.chosen)
        self.rows = self.form.narrow(rows, **self.form.chosen) if self.is_filtered else rows
        self.number = request.GET.get("page", "1")
        self.per_page = per_page

    @cached_property
    def page(self) -> Page:
        return Paginator(self.rows, self.per_page).get_page(self.number)

    @property
    def count(self) -> int:
        return self.page.paginator.count


def is_export(request: HttpRequest) -> bool:
    """Whether the reader asked for the list as a file: `?format=csv` or `?format=xlsx`."""
    return request.GET.get("format") in ("csv", "xlsx")


def cells(columns: Sequence[Column], rows: Iterable[Any]) -> Iterable[list[Any]]:
    """The values of each row, in the order of the columns."""
    for row in rows:
        yield [read(row) for _heading, read in columns]

"""A list as people expect it: search and filters in the URL, pages, and the whole of it as CSV or XLSX."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

COUNTED, KEPT_FOR = 1_000, 60  # rows counted at each request; seconds the count of a longer list is kept
Column = tuple[Any, Callable[[Any], Any]]  # heading, how to read the value of a row


class QuickSelect(forms.Select):
    """A select written without a template per option: a list is opened often, and its choices are many."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if str(key) in chosen else "", label) for key, label in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(self.build_attrs({"name": name}, attrs)), options)


class FilterForm(forms.Form):
    """Filters of a list. Subclasses add fields and say in `narrow` what each does. A wrong value is said, and ignored."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, strip=True)

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        """`rows` with the chosen filters applied. Only filled and valid ones are given."""
        raise NotImplementedError

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value is not False and value not in (None, "", [], ())
        }


class LongPaginator(Paginator):
    """Counts up to a thousand rows at each request; the count of more is kept for a minute, by reader and address."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, kept_as: str):
        super().__init__(rows, per_page)
        self.kept_as = kept_as

    @cached_property
    def count(self) -> int:
        rows = cast("QuerySet[Any]", self.object_list).order_by()
        first = rows[: COUNTED + 1].count()
        return first if first <= COUNTED else cast(int, cache.get_or_set(self.kept_as, rows.count, KEPT_FOR))


class Listing:
    """One list of one page: `listing.page` is shown, `listing.rows` is exported.

    A list that may be very long says for whom its count is kept: `counted_for=request.user`.
    """

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        form: type[FilterForm],
        *,
        per_page: int = 20,
        counted_for: Any = None,
        **form_options: Any,
    ):
        self.form = form(request.GET, **form_options)
        self.is_filtered = bool(self.form.chosen)
        self.rows = self.form.narrow(rows, **self.form.chosen) if self.is_filtered else rows
        self.number = request.GET.get("page", "1")
        self.per_page = per_page
        self.kept_as = self._kept_as(request, counted_for) if counted_for is not None else ""

    def _kept_as(self, request: HttpRequest, reader: Any) -> str:
        chosen = sorted((name, str(value)) for name, value in self.form.chosen.items())
        return "rows-" + sha256(repr((request.path, reader.pk, chosen)).encode()).hexdigest()

    @cached_property
    def page(self) -> Page:
        if self.kept_as:
            return LongPaginator(self.rows, self.per_page, kept_as=self.kept_as).get_page(self.number)
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


def with_query(request: HttpRequest, query: str) -> HttpRequest:
    """The same request, as if its address had ended with `?query`: what a page shows of it is then all we know of it."""
    same = copy(request)
    same.META = {**request.META, "QUERY_STRING": query}
    same.GET = QueryDict(query)  # type: ignore[assignment]
    return same

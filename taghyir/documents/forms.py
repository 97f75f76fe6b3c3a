"""What is said of a document, and the filters of their list."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case, Service
from taghyir.documents.checks import KEPT
from taghyir.documents.models import Document
from taghyir.documents.queries import services_to_choose
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by

MOST_SERVICES = 20
_ACCEPT = ",".join(f".{ending}" for ending in sorted(KEPT))


def _kinds(*first: tuple[str, Any]) -> Callable[[], list[tuple[str, Any]]]:
    return lambda: [*first, *((value, capfirst(label)) for value, label in Document.Kind.choices)]


def _file_field() -> forms.FileField:
    return forms.FileField(
        label=pgettext_lazy("document", "The file"),
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        help_text=_("PDF, photo, text or sheet, 10 MB at most. The place is taken out of photos."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )


class AddDocumentForm(forms.Form):
    file = _file_field()
    kind = forms.ChoiceField(label=_("Type"), choices=_kinds(), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("As one would look for it: what it is, and of when.")
    )
    service = forms.ModelChoiceField(
        label=_("For which service"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=pgettext_lazy("service", "None in particular"),
    )
    is_shared = forms.BooleanField(label=_("The members of the enterprise see it"), required=False)

    def __init__(self, *args: Any, case: Case, may_choose_readers: bool, **options: Any):
        super().__init__(*args, **options)
        self.fields["service"].queryset = services_to_choose(case)
        last = services_to_choose(case)[:MOST_SERVICES]
        self.fields["service"].choices = [
            ("", pgettext_lazy("service", "None in particular")),
            *((one.pk, str(one)) for one in last),
        ]
        if not may_choose_readers:
            del self.fields["is_shared"], self.fields["service"]


class AddVersionForm(forms.Form):
    file = _file_field()
    remark = forms.CharField(label=_("What changed"), max_length=200, required=False)


class ChangeDocumentForm(forms.Form):
    kind = forms.ChoiceField(label=_("Type"), choices=_kinds(), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=200)
    is_shared = forms.BooleanField(label=_("The members of the enterprise see it"), required=False)


class WithdrawDocumentForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("The content of every version is erased for ever. The line stays, with its reason."),
        error_messages={"required": _("Say why it is withdrawn.")},
    )


class DocumentFilter(FilterForm):
    kind = forms.ChoiceField(label=_("Type"), choices=_kinds(("", pgettext_lazy("filter", "all"))), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "all")),
            ("shared", _("shown to the members")),
            ("inside", _("for the team alone")),
            ("withdrawn", pgettext_lazy("document", "withdrawn")),
        ],
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text))
        if kind := chosen.get("kind"):
            rows = rows.filter(kind=kind)
        states = {
            "shared": Q(is_shared=True, withdrawn_at=None),
            "inside": Q(is_shared=False, withdrawn_at=None),
            "withdrawn": Q(withdrawn_at__isnull=False),
        }
        return rows.filter(states[chosen["state"]]) if "state" in chosen else rows

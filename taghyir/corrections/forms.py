"""The filters of the list of two versions, and what is said of one visit filled in twice."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.places.models import Territory
from taghyir.surveys.models import Submission
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class ConflictsFilter(FilterForm):
    """By receipt, form or person; by territory, by days, and whether somebody chose."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("two versions", "To settle")),
            ("settled", pgettext_lazy("two versions", "Settled")),
            ("all", pgettext_lazy("two versions", "All")),
        ],
    )
    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("Every territory")
    )
    since = _day(_("Since"))
    until = _day(_("Until"))

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            receipt = Q(submission__digest__startswith=text.replace("-", "").casefold())
            rows = rows.filter(
                receipt | Q(submission__form__title__icontains=text) | found_by(text, "by__person__folded")
            )
        if territory := chosen.get("territory"):
            rows = rows.filter(submission__territory=territory)
        if since := chosen.get("since"):
            rows = rows.filter(at__date__gte=since)
        if until := chosen.get("until"):
            rows = rows.filter(at__date__lte=until)
        return self.in_state(rows, chosen.get("state", ""))

    def in_state(self, rows: Any, state: str) -> Any:
        return rows if state == "all" else rows.filter(settled_at__isnull=state != "settled")


class SameVisitForm(forms.Form):
    """Which of the two counts, and what there is to say of it."""

    counts = forms.ModelChoiceField(
        Submission.objects.none(), label=_("Which one counts?"), empty_label=None, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("A remark"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, both: list[Submission], **options: Any):
        super().__init__(*args, **options)
        field = self.fields["counts"]
        field.queryset = Submission.objects.filter(pk__in=[one.pk for one in both])  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.receipt} · {one.submitted_by or '–'}") for one in both
        ]

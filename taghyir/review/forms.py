"""The filters of lists and exports, what is said of answers, and how they are taken away."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.text import folded
from taghyir.places.models import Territory
from taghyir.review.accesses import VERBS
from taghyir.review.models import State
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


def _words(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **options
    )


class SubmissionsFilter(FilterForm):
    """By words or receipt, territory, days and state."""

    territory = forms.ModelChoiceField(
        Territory.objects.all(), label=_("Territory"), required=False, empty_label=_("Every territory")
    )
    since = _day(_("Since"))
    until = _day(_("Until"))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *State.choices])

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            receipt = text.replace("-", "").casefold()
            rows = rows.filter(Q(folded__contains=folded(text) or text) | Q(digest__startswith=receipt))
        if territory := chosen.get("territory"):
            rows = rows.filter(territory=territory)
        if since := chosen.get("since"):
            rows = rows.filter(received_at__date__gte=since)
        if until := chosen.get("until"):
            rows = rows.filter(received_at__date__lte=until)
        return self.in_state(rows, chosen.get("state", ""))

    def in_state(self, rows: Any, state: str) -> Any:
        if state == State.RECEIVED:
            return rows.filter(Q(review=None) | Q(review__state=state))
        return rows.filter(review__state=state) if state else rows


class TakenFilter(SubmissionsFilter):
    """The same, for what is taken away, shown on a map or in a gallery: the rejected are left out unless they are asked for."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All but the rejected")), ("all", _("All, the rejected too")), *State.choices],
    )

    def in_state(self, rows: Any, state: str) -> Any:
        if state == "all":
            return rows
        return (
            super().in_state(rows, state) if state else rows.filter(~Q(review__state=State.REJECTED) | Q(review=None))
        )


class FilesForm(forms.Form):
    """How the answers are written; each field has a value when it says nothing."""

    values = forms.ChoiceField(
        label=_("Answers written"),
        required=False,
        choices=[("labels", _("in words")), ("codes", _("in codes")), ("ona", _("as Ona and Kobo write them"))],
    )
    several = forms.ChoiceField(
        label=_("Several choices"),
        required=False,
        choices=[("split", _("a column for each choice, 0 or 1")), ("one", _("in one column"))],
    )
    repeat = forms.ChoiceField(label=_("Table of the CSV"), required=False)

    def __init__(self, *args: Any, repeats: list[tuple[str, str]], **options: Any):
        super().__init__(*args, **options)
        self.fields["repeat"].choices = [("", _("One row an answer")), *repeats]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """Each field, whatever else is wrong."""
        self.is_valid()
        kept = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return kept | {"values": kept["values"] or "labels", "several": kept["several"] or "split"}


class JudgeForm(forms.Form):
    """The state, and why."""

    state = forms.ChoiceField(label=_("State"), choices=State.choices, widget=forms.RadioSelect)
    words = _words(
        pgettext_lazy("of a state", "Why"), required=False, help_text=_("Whoever sent the answers reads it.")
    )


class CommentForm(forms.Form):
    words = _words(_("A remark"))


class MakeFeedKeyForm(forms.Form):
    name = forms.CharField(
        label=_("Which program?"), max_length=80, help_text=_("For example: Power BI of the office.")
    )


class AccessesFilter(FilterForm):
    """By receipt or person, by what was done, and by days."""

    what = forms.ChoiceField(label=_("What they did"), required=False, choices=[("", _("Everything")), *VERBS.items()])
    since = _day(_("Since"))
    until = _day(_("Until"))

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            by_person = found_by(text, "actor__person__folded")
            rows = rows.filter(by_person | Q(digest__startswith=text.replace("-", "").casefold()))
        if what := chosen.get("what"):
            rows = rows.filter(verb=what)
        if since := chosen.get("since"):
            rows = rows.filter(at__date__gte=since)
        if until := chosen.get("until"):
            rows = rows.filter(at__date__lte=until)
        return rows

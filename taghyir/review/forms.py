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
from taghyir.review.typed import LONGEST, typed_questions, written
from taghyir.review.versions import Part
from taghyir.surveys.models import FormVersion
from taghyir.surveys.queries import choice_label, question_label
from taghyir.tables.imports import Wrong
from taghyir.tables.listing import FilterForm, QuickSelect
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


class CorrectForm(forms.Form):
    """The answers of one part, each typed as its question asks; and why they are corrected."""

    reason = forms.CharField(
        label=_("Why do you correct them?"),
        max_length=300,
        help_text=_("Whoever reads these answers later reads it too."),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)

    def __init__(
        self, *args: Any, version: FormVersion, part: Part, answers: dict[str, Any], language: str, **options: Any
    ):
        super().__init__(*args, **options)
        self.paths: dict[str, dict[str, Any]] = {}
        for at, question in enumerate(typed_questions(version.questions, part.repeat)):
            label = question_label(question, language, version.languages)
            self.paths[f"answer_{at}"] = question
            self.fields[f"answer_{at}"] = _field_of(
                question, label, answers.get(question["path"], ""), language, version
            )
        self.order_fields([*self.paths, "reason", "based_on"])

    def clean(self) -> dict[str, Any]:
        """The action is given `values` by path; what is wrong is said beside each."""
        chosen = super().clean() or {}
        values = {}
        for name, question in self.paths.items():
            given = chosen.pop(name, "")
            text = (" ".join(given) if isinstance(given, list) else given).replace("\r\n", "\n")
            if text == self.fields[name].initial or [text] == self.fields[name].initial:
                continue  # as it was, also where it would not be taken today
            try:
                values[question["path"]] = written(question, text)
            except Wrong as wrong:
                self.add_error(name, str(wrong))
        return chosen | {"values": values}


def _field_of(question: dict[str, Any], label: str, answer: str, language: str, version: FormVersion) -> forms.Field:
    kind = question["type"]
    options: dict[str, Any] = {"label": label, "required": False, "initial": answer}
    if "choices" in question and kind != "rank":
        known = list(dict.fromkeys([*question["values"], *([answer] if kind == "select_one" else answer.split())]))
        choices = [(value, choice_label(question, value, language, version.languages)) for value in known if value]
        if kind == "select_one":
            return forms.ChoiceField(**options, choices=[("", _("No answer")), *choices], widget=QuickSelect)
        several = options | {"initial": answer.split()}
        return forms.MultipleChoiceField(**several, choices=choices, widget=forms.CheckboxSelectMultiple)
    if kind == "acknowledge":
        return forms.ChoiceField(**options, choices=[("", _("No answer")), ("OK", _("Yes"))], widget=QuickSelect)
    if kind == "text":
        widget = forms.Textarea(attrs={"rows": min(8, 2 + answer.count("\n")), "dir": "auto"})
        return forms.CharField(**options, max_length=LONGEST, widget=widget, strip=False)
    modes = {"integer": "numeric", "decimal": "decimal"}
    shown: dict[str, Any] = {"dir": "ltr"} | ({"inputmode": modes[kind]} if kind in modes else {})
    is_day = kind == "date" and (not answer or len(answer) == len("2026-05-31"))
    return forms.CharField(
        **options, max_length=LONGEST, widget=forms.TextInput(attrs=shown | ({"type": "date"} if is_day else {}))
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

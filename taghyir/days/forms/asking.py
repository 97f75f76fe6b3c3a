"""What is proposed, and what is answered."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import advisers_for
from taghyir.days.models import Alert, Proposal
from taghyir.people.models import User

ALL = ("", pgettext_lazy("filter", "all"))


def _words(label: Any, ask: Any = "", **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": ask} if ask else {},
        **options,
    )


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class ProposeTransferForm(forms.Form):
    adviser = forms.ModelChoiceField(
        label=_("To whom"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choose a colleague.")},
    )
    reason = _words(_("Why"), ask=_("Say why, in one sentence your colleague will read."))

    def __init__(self, *args: Any, case: Case, **options: Any):
        super().__init__(*args, **options)
        self.fields["adviser"].queryset = advisers_for(case.territory).exclude(pk=case.adviser_id)


class ProposeExitForm(forms.Form):
    exit = forms.ChoiceField(
        label=_("How it ends"),
        choices=lambda: [(value, capfirst(label)) for value, label in Case.Exit.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ends.")},
    )
    reason = _words(
        _("What made it so"),
        ask=_("Say what made it so: the next adviser will learn from it."),
        help_text=_("What was reached, what was not, what the enterprise says of it."),
    )


class PlanForm(forms.Form):
    """The plan that was read, by its digest, and a word."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = _words(_("A word with it"), required=False)


class AnswerForm(forms.Form):
    """Yes or no, and why not."""

    decision = forms.ChoiceField(
        label=_("Your answer"), widget=forms.RadioSelect, error_messages={"required": _("Choose an answer.")}
    )
    answer = _words(_("A word with it"), required=False, help_text=_("When you say no, say why."))
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, proposal: Proposal, **options: Any):
        super().__init__(*args, **options)
        yes, no = {
            Proposal.Kind.TRANSFER: (_("I follow this file from now on"), _("I cannot")),
            Proposal.Kind.EXIT: (_("I approve: the file closes today"), _("Not yet")),
            Proposal.Kind.PLAN: (_("I approve this plan"), _("It has to change")),
        }[Proposal.Kind(proposal.kind)]
        self.fields["decision"].choices = [("yes", yes), ("no", no)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") == "no" and not given.get("answer", "").strip():
            self.add_error("answer", gettext("Say why: who proposed it will read it."))
        return given


class AnswerAlertForm(forms.Form):
    """Done, postponed, not relevant: as a mail asks it."""

    answer = forms.ChoiceField(
        label=_("What became of it"),
        choices=lambda: [(value, capfirst(label)) for value, label in Alert.Answer.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    postponed_to = _day(_("Postponed to"), required=False)
    answer_words = forms.CharField(
        label=_("A word with it"), max_length=300, required=False, help_text=_("Say why when it is not relevant.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        answer, day = given.get("answer"), given.get("postponed_to")
        if answer == Alert.Answer.POSTPONED and "postponed_to" not in self.errors:
            if day is None:
                self.add_error("postponed_to", gettext("Say for when."))
            elif day < timezone.localdate():
                self.add_error("postponed_to", gettext("Promise a day from today on."))
        if answer == Alert.Answer.NOT_RELEVANT and not given.get("answer_words", "").strip():
            self.add_error("answer_words", gettext("Say in a word why it is not relevant any more."))
        return given


class ApprovalsForm(forms.Form):
    approves_exits = forms.BooleanField(
        label=_("A coordinator approves how a file ends"),
        required=False,
        help_text=_("Where nobody approves, the adviser closes the file."),
    )

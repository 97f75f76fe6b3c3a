"""What is proposed, what is answered, and what narrows the lists of a day."""

import dataclasses
import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import advisers_for
from taghyir.days.models import Alert, Proposal
from taghyir.days.queries import WITHOUT_CONTACT_AFTER, Agenda, loads_of_advisers, without_contact
from taghyir.days.queries.agenda import KINDS
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm, QuickSelect
from taghyir.tables.search import found_by

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


class _InTerritories(FilterForm):
    """Who works in one territory only is not asked which."""

    territory = forms.ModelChoiceField(
        Territory.objects.none(), label=_("Territory"), required=False, empty_label=ALL[1], widget=QuickSelect
    )

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
        if reach.everywhere or reach.countries or len(reach.territories) > 1:
            self.fields["territory"].queryset = Territory.objects.filter(reach.of_territories()).order_by("order")
        else:
            del self.fields["territory"]


class AgendaFilter(_InTerritories):
    period = forms.ChoiceField(
        label=_("When"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ALL,
            ("late", pgettext_lazy("agenda", "late")),
            ("today", pgettext_lazy("agenda", "today")),
            ("week", pgettext_lazy("agenda", "within 7 days")),
            ("month", pgettext_lazy("agenda", "within 30 days")),
        ],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=lambda: [ALL, *_kinds()])
    whose = forms.ChoiceField(label=_("Whose"), required=False, widget=QuickSelect)
    field_order = ["q", "period", "kind", "whose", "territory"]

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, actor=actor, **options)
        if actor.has_role(*COORDINATORS):
            people = [(str(user.pk), str(user)) for user in loads_of_advisers(actor)]
            self.fields["whose"].choices = [("", _("mine")), ("all", _("everybody’s")), *people]
        else:
            del self.fields["whose"]

    def narrow(self, rows: Agenda, **chosen: Any) -> Any:
        today = timezone.localdate()
        days = {
            "late": {"until": today - dt.timedelta(days=1)},
            "today": {"since": today, "until": today},
            "week": {"until": today + dt.timedelta(days=7)},
            "month": {"until": today + dt.timedelta(days=30)},
        }.get(chosen.pop("period", ""), {})
        asked = chosen.pop("q", "")
        return Agenda(dataclasses.replace(rows.scope, asked=asked, **chosen, **days))


def _kinds() -> list[tuple[str, Any]]:
    return [(kind, capfirst(label)) for kind, label in KINDS.items()]


class ContactFilter(_InTerritories):
    days = forms.ChoiceField(
        label=_("Without contact for"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("30", _("30 days")), ("", _("45 days")), ("60", _("60 days")), ("90", _("90 days"))],
    )
    adviser = forms.ModelChoiceField(
        User.objects.none(), label=_("Adviser"), required=False, empty_label=ALL[1], widget=QuickSelect
    )
    field_order = ["q", "days", "adviser", "territory"]

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, actor=actor, **options)
        if actor.has_role(*COORDINATORS):
            self.fields["adviser"].queryset = loads_of_advisers(actor)
        else:
            del self.fields["adviser"]

    @property
    def days_chosen(self) -> int:
        return int(self.chosen.get("days", WITHOUT_CONTACT_AFTER))

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if asked := chosen.get("q"):
            rows = rows.filter(found_by(asked, "organisation__folded") | Q(number__icontains=asked))
        kept = {name: chosen[name] for name in ("adviser", "territory") if name in chosen}
        return rows.filter(**kept)

    def silent(self, rows: Any) -> Any:
        """`rows` without contact for the days chosen, 45 when none are."""
        return rows.filter(without_contact(self.days_chosen))


class LoadFilter(FilterForm):
    def narrow(self, rows: Any, **chosen: Any) -> Any:
        return rows.filter(found_by(chosen["q"], "person__folded")) if "q" in chosen else rows


class ProposalFilter(_InTerritories):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        widget=forms.RadioSelect,
        choices=lambda: [ALL, *((value, capfirst(label)) for value, label in Proposal.State.choices)],
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: [ALL, *((value, capfirst(label)) for value, label in Proposal.Kind.choices)],
    )
    field_order = ["q", "state", "kind", "territory"]

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if asked := chosen.get("q"):
            rows = rows.filter(found_by(asked, "case__organisation__folded") | Q(case__number__icontains=asked))
        paths = {"state": "state", "kind": "kind", "territory": "case__territory"}
        return rows.filter(**{path: chosen[name] for name, path in paths.items() if name in chosen})


class LeaveFilter(FilterForm):
    when = forms.ChoiceField(
        label=_("When"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ALL,
            ("now", pgettext_lazy("leave", "away today")),
            ("coming", pgettext_lazy("leave", "to come")),
            ("over", pgettext_lazy("leave", "over")),
        ],
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        today = timezone.localdate()
        if asked := chosen.get("q"):
            rows = rows.filter(found_by(asked, "user__person__folded") | found_by(asked, "substitute__person__folded"))
        when = {
            "now": Q(starts_on__lte=today, ends_on__gte=today),
            "coming": Q(starts_on__gt=today),
            "over": Q(ends_on__lt=today),
        }
        return rows.filter(when[chosen["when"]]) if "when" in chosen else rows


class VisitFilter(_InTerritories):
    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if asked := chosen.get("q"):
            rows = rows.filter(
                found_by(asked, "organisation__folded")
                | Q(number__icontains=asked)
                | found_by(asked, "organisation__place__folded")
            )
        return rows.filter(territory=chosen["territory"]) if "territory" in chosen else rows

"""What narrows the lists of a day."""

import dataclasses
import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.days.models import Proposal
from taghyir.days.queries import KINDS, WITHOUT_CONTACT_AFTER, Agenda, loads_of_advisers, without_contact
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm, QuickSelect
from taghyir.tables.search import found_by

ALL = ("", pgettext_lazy("filter", "all"))


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


class _OfAgenda(_InTerritories):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=lambda: [ALL, *_kinds()])
    whose = forms.ChoiceField(label=_("Whose"), required=False, widget=QuickSelect)

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, actor=actor, **options)
        if actor.has_role(*COORDINATORS):
            people = [(str(user.pk), str(user)) for user in loads_of_advisers(actor)]
            self.fields["whose"].choices = [("", _("mine")), ("all", _("everybody’s")), *people]
        else:
            del self.fields["whose"]

    def narrow(self, rows: Agenda, **chosen: Any) -> Any:
        kinds = (chosen["kind"],) if "kind" in chosen else ()
        kept = {name: chosen[name] for name in ("whose", "territory") if name in chosen}
        return Agenda(
            dataclasses.replace(rows.scope, asked=chosen.get("q", ""), kinds=kinds, **kept, **self.days(chosen))
        )

    def days(self, chosen: dict[str, Any]) -> dict[str, dt.date]:
        """From when on and until when."""
        raise NotImplementedError


class AgendaFilter(_OfAgenda):
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
    field_order = ["q", "period", "kind", "whose", "territory"]

    def days(self, chosen: dict[str, Any]) -> dict[str, dt.date]:
        today = timezone.localdate()
        return {
            "late": {"until": today - dt.timedelta(days=1)},
            "today": {"since": today, "until": today},
            "week": {"until": today + dt.timedelta(days=7)},
            "month": {"until": today + dt.timedelta(days=30)},
        }.get(chosen.get("period", ""), {})


class WeekFilter(_OfAgenda):
    """Seven days from today on, and all that is late; or seven days from another day on, those alone."""

    starts = forms.DateField(label=_("First day"), required=False, widget=forms.HiddenInput)
    field_order = ["q", "kind", "whose", "territory", "starts"]

    @property
    def first(self) -> dt.date:
        """The day asked, within a year of today; else today."""
        today = timezone.localdate()
        asked = self.chosen.get("starts", today)
        return asked if abs(asked - today) <= dt.timedelta(days=366) else today

    def days(self, chosen: dict[str, Any]) -> dict[str, dt.date]:
        until = self.first + dt.timedelta(days=6)
        return {"until": until} if self.first == timezone.localdate() else {"since": self.first, "until": until}


def _kinds() -> list[tuple[str, Any]]:
    return [(code, capfirst(kind.name)) for code, kind in KINDS.items()]


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

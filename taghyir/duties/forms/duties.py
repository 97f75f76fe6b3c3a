"""From when duties are counted, what became of them, and the filters of their list."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.text import folded
from taghyir.design.formats import Month
from taghyir.directory.models import LegalForm
from taghyir.duties.forms.fields import count_field, day_field, label_of, words_field
from taghyir.duties.models import Calendar, Outcome
from taghyir.duties.queries import duties_of_each, followed_organisations
from taghyir.duties.rules import Duty
from taghyir.duties.wording import STATES
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm, QuickSelect
from taghyir.tables.meanwhile import ReadForm
from taghyir.tables.sounds import sounded


class KeepCalendarForm(ReadForm):
    """What nobody knows is left empty: its duties are then not reckoned."""

    founded_on = day_field(label=label_of(Calendar, "founded_on"), required=False)
    year_end_day = forms.IntegerField(
        label=label_of(Calendar, "year_end_day"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("31 for 31 December"),
    )
    year_end_month = forms.TypedChoiceField(
        label=label_of(Calendar, "year_end_month"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *((number, Month(2000, number)) for number in range(1, 13))],
    )
    declared_on = day_field(
        label=label_of(Calendar, "declared_on"), required=False, help_text=_("The day the association was declared.")
    )
    last_assembly_on = day_field(label=label_of(Calendar, "last_assembly_on"), required=False)
    assembly_months = forms.IntegerField(
        label=label_of(Calendar, "assembly_months"), required=False, min_value=1, max_value=12
    )
    notice_days = forms.IntegerField(label=label_of(Calendar, "notice_days"), required=False, min_value=1, max_value=90)
    quorum = forms.IntegerField(label=label_of(Calendar, "quorum"), required=False, min_value=1, max_value=100)
    proxies = count_field(label_of(Calendar, "proxies"), most=20, required=False)


class AddEventForm(forms.Form):
    """The choices are what the law counts from such a day, for this legal form."""

    code = forms.ChoiceField(label=_("What the law asks then"))
    on = day_field(label=_("Day"))
    words = forms.CharField(label=_("What happened"), max_length=200, required=False)

    def __init__(self, *args: Any, codes: list[tuple[str, str]], **options: Any):
        super().__init__(*args, **options)
        self.fields["code"].choices = codes  # type: ignore[attr-defined]


class RecordOutcomeForm(forms.Form):
    kind = forms.ChoiceField(label=_("What became of it?"), choices=Outcome.Kind.choices, widget=forms.RadioSelect)
    on = day_field(
        label=_("Day"), help_text=_("When it was done, or until when it is put off."), initial=timezone.localdate
    )
    words = words_field(
        _("Proof or reason"),
        500,
        rows=2,
        required=False,
        help_text=_("A receipt number, or why it does not concern you or waits."),
    )
    evidence = forms.FileField(
        label=_("A paper that proves it"),
        required=False,
        help_text=_("PDF or photo, 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class DutiesFilter(FilterForm):
    """By organisation or words of the law, territory, legal form, state and period."""

    SHOWN = (("", _("To do, with a date")), *STATES.items(), ("all", pgettext_lazy("duties", "All")))
    PERIODS = (
        ("", _("Any time")),
        ("past", _("Before today")),
        ("30", _("Within 30 days")),
        ("90", _("Within 3 months")),
        ("365", _("Within a year")),
    )

    state = forms.ChoiceField(label=_("State"), required=False, choices=SHOWN)
    period = forms.ChoiceField(label=_("Period"), required=False, choices=PERIODS)
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )
    legal_form = forms.ModelChoiceField(
        LegalForm.objects.order_by("country", "code"),
        label=_("Legal form"),
        required=False,
        to_field_name="code",
        empty_label=_("Every legal form"),
        widget=QuickSelect,
    )

    def __init__(self, *args: Any, actor: Any, **options: Any):
        super().__init__(*args, **options)
        field = self.fields["legal_form"]
        seen = field.queryset.filter(pk__in=followed_organisations(actor).order_by().values("legal_form"))
        field.choices = [("", field.empty_label), *((form.code, str(form)) for form in seen)]

    def narrow(self, rows: Any, **chosen: Any) -> list[Duty]:
        """`rows` are organisations; what is listed are their duties."""
        where = {name: chosen[name] for name in ("territory", "legal_form") if name in chosen}
        duties = duties_of_each(list(rows.filter(**where)))
        return [
            duty
            for duty in duties
            if _is_in_state(duty, chosen.get("state", ""))
            and _is_in_period(duty, chosen.get("period", ""))
            and ("q" not in chosen or _is_found(duty, chosen["q"]))
        ]


def _is_in_state(duty: Duty, state: str) -> bool:
    if state in ("", "all"):
        return state == "all" or duty.state in ("late", "soon", "later")
    return duty.state == state


def _is_in_period(duty: Duty, period: str) -> bool:
    if not period:
        return True
    if duty.falls_on is None:
        return False
    if period == "past":
        return duty.falls_on < duty.today
    return duty.today <= duty.falls_on <= duty.today + dt.timedelta(days=int(period))


def _is_found(duty: Duty, text: str) -> bool:
    """Each word, or how it sounds, in the names of the organisation or in the words of the law: as `found_by`, in Python."""
    kept = f"{duty.organisation.folded} {duty.fact.folded}"
    words = folded(text).split()
    return bool(words) and all(word in kept or (sounded(word).rstrip() or word) in kept for word in words)

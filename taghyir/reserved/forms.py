"""What is written to give the right, and to open; the filters of both lists."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.people.models import COORDINATORS, User
from taghyir.places.models import Territory
from taghyir.reserved.models import LONGEST, OpeningRight, Purpose
from taghyir.reserved.queries import people_who_may_open
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _where() -> forms.ModelChoiceField:
    everywhere = Territory.objects.order_by("order")
    return forms.ModelChoiceField(
        everywhere, label=_("Territory"), required=False, to_field_name="slug", empty_label=_("Everywhere")
    )


class GiveOpeningRightForm(forms.Form):
    """Who, what, where, until when and why."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Who?"), empty_label=_("Choose somebody"))
    purpose = forms.ChoiceField(label=_("What may they open?"), choices=Purpose.choices, widget=forms.RadioSelect)
    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Territory"))
    starts_on = _day(_("From"))
    ends_on = _day(_("To"), help_text=_("One year at most."))
    reason = forms.CharField(
        label=_("Why do they need it?"),
        max_length=300,
        help_text=_("For example: she accompanies the women who ask for it."),
    )

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        reach, fields = actor.reach(*COORDINATORS), dict[str, Any](self.fields)
        fields["user"].queryset = people_who_may_open(actor)
        where = fields["territory"]
        where.queryset = Territory.objects.filter(reach.of_territories()).order_by("order")
        where.required = not reach.everywhere
        where.empty_label = str(_("Every territory")) if reach.everywhere else None
        where.initial = None if reach.everywhere else where.queryset.first()
        fields["starts_on"].initial = timezone.localdate
        fields["ends_on"].widget.attrs |= {"max": f"{timezone.localdate() + LONGEST}"}


class OpenReservedAnswersForm(forms.Form):
    """For what, and why."""

    purpose = forms.ChoiceField(label=_("What do you open?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why do you open these answers?"),
        max_length=300,
        help_text=_("It is written with your name, and those who coordinate read it. Do not write what was answered."),
    )

    def __init__(self, *args: Any, purposes: list[Purpose], **options: Any):
        super().__init__(*args, **options)
        self.fields["purpose"].choices = [(one.value, one.label) for one in purposes]  # type: ignore[attr-defined]
        self.fields["purpose"].initial = purposes[0].value if len(purposes) == 1 else None


class OpeningRightsFilter(FilterForm):
    """By person, purpose, territory and state."""

    purpose = forms.ChoiceField(
        label=_("Purpose"), required=False, choices=[("", _("Every purpose")), *Purpose.choices]
    )
    territory = _where()
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *OpeningRight.State.choices])

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "user__person__folded") | Q(reason__icontains=text))
        if purpose := chosen.get("purpose"):
            rows = rows.filter(purpose=purpose)
        if territory := chosen.get("territory"):
            rows = rows.filter(Q(territory=territory) | Q(territory=None))
        if state := chosen.get("state"):
            today = timezone.localdate()
            rows = {"open": rows.on, "coming": rows.coming, "over": rows.over}[state](today)
        return rows


class OpeningsFilter(FilterForm):
    """By person or receipt, purpose, and days."""

    purpose = forms.ChoiceField(
        label=_("Purpose"), required=False, choices=[("", _("Every purpose")), *Purpose.choices]
    )
    since = _day(_("Since"), required=False)
    until = _day(_("Until"), required=False)

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            by_person = found_by(text, "actor__person__folded")
            rows = rows.filter(by_person | Q(digest__startswith=text.replace("-", "").casefold()))
        if purpose := chosen.get("purpose"):
            rows = rows.filter(details__purpose=purpose)
        if since := chosen.get("since"):
            rows = rows.filter(at__date__gte=since)
        if until := chosen.get("until"):
            rows = rows.filter(at__date__lte=until)
        return rows

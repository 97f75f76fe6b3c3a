"""What people write about a phone; the filters of the list."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.devices.models import LONGEST, Device, last_day_of_new
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Person, User
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


class EnrolDeviceForm(forms.Form):
    """A phone of `actor`, or of `person`: where, and until when."""

    name = forms.CharField(label=_("Which phone?"), max_length=80, help_text=_("For example: Karim’s Tecno."))
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        help_text=_("It gets the forms of this territory, and its answers are counted there."),
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("24 months at most. For a campaign, choose its last day."),
    )

    def __init__(self, *args: Any, actor: User, person: Person | None, **options: Any):
        super().__init__(*args, **options)
        reach = actor.reach(*(FIELD_STAFF if person is None else COORDINATORS))
        field: Any = self.fields["territory"]
        field.queryset = Territory.objects.filter(reach.of_territories()).order_by("order")
        field.required = not reach.everywhere
        field.empty_label = str(_("Every territory")) if reach.everywhere else None
        field.initial = None if reach.everywhere else field.queryset.first()
        day: Any = self.fields["expires_on"]
        day.initial = last_day_of_new
        day.widget.attrs |= {"min": f"{timezone.localdate()}", "max": f"{timezone.localdate() + LONGEST}"}


class DevicesFilter(FilterForm):
    """By phone or name, territory, state."""

    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Device.State.choices])

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            named = found_by(text, "person__folded") | Q(person=None) & found_by(text, "user__person__folded")
            rows = rows.filter(Q(name__icontains=text) | named)
        if territory := chosen.get("territory"):
            rows = rows.filter(territory=territory)
        return self._in_state(rows, chosen["state"]) if chosen.get("state") else rows

    @staticmethod
    def _in_state(rows: Any, state: str) -> Any:
        narrowed = {"active": "in_use", "never": "never_seen"}.get(state, state)
        return getattr(rows, narrowed)()

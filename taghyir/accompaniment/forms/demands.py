"""A demand, and the four answers it may get."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.forms.fields import NeedsField
from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.queries import advisers_for
from taghyir.design.fields import choices_of, day_field, line_field, today_field, words_field
from taghyir.directory.models import Organisation
from taghyir.directory.queries import members_of
from taghyir.needs.models import Need, Theme
from taghyir.needs.queries import open_needs_of
from taghyir.people.models import Person, User


class RecordDemandForm(forms.Form):
    """What an organisation asks, in its words."""

    words = words_field(_("What they ask, in their words"), ask=_("Write what they ask."), length=2000)
    needs = NeedsField(label=_("Needs already heard"), queryset=Need.objects.none(), required=False)
    theme = forms.ChoiceField(
        label=_("Keep it as a need too, about"),
        choices=choices_of(Theme, ("", _("No, not yet"))),
        required=False,
        help_text=_("A need has an owner and a day: its answer will be told back."),
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=choices_of(Demand.Channel),
        initial=Demand.Channel.DESK,
        widget=forms.RadioSelect,
    )
    contact = forms.ModelChoiceField(label=_("Whom to call back"), queryset=Person.objects.none(), required=False)
    is_new_enterprise = forms.BooleanField(label=_("It is an enterprise being created"), required=False)
    received_on = today_field(_("Received on"))

    def __init__(self, *args: Any, organisation: Organisation, **options: Any):
        super().__init__(*args, **options)
        members = members_of(organisation).values("person")
        self.fields["contact"].queryset = Person.objects.filter(pk__in=members).order_by("family_name", "pk")
        self.fields["contact"].empty_label = _("Nobody in particular")
        self.fields["needs"].queryset = open_needs_of(organisation)
        if not self.fields["needs"].queryset.exists():
            del self.fields["needs"]


class AcceptDemandForm(forms.Form):
    """Who follows the enterprise, and the first step promised."""

    adviser = forms.ModelChoiceField(
        label=_("Who follows them"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choose who follows them.")},
    )
    next_step = line_field(_("First step"), required=False)
    next_step_on = day_field(_("Promised for"), required=False)

    def __init__(self, *args: Any, demand: Demand, **options: Any):
        super().__init__(*args, **options)
        self.fields["adviser"].queryset = advisers_for(demand.territory)


_WHY = _("Say why, in one sentence the enterprise will read.")


class PutDemandToWaitForm(forms.Form):
    reason = words_field(_("Why it waits"), ask=_WHY, help_text=_("The enterprise will read this."))


class RefuseDemandForm(forms.Form):
    reason = words_field(_("Why not"), ask=_WHY, help_text=_("The enterprise will read this."))

"""What people fill in to book, to answer, to lend and to count."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.text import listed
from taghyir.directory.models import Organisation
from taghyir.directory.queries import organisations_of
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import visible_gatherings
from taghyir.gatherings.queries import organisations_near
from taghyir.people.models import FIELD_STAFF, User
from taghyir.spaces.forms.fields import day_field, time_field
from taghyir.spaces.models import Booking, Space, Use


class _ForSomebody(forms.Form):
    """For whom: field staff write half a name, a member chooses among their own."""

    def __init__(self, *args: Any, actor: User, space: Space, **options: Any):
        super().__init__(*args, **options)
        self.actor, self.space = actor, space
        own = organisations_of(actor.person).order_by("sort_name", "pk")
        if not actor.has_role(*FIELD_STAFF):
            chosen = forms.ModelChoiceField(
                own, label=pgettext_lazy("booking", "For"), required=False, empty_label=_("for myself")
            )
            self.fields["organisation"] = chosen
            self.initial.setdefault("organisation", next(iter(own), None))
        else:
            self.fields["organisation"] = forms.CharField(
                label=_("For which organisation"),
                max_length=100,
                required=False,
                help_text=_("Half of its name, in any script. Empty: for you."),
            )
        if space.is_lent:
            self.fields.pop("people", None)
        else:
            self.fields.pop("last_day", None)

    def clean_organisation(self) -> Organisation | None:
        """The one organisation that half a name finds, near the space first."""
        said = self.cleaned_data["organisation"]
        if not isinstance(said, str):
            return said
        if not said:
            return None
        found = organisations_near(self.actor, said, self.space.territory)
        if not found:
            raise forms.ValidationError(
                _("No organisation is found. Leave it blank, or write another part of its name.")
            )
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several are found: %(names)s. Write more of the name.") % {"names": listed(found)}
            )
        return found[0]


class BookSpaceForm(_ForSomebody):
    """Its fields bear the names of the arguments of `book_space`."""

    day = day_field(label=_("Day"))
    last_day = day_field(label=_("Until the day"), required=False, help_text=_("Empty: the same day."))
    starts = time_field(label=pgettext_lazy("hour", "From"))
    ends = time_field(label=pgettext_lazy("hour", "To"), help_text=_("The time on the clocks of the place."))
    people = forms.IntegerField(label=_("How many people come"), min_value=1, max_value=2_000, initial=1)
    purpose = forms.CharField(label=_("What for"), max_length=200)
    gathering = forms.ModelChoiceField(
        Gathering.objects.none(), label=_("Meeting"), required=False, empty_label=_("none of those recorded")
    )
    or_wait = forms.BooleanField(label=_("If it is taken, put me on the waiting list"), required=False)
    field_order = ["day", "last_day", "starts", "ends", "purpose", "organisation", "gathering", "people", "or_wait"]

    def __init__(self, *args: Any, actor: User, space: Space, **options: Any):
        super().__init__(*args, actor=actor, space=space, **options)
        to_come = visible_gatherings(actor).filter(territory=space.territory, held_on__gte=timezone.localdate())
        self.fields["gathering"].queryset = to_come.order_by("held_on", "pk")
        if not to_come.exists():
            del self.fields["gathering"]
        self.order_fields(self.field_order)


class BookSeriesForm(_ForSomebody):
    """Its fields bear the names of the arguments of `book_series`."""

    day = day_field(label=_("First day"))
    starts = time_field(label=pgettext_lazy("hour", "From"))
    ends = time_field(
        label=pgettext_lazy("hour", "To"), help_text=_("The time on the clocks of the place, also in Ramadan.")
    )
    every_weeks = forms.IntegerField(
        label=_("Every how many weeks"), min_value=1, max_value=12, initial=1, help_text=_("1 is every week.")
    )
    until = day_field(label=_("Until"))
    people = forms.IntegerField(label=_("How many people come"), min_value=1, max_value=2_000, initial=1)
    purpose = forms.CharField(label=_("What for"), max_length=200)
    field_order = ["day", "until", "every_weeks", "starts", "ends", "purpose", "organisation", "people"]

    def __init__(self, *args: Any, actor: User, space: Space, **options: Any):
        super().__init__(*args, actor=actor, space=space, **options)
        self.order_fields(self.field_order)


class _OfASeries(forms.Form):
    """About one booking; about those that follow too, when it is of a series and one ticks so."""

    def __init__(self, *args: Any, booking: Booking, **options: Any):
        super().__init__(*args, **options)
        if booking.series_id:
            self.fields["and_following"] = forms.BooleanField(
                label=_("The dates of the series that follow too"), required=False
            )


class RefuseBookingForm(_OfASeries):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("They read it."))


class CancelBookingForm(_OfASeries):
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class LendSpaceForm(forms.Form):
    state_out = forms.CharField(
        label=_("State when it leaves"), max_length=300, help_text=_("What is in the box, what is scratched.")
    )


class TakeSpaceBackForm(forms.Form):
    state_in = forms.CharField(label=_("State when it is back"), max_length=300)
    remarks = forms.CharField(label=_("Remarks"), max_length=300, required=False)


class RecordUseForm(forms.Form):
    """Who came, as three counts whose sum nobody types."""

    kind = forms.ChoiceField(label=_("What it was used for"), choices=Use.Kind)
    women = forms.IntegerField(label=_("Women"), min_value=0, max_value=5_000, initial=0)
    men = forms.IntegerField(label=_("Men"), min_value=0, max_value=5_000, initial=0)
    unsaid = forms.IntegerField(label=_("Sex not said"), min_value=0, max_value=5_000, initial=0)
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)

"""What people fill in about spaces. The rules are in the actions."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.text import listed
from taghyir.directory.models import Organisation
from taghyir.directory.queries import organisations_of
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import visible_gatherings
from taghyir.gatherings.queries import organisations_near
from taghyir.people.models import FIELD_STAFF, User
from taghyir.places.models import Place, Territory
from taghyir.spaces.models import Booking, Loan, Space, Use
from taghyir.spaces.policies import KEEPERS
from taghyir.spaces.queries import free_between
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _time(**options: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


def _territory() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )


def _rtl(label: Any, most: int, *, lines: int = 1) -> forms.CharField:
    attrs = {"lang": "ar", "dir": "rtl"}
    widget = forms.Textarea(attrs=attrs | {"rows": lines}) if lines > 1 else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=most, required=False, widget=widget)


class SpacesFilter(FilterForm):
    """By half a name, kind, territory and number of people; and those that are free on a day between two hours."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    territory = _territory()
    people = forms.IntegerField(label=_("For how many people"), required=False, min_value=1, max_value=2_000)
    day = _day(label=_("Free on"), required=False)
    starts = _time(label=pgettext_lazy("hour", "From"), required=False)
    ends = _time(label=pgettext_lazy("hour", "To"), required=False)
    step_free = forms.BooleanField(label=_("Reached in a wheelchair"), required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("All kinds")), *Space.Kind.choices]

    @property
    def free_words(self) -> list[Any]:
        """What was said of the free hours, of the three that are needed."""
        return [self.chosen.get(name) for name in ("day", "starts", "ends") if self.chosen.get(name) is not None]

    @property
    def is_half_said(self) -> bool:
        """Whether a day or an hour is missing, or the hours are reversed: then nothing is narrowed by them."""
        return bool(self.free_words) and not self.is_free_asked

    @property
    def is_free_asked(self) -> bool:
        return len(self.free_words) == 3 and self.chosen["ends"] > self.chosen["starts"]

    def narrow(self, rows: QuerySet[Space], **chosen: Any) -> QuerySet[Space]:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text))
        conditions = {"kind": "kind", "territory": "territory", "people": "capacity__gte", "step_free": "is_step_free"}
        rows = rows.filter(Q(**{path: chosen[name] for name, path in conditions.items() if name in chosen}))
        if self.is_free_asked:
            rows = free_between(rows, chosen["day"], chosen["starts"], chosen["ends"])
        return rows


class ChangeSpaceForm(forms.ModelForm):
    """Its fields bear the names of what `change_space` may change."""

    open_days = forms.TypedMultipleChoiceField(
        label=_("Open days"), coerce=int, choices=list(WEEKDAYS.items()), widget=forms.CheckboxSelectMultiple
    )
    opens_at = _time(label=_("Opens at"))
    closes_at = _time(label=_("Closes at"), help_text=_("The time on the clocks of the place."))
    name_ar = _rtl(_("name in Arabic"), 120)
    access_ar = _rtl(_("how one gets in, in Arabic"), 300)
    rules_ar = _rtl(_("rules, in Arabic"), 2000, lines=4)

    class Meta:
        model = Space
        fields = [
            "name_fr",
            "name_ar",
            "name_es",
            "name_en",
            "place",
            "where",
            "capacity",
            "is_step_free",
            "access_fr",
            "access_ar",
            "rules_fr",
            "rules_ar",
            "open_days",
            "opens_at",
            "closes_at",
            "hours_a_week",
            "needs_confirmation",
            "is_public",
            "is_in_service",
        ]
        widgets = {"rules_fr": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        near = Territory.objects.filter(actor.reach(*KEEPERS).of_territories())
        self.fields["place"].queryset = Place.objects.filter(territories__in=near).order_by("name_fr", "pk").distinct()
        self.fields["hours_a_week"].help_text = _("Or each person who books alone. Empty: as many as they like.")
        self.fields["is_in_service"].help_text = _("Out of service, nobody books it; bookings that stand, stand.")

    def _post_clean(self) -> None:
        """The action builds and checks the space: the form only reads."""


class AddSpaceForm(ChangeSpaceForm):
    """What it is and where, besides."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Space.Kind, widget=forms.RadioSelect)
    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Territory"))
    field_order = ["kind", "territory"]

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, actor=actor, initial={"open_days": list(range(5))}, **options)
        del self.fields["is_in_service"]
        field = self.fields["territory"]
        field.queryset = Territory.objects.filter(actor.reach(*KEEPERS).of_territories()).order_by("order")
        if len(near := list(field.queryset[:2])) == 1:
            field.initial, field.widget = near[0].pk, forms.HiddenInput()


class AddSpacePhotoForm(forms.Form):
    file = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP. It is made smaller, and the place where it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    seen_fr = forms.CharField(label=_("What is seen on it, in French"), max_length=160, required=False)
    seen_ar = _rtl(_("What is seen on it, in Arabic"), 160)


class _ForSomebody(forms.Form):
    """For whom: field staff write half a name, a member chooses among their own."""

    def __init__(self, *args: Any, actor: User, space: Space, **options: Any):
        super().__init__(*args, **options)
        self.actor, self.space = actor, space
        own = organisations_of(actor.person).order_by("sort_name", "pk")
        if not actor.has_role(*FIELD_STAFF):
            chosen = forms.ModelChoiceField(own, label=_("For"), required=False, empty_label=_("for myself"))
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

    day = _day(label=_("Day"))
    last_day = _day(label=_("Until the day"), required=False, help_text=_("Empty: the same day."))
    starts = _time(label=pgettext_lazy("hour", "From"))
    ends = _time(label=pgettext_lazy("hour", "To"), help_text=_("The time on the clocks of the place."))
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

    day = _day(label=_("First day"))
    starts = _time(label=pgettext_lazy("hour", "From"))
    ends = _time(
        label=pgettext_lazy("hour", "To"), help_text=_("The time on the clocks of the place, also in Ramadan.")
    )
    every_weeks = forms.IntegerField(
        label=_("Every how many weeks"), min_value=1, max_value=12, initial=1, help_text=_("1 is every week.")
    )
    until = _day(label=_("Until"))
    people = forms.IntegerField(label=_("How many people come"), min_value=1, max_value=2_000, initial=1)
    purpose = forms.CharField(label=_("What for"), max_length=200)
    field_order = ["day", "until", "every_weeks", "starts", "ends", "purpose", "organisation", "people"]

    def __init__(self, *args: Any, actor: User, space: Space, **options: Any):
        super().__init__(*args, actor=actor, space=space, **options)
        self.order_fields(self.field_order)


class BookingsFilter(FilterForm):
    """By the name of the space, what waits, what is to come, and mine."""

    SHOWN = (("", _("All")), ("coming", _("To come")), ("past", _("Past")), ("mine", _("Booked by me")))

    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)
    state = forms.ChoiceField(label=_("State"), required=False)
    territory = _territory()

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        self.actor = actor
        self.fields["state"].choices = [("", _("All states")), *Booking.State.choices]

    def narrow(self, rows: QuerySet[Booking], **chosen: Any) -> QuerySet[Booking]:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "space__folded") | Q(purpose__icontains=text))
        conditions = {"state": "state", "territory": "space__territory"}
        rows = rows.filter(Q(**{path: chosen[name] for name, path in conditions.items() if name in chosen}))
        now = timezone.now()
        shown = {"coming": Q(ends_at__gte=now), "past": Q(ends_at__lt=now), "mine": Q(booked_by=self.actor)}
        rows = rows.filter(shown.get(chosen.get("show", ""), Q()))
        return rows.order_by("starts_at", "pk") if chosen.get("show") == "coming" else rows


class LoansFilter(FilterForm):
    """By the name of the equipment, what is out, and what is late."""

    SHOWN = (("", _("All")), ("out", pgettext_lazy("loans", "Out")), ("late", pgettext_lazy("loans", "Late")))

    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)
    territory = _territory()

    def narrow(self, rows: QuerySet[Loan], **chosen: Any) -> QuerySet[Loan]:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "space__folded"))
        if "territory" in chosen:
            rows = rows.filter(space__territory=chosen["territory"])
        late = Q(back_at=None, due_at__lt=timezone.now())
        return rows.filter({"out": Q(back_at=None), "late": late}.get(chosen.get("show", ""), Q()))


class RefuseBookingForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("They read it."))


class CancelBookingForm(forms.Form):
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


def week_asked(text: str) -> dt.date | None:
    """The day of an address (`?week=2026-11-30`); None when it is none, or of another century."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2020 <= day.year <= 2100 else None

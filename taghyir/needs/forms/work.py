"""What people fill in to hear a need, answer it and tell the answer. The rules are in the actions."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.core.text import listed
from taghyir.design.formats import short_date_text
from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import visible_gatherings
from taghyir.gatherings.queries import organisations_near
from taghyir.needs.models import Need, Priority, Theme
from taghyir.needs.policies import LISTENERS
from taghyir.needs.queries import owners_possible
from taghyir.people.models import Sex, User
from taghyir.places.models import Territory


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _words(*, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **options)


def _priority(**options: Any) -> forms.TypedChoiceField:
    choices = [("", _("not said")), *Priority.choices]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False, **options)


def _themes() -> list[tuple[str, Any]]:
    return [("", _("Choose a theme")), *Theme.choices]


class _OrganisationByName(forms.Form):
    """An organisation found by half its name, within the territory first. Subclasses say `actor`, the territory, and which
    one stands there already: left as it is, it stays, also where `actor` does not see it."""

    actor: User
    known: Organisation | None = None

    organisation = forms.CharField(
        label=_("Organisation"), max_length=100, required=False, help_text=_("Half of its name, in any script.")
    )

    def the_territory(self) -> Territory | None:
        return self.cleaned_data.get("territory")

    def clean_organisation(self) -> Organisation | None:
        text = self.cleaned_data["organisation"]
        if self.known and text == str(self.known):
            return self.known
        found = organisations_near(self.actor, text, self.the_territory()) if text else []
        exact = [one for one in found if text in (one.name, one.name_ar)]
        if text and not found:
            raise forms.ValidationError(
                _("No organisation is found. Leave it blank, or write another part of its name.")
            )
        if len(found) > 1 and len(exact) != 1:
            names = listed(found)
            raise forms.ValidationError(_("Several are found: %(names)s. Write more of the name.") % {"names": names})
        return (exact or found or [None])[0]


def _meetings(seen: QuerySet[Gathering], chosen: Any) -> list[tuple[Any, str]]:
    """The meetings of the last two months, and the chosen one whenever it was."""
    today = timezone.localdate()
    lately = Q(held_on__range=(today - dt.timedelta(days=60), today))
    known = Q(pk=chosen if str(chosen or "").isdecimal() and len(str(chosen)) < 10 else 0)
    found = seen.filter(lately | known).annotate(is_known=known).order_by("-is_known", "-held_on", "-pk")[:40]
    return [("", _("no meeting")), *((one.pk, f"{one} · {short_date_text(one.held_on)}") for one in found)]


class HearNeedForm(_OrganisationByName):
    """One minute with a thumb: the words, the theme, who; the rest is known or may wait."""

    territory = forms.ModelChoiceField(
        Territory.objects.none(), label=_("Territory"), error_messages={"required": _("Choose the territory.")}
    )
    words = _words(
        label=_("In their words"),
        rows=3,
        error_messages={"required": _("Write what they say they need, in their words.")},
    )
    theme = forms.ChoiceField(
        label=_("What it is about"), choices=_themes, error_messages={"required": _("Choose what it is about.")}
    )
    said_by = forms.CharField(
        label=_("Who said it"),
        max_length=120,
        required=False,
        help_text=_("For example: a seamstress at the fair."),
    )
    sex = forms.ChoiceField(label=_("A woman or a man"), choices=Sex, widget=forms.RadioSelect, required=False)
    contact = forms.CharField(
        label=_("How to reach them"), max_length=120, required=False, help_text=_("To tell the answer back.")
    )
    heard_on = _day(label=_("Heard on"), required=False)
    gathering = forms.ModelChoiceField(Gathering.objects.none(), label=_("Heard at"), required=False)
    field_order = [
        "territory",
        "words",
        "theme",
        "sex",
        "said_by",
        "organisation",
        "contact",
        "gathering",
        "heard_on",
    ]

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        self.actor = actor
        field = self.fields["territory"]
        field.queryset = Territory.objects.filter(actor.reach(*LISTENERS).of_territories()).order_by("order")
        near = list(field.queryset[:2])
        self.near = near[0] if len(near) == 1 else None
        if self.near:
            field.initial, field.widget = self.near.pk, forms.HiddenInput()
        self.fields["gathering"].queryset = seen = visible_gatherings(actor)
        self.fields["gathering"].choices = _meetings(seen, self["gathering"].value())


class TakeNeedForm(forms.Form):
    """Who has the need in hand."""

    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Owner"),
        error_messages={"required": _("Choose somebody who works in this territory.")},
    )

    def __init__(self, *args: Any, need: Need, **options: Any):
        super().__init__(*args, **options)
        self.fields["owner"].queryset = owners_possible(need.territory)


class AnswerNeedForm(_OrganisationByName):
    """What is done about it, and with what."""

    answer = forms.ChoiceField(
        label=_("The answer"),
        choices=Need.Answer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of answer it is.")},
    )
    answer_words = _words(
        label=_("In words they will understand"), error_messages={"required": _("Say what the answer is.")}
    )
    answer_gathering = forms.ModelChoiceField(
        Gathering.objects.none(), label=_("At a training or a meeting"), required=False
    )
    decision = forms.CharField(
        label=_("Public decision"),
        max_length=200,
        required=False,
        help_text=_("Who decided, under which number, on which day."),
    )
    answered_on = _day(label=_("Found on"), required=False)
    field_order = ["answer", "answer_words", "organisation", "answer_gathering", "decision", "answered_on"]

    def __init__(self, *args: Any, actor: User, need: Need, **options: Any):
        super().__init__(*args, **options)
        self.actor, self.need, self.known = actor, need, need.answer_organisation
        self.fields["organisation"].label = _("With which organisation")
        seen = Gathering.objects.filter(
            Q(pk__in=visible_gatherings(actor).values("pk")) | Q(pk=need.answer_gathering_id)
        )
        self.fields["answer_gathering"].queryset = seen
        self.fields["answer_gathering"].choices = _meetings(seen, self["answer_gathering"].value())

    def the_territory(self) -> Territory | None:
        return self.need.territory

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        return written | {"answer_organisation": written.pop("organisation", None)}


class RaiseNeedForm(forms.Form):
    reason = forms.CharField(
        label=_("Why nobody near can answer it"),
        max_length=300,
        error_messages={"required": _("Say why nobody near can answer it.")},
    )


class SetPrioritiesForm(forms.Form):
    """Theirs and ours, side by side."""

    said_priority = _priority(label=_("For them"), widget=forms.RadioSelect)
    adviser_priority = _priority(label=_("For who accompanies them"), widget=forms.RadioSelect)


class TellAnswerForm(forms.Form):
    """The last step: the person knows."""

    told_how = forms.CharField(
        label=_("How it was told"),
        max_length=120,
        help_text=_("By phone, at the market, in a voice message…"),
        widget=forms.TextInput(attrs={"list": "ways-to-tell"}),
        error_messages={"required": _("Say how it was told: by phone, at the market, in a message.")},
    )
    told_on = _day(label=_("Told on"), required=False)


class ChangeNeedForm(_OrganisationByName):
    """Put right what was misheard."""

    theme = forms.ChoiceField(
        label=_("What it is about"), choices=_themes, error_messages={"required": _("Choose what it is about.")}
    )
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"), label=_("Another territory"), required=False
    )
    field_order = ["theme", "territory", "organisation"]

    def __init__(self, *args: Any, actor: User, need: Need, **options: Any):
        super().__init__(*args, **options)
        self.actor, self.need, self.known = actor, need, need.organisation
        self.fields["territory"].queryset = Territory.objects.exclude(pk=need.territory_id).order_by("order")
        self.fields["territory"].empty_label = str(need.territory or _("not known"))

    def the_territory(self) -> Territory | None:
        return self.cleaned_data.get("territory") or self.need.territory

"""What people fill in about needs. The rules are in the actions."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import base_language
from taghyir.core.text import listed
from taghyir.design.formats import short_date_text
from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import visible_gatherings
from taghyir.gatherings.queries import organisations_near
from taghyir.needs.models import Level, Need, NeedMapping, NeedQuerySet, Priority, Theme
from taghyir.needs.policies import LISTENERS
from taghyir.needs.queries import PEOPLE, owners_possible
from taghyir.people.models import Sex, User
from taghyir.places.models import Territory
from taghyir.surveys.models import Form
from taghyir.surveys.queries import question_label
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _words(*, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **options)


def _priority(**options: Any) -> forms.TypedChoiceField:
    choices = [("", _("not said")), *Priority.choices]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False, **options)


def _themes() -> list[tuple[str, Any]]:
    return [("", _("Choose a theme")), *Theme.choices]


class NeedsFilter(FilterForm):
    """By words, state, theme, territory and owner; the late alone."""

    state = forms.ChoiceField(label=_("State"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"), label=_("Territory"), required=False, to_field_name="slug"
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    late = forms.BooleanField(label=_("Late only"), required=False)
    long = forms.BooleanField(label=_("Unanswered for thirty days"), required=False)

    def __init__(self, *args: Any, needs: NeedQuerySet, **options: Any):
        super().__init__(*args, **options)
        self.fields["state"].choices = [("", _("All states")), *Need.State.choices]
        self.fields["theme"].choices = [("", _("All themes")), *Theme.choices]
        self.fields["level"].choices = [("", _("All levels")), *Level.choices]
        self.fields["territory"].empty_label = _("Everywhere")
        owners = User.objects.filter(pk__in=needs.order_by().values("owner")).select_related("person")
        self.fields["owner"].queryset = owners.order_by("person__family_name", "pk")
        self.fields["owner"].empty_label = _("Everybody")

    def clean_late(self) -> bool | None:
        return self.cleaned_data["late"] or None  # not ticked is not a filter

    def narrow(self, rows: NeedQuerySet, **chosen: Any) -> QuerySet[Need]:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text) | found_by(text, "organisation__folded"))
        if chosen.get("late"):
            rows = rows.late()
        if chosen.get("long"):
            rows = rows.waiting_long()
        names = ("state", "theme", "territory", "owner", "level")
        return rows.filter(Q(**{name: chosen[name] for name in names if name in chosen}))


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

    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Territory"))
    words = _words(label=_("In their words"), rows=3)
    theme = forms.ChoiceField(label=_("What it is about"), choices=_themes)
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

    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"))

    def __init__(self, *args: Any, need: Need, **options: Any):
        super().__init__(*args, **options)
        self.fields["owner"].queryset = owners_possible(need.territory)


class AnswerNeedForm(_OrganisationByName):
    """What is done about it, and with what."""

    answer = forms.ChoiceField(label=_("The answer"), choices=Need.Answer, widget=forms.RadioSelect)
    answer_words = _words(label=_("In words they will understand"))
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
    reason = forms.CharField(label=_("Why nobody near can answer it"), max_length=300)


class SetPrioritiesForm(forms.Form):
    """Theirs and ours, side by side."""

    said_priority = _priority(label=_("For them"), widget=forms.RadioSelect)
    adviser_priority = _priority(label=_("For who accompanies them"), widget=forms.RadioSelect)


class HeatForm(forms.Form):
    """Whose needs the heat map counts."""

    kind = forms.ChoiceField(label=_("Whose needs"), required=False)
    waiting = forms.BooleanField(label=_("Without an answer only"), required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [
            ("", _("Everybody’s")),
            (PEOPLE, _("People, for no organisation")),
            *Organisation.Kind.choices,
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was rightly chosen; the rest is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class TellAnswerForm(forms.Form):
    """The last step: the person knows."""

    told_how = forms.CharField(
        label=_("How it was told"),
        max_length=120,
        help_text=_("By phone, at the market, in a voice message…"),
        widget=forms.TextInput(attrs={"list": "ways-to-tell"}),
    )
    told_on = _day(label=_("Told on"), required=False)


class ChangeNeedForm(_OrganisationByName):
    """Put right what was misheard."""

    theme = forms.ChoiceField(label=_("What it is about"), choices=_themes)
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


class MapFormToNeedsForm(forms.ModelForm):
    """The questions of the form's current version, in the reader's language."""

    class Meta:
        model = NeedMapping
        fields = [
            *("words_path", "theme_path", "theme", "territory_path", "organisation_path"),
            *("said_by_path", "sex_path", "contact_path", "priority_path", "adviser_priority_path", "days_to_answer"),
        ]

    def __init__(self, *args: Any, form: Form, **options: Any):
        super().__init__(*args, **options)
        version = form.current
        questions = [
            (question["path"], question_label(question, base_language(), version.languages)[:80])
            for question in (version.read_by_all if version else [])
        ]
        for name in (name for name in self.fields if name.endswith("_path")):
            known = self.fields[name]
            self.fields[name] = forms.ChoiceField(
                label=known.label,
                choices=[("", _("Choose a question") if known.required else _("none")), *questions],
                required=known.required,
            )
        self.fields["theme"].choices = [("", _("none")), *Theme.choices]

    def _post_clean(self) -> None:
        """The action builds and checks the mapping: the form only reads."""

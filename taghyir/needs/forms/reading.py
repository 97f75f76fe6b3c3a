"""How the list and the heat map of needs are narrowed."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from taghyir.directory.models import Organisation
from taghyir.needs.models import Level, Need, NeedQuerySet, Theme
from taghyir.needs.queries import PEOPLE
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


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

"""What is written of a kind of service, and the filters of the catalogue."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.catalogue.models import ServiceKind, Topic
from taghyir.needs.models import Theme
from taghyir.places.models import Country
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _choices(kinds: type[TextChoices], *first: tuple[str, Any]) -> Callable[[], list[tuple[str, Any]]]:
    return lambda: [*first, *((value, capfirst(label)) for value, label in kinds.choices)]


def _name(label: Any, language: str, *, required: bool = False) -> forms.CharField:
    direction = "rtl" if language == "ar" else "ltr"
    widget = forms.TextInput(attrs={"lang": language, "dir": direction})
    return forms.CharField(label=label, max_length=120, required=required, widget=widget)


class AddKindForm(forms.Form):
    name_fr = _name(_("Name in French"), "fr", required=True)
    name_ar = _name(_("Name in Arabic"), "ar", required=True)
    name_es = _name(_("Name in Spanish"), "es")
    name_en = _name(_("Name in English"), "en")
    topic = forms.ChoiceField(label=_("Subject"), choices=_choices(Topic))
    setting = forms.ChoiceField(label=_("With whom"), choices=_choices(ServiceKind.Setting), widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label=_("Usual minutes"),
        min_value=1,
        max_value=960,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "maxlength": 4}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write minutes between 1 and 960.")),
    )
    themes = forms.MultipleChoiceField(
        label=_("Needs it answers"), choices=_choices(Theme), widget=forms.CheckboxSelectMultiple, required=False
    )
    is_training = forms.BooleanField(
        label=_("It is a training"),
        required=False,
        help_text=_("Whoever records it then says what is to be practised, or why nothing."),
    )
    country = forms.ChoiceField(
        label=_("Only where this law holds"),
        choices=_choices(Country, ("", pgettext_lazy("countries", "Both"))),
        required=False,
    )


class ChangeKindForm(AddKindForm):
    is_offered = forms.BooleanField(
        label=_("Offered"),
        required=False,
        help_text=_("What is no longer offered is not proposed any more. Services that were given keep it."),
    )


def _filter(label: Any, kinds: type[TextChoices]) -> forms.ChoiceField:
    choices = _choices(kinds, ("", pgettext_lazy("filter", "all")))
    return forms.ChoiceField(label=label, required=False, choices=choices)


class KindFilter(FilterForm):
    topic = _filter(_("Subject"), Topic)
    theme = _filter(_("Need"), Theme)
    setting = _filter(_("With whom"), ServiceKind.Setting)
    country = _filter(_("Country"), Country)

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        """A country has what is for both and what is for it alone; what may be in a group is in both settings."""
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text))
        if topic := chosen.get("topic"):
            rows = rows.filter(topic=topic)
        if theme := chosen.get("theme"):
            rows = rows.filter(themes__contains=[theme])
        if setting := chosen.get("setting"):
            rows = rows.filter(setting__in=[setting, ServiceKind.Setting.BOTH])
        return rows.filter(country__in=["", chosen["country"]]) if chosen.get("country") else rows

"""What those who keep a card write on it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from taghyir.cards.models import Relation, Words
from taghyir.directory.models import Organisation
from taghyir.directory.queries import members_of, organisations_matching
from taghyir.people.models import Person

_LTR = {"dir": "ltr"}
_FRENCH = {"lang": "fr", "dir": "ltr"}
SHOWN = 12  # organisations found at once


class WordsForm(forms.Form):
    """One text in each language; none is asked for."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for language, name in Words.Language.choices:
            direction = "rtl" if language == "ar" else "auto"
            area = forms.Textarea(attrs={"rows": 6, "lang": language, "dir": direction})
            self.fields[language] = forms.CharField(label=name, max_length=2_000, required=False, widget=area)


class HoursForm(forms.Form):
    """Two spans for each day, WhatsApp, and a note."""

    whatsapp = forms.CharField(
        label=_("WhatsApp number"),
        max_length=30,
        required=False,
        help_text=_("Of the organisation, never of a person. Everybody may write to it."),
        widget=forms.TextInput(attrs=_LTR | {"inputmode": "tel"}),
    )
    note_fr = forms.CharField(
        label=_("A note on the hours, in French"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_FRENCH),
    )
    note_ar = forms.CharField(
        label=_("A note on the hours, in Arabic"),
        max_length=200,
        required=False,
        help_text=_("For example: closed on the day of the souk."),
        widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"}),
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for weekday in range(7):
            for span in (1, 2):
                self.fields[f"opens_{weekday}_{span}"] = _time(_("from"))
                self.fields[f"closes_{weekday}_{span}"] = _time(_("to"))

    def days(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Each weekday with its spans, for the page."""
        return [
            (str(WEEKDAYS[day]), [(self[f"opens_{day}_{span}"], self[f"closes_{day}_{span}"]) for span in (1, 2)])
            for day in range(7)
        ]

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        hours: dict[int, list[tuple[dt.time, dt.time]]] = {}
        for weekday in range(7):
            for span in (1, 2):
                opens = written.pop(f"opens_{weekday}_{span}", None)
                closes = written.pop(f"closes_{weekday}_{span}", None)
                if (opens is None) != (closes is None):
                    self.add_error(f"closes_{weekday}_{span}", _("Write both times, or none."))
                elif opens and closes:
                    hours.setdefault(weekday, []).append((opens, closes))
        return written | {"hours": hours}


def _time(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class PhotoForm(forms.Form):
    """A photo, what is seen on it, and that those on it agreed."""

    file = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP. It is made smaller, and the place where it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    seen_fr = forms.CharField(
        label=_("What is seen on it, in French"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs=_FRENCH),
    )
    seen_ar = forms.CharField(
        label=_("What is seen on it, in Arabic"),
        max_length=160,
        required=False,
        help_text=_("One of the two is enough: it is read aloud to who does not see."),
        widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"}),
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who can be recognised on it"),
        required=False,
        help_text=_("Among its members. Whoever takes back what they agreed to hides the photo at once."),
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label=_("Those who can be recognised on it agreed"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **options: Any):
        super().__init__(*args, **options)
        members = members_of(organisation).order_by().values("person")
        self.fields["people"].queryset = Person.objects.filter(pk__in=members)  # type: ignore[attr-defined]  # a field of choices


class FindOrganisationForm(forms.Form):
    """Half a name in any script."""

    q = forms.CharField(label=_("Half of its name, in any script"), max_length=100, required=False)

    def organisations(self, actor: Any, besides: Organisation) -> Any:
        """The first ones found; none as long as nothing is asked."""
        text = self.cleaned_data["q"].strip() if self.is_valid() else ""
        if not text:
            return Organisation.objects.none()
        keys = organisations_matching(actor, text).exclude(pk=besides.pk).order_by("sort_name", "pk")
        found = list(keys.values_list("pk", flat=True)[:SHOWN])
        return Organisation.objects.filter(pk__in=found).order_by("sort_name", "pk")


class RelationForm(forms.Form):
    """The other organisation, and what stands between the two."""

    KINDS = (
        ("supplies", _("we supply it")),
        ("supplies-reversed", _("it supplies us")),
        ("federates", _("it is a member of us")),
        ("federates-reversed", _("we are a member of it")),
        ("accompanies", _("we accompany it")),
        ("accompanies-reversed", _("it accompanies us")),
        ("works_with", _("we work together")),
    )
    other = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), widget=forms.RadioSelect, empty_label=None
    )
    kind = forms.ChoiceField(label=_("What stands between the two"), choices=KINDS)

    def __init__(self, *args: Any, found: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["other"].queryset = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        kind, _dash, is_reversed = written.get("kind", "").partition("-")
        if kind:
            written |= {"kind": Relation.Kind(kind).value, "is_reversed": bool(is_reversed)}
        return written

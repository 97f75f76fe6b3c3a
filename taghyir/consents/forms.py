"""What is written when somebody agrees, and how a list of consents is narrowed."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.consents.models import Consent, ConsentQuerySet, ConsentText
from taghyir.people.models import Person
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by
from taghyir.tables.voices import SPOKEN


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _proof(**options: Any) -> forms.FileField:
    widget = forms.FileInput(attrs={"accept": "image/*,audio/*,application/pdf"})
    missing = {"required": _("Choose a photo of the signed paper, sign with the finger, or record the voice.")}
    return forms.FileField(
        label=_("The paper, the signature or the voice"), widget=widget, error_messages=missing, **options
    )


class RecordConsentsForm(forms.Form):
    """What they agree to, how it was said, and what proves it."""

    purposes = forms.MultipleChoiceField(
        label=_("They agree to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what they agree to.")},
    )
    language = forms.ChoiceField(
        label=_("The words were read in"),
        choices=settings.LANGUAGES,
        error_messages={"required": _("Choose the language in which the words were read.")},
    )
    explained_in = forms.ChoiceField(
        label=_("They were explained in"),
        choices=SPOKEN,
        error_messages={"required": _("Choose the language in which they were explained.")},
    )
    manner = forms.ChoiceField(
        label=_("How it was agreed"),
        choices=Consent.Manner.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how they agreed: on paper, on the screen or aloud.")},
    )
    witness = forms.CharField(
        label=_("Witness"),
        max_length=120,
        required=False,
        help_text=_("Their name: when it is said aloud, or when the person does not read."),
    )
    proof = _proof(
        required=False,
        help_text=_("A photo of the signed paper may come later. It stays private; each opening is written down."),
    )
    given_on = _day(_("Day"), initial=timezone.localdate)
    expires_on = _day(_("Until"), required=False, help_text=_("Empty: until it is withdrawn."))
    age_band = forms.ChoiceField(
        label=_("Age"),
        help_text=_("A child does not agree alone: write who decides for them."),
        error_messages={"required": _("Say how old they are: a child does not agree alone.")},
    )
    guardian = forms.CharField(label=_("Guardian"), max_length=120, required=False)
    guardian_is = forms.CharField(
        label=_("What the guardian is to the child"),
        max_length=60,
        required=False,
        help_text=_("Mother, father, tutor."),
    )
    judge = forms.CharField(
        label=_("Authorisation of the family judge"),
        max_length=80,
        required=False,
        help_text=_("In Tunisia: number and day."),
    )

    def __init__(self, *args: Any, person: Person, standing: set[str], **options: Any):
        super().__init__(*args, **options)
        to_ask = [choice for choice in ConsentText.Purpose.choices if choice[0] not in standing]
        self.fields["purposes"].choices = to_ask  # type: ignore[attr-defined]
        bands = [band for band in Person.AgeBand.choices if band[0]]
        self.fields["age_band"].choices = [("", _("Choose an age")), *bands]  # type: ignore[attr-defined]  # a field of choices
        if person.age_band:
            del self.fields["age_band"]
        if person.age_band not in ("", Person.AgeBand.UNDER_18):
            del self.fields["guardian"], self.fields["guardian_is"], self.fields["judge"]


class AddProofForm(forms.Form):
    proof = _proof()


class WithdrawConsentForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class WriteConsentTextForm(forms.Form):
    """The same words in each language."""

    def __init__(self, *args: Any, known: dict[str, str], **options: Any):
        super().__init__(*args, **options)
        for language, name in settings.LANGUAGES:
            attributes = {"rows": 5, "lang": language, "dir": "rtl" if language == "ar" else "ltr"}
            self.fields[f"text_{language}"] = forms.CharField(
                label=name,
                max_length=2_000,
                required=False,
                initial=known.get(language, ""),
                widget=forms.Textarea(attrs=attributes),
            )

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        return {"texts": {name.removeprefix("text_"): said for name, said in written.items()}}


class ConsentsFilter(FilterForm):
    """By person, territory, purpose, state, and whether something proves it."""

    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"), required=False, choices=[("", _("All")), *ConsentText.Purpose.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Consent.State.choices])
    unproved = forms.BooleanField(label=pgettext_lazy("consents", "Without paper, signature or voice"), required=False)

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(person__in=Person.objects.filter(found_by(text)).order_by().values("pk"))
        if territory := chosen.get("territory"):
            rows = rows.filter(person__territory=territory)
        if purpose := chosen.get("purpose"):
            rows = rows.filter(text__purpose=purpose)
        if chosen.get("unproved"):
            rows = rows.filter(proof=None)
        return _in_state(rows, chosen.get("state", ""))


def _in_state(rows: ConsentQuerySet, state: str) -> ConsentQuerySet:
    soon = timezone.localdate() + Consent.ENDING_WITHIN
    if state == Consent.State.STANDING:
        return rows.standing().filter(Q(expires_on=None) | Q(expires_on__gt=soon))
    if state == Consent.State.ENDING:
        return rows.ending(Consent.ENDING_WITHIN)
    if state == Consent.State.OVER:
        return rows.over()
    return rows.filter(withdrawn_at__isnull=False) if state else rows


class RecordConsentVoiceForm(forms.Form):
    """The words said aloud: in what, and how it sounds."""

    spoken = forms.ChoiceField(
        label=_("They are said in"),
        choices=SPOKEN,
        error_messages={"required": _("Choose the language in which they are said.")},
    )
    sound = forms.FileField(
        label=_("Or choose a sound"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        help_text=_("3 MB at most."),
        error_messages={"required": _("Record the words, or choose a sound.")},
    )

"""What people look for among the facts, and what a coordinator writes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.compliance.models import Fact, FactQuerySet
from taghyir.compliance.policies import can_keep_facts
from taghyir.directory.models import LegalForm
from taghyir.people.models import User
from taghyir.places.models import Country
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=picker, help_text=help_text)


def _with_country(form: LegalForm) -> str:
    return f"{form}, {form.get_country_display()}"


class FactsFilter(FilterForm):
    """Half a word, a country, a legal form, a kind, the day on which it holds, and whether it waits to be verified."""

    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=[("", _("Both countries")), *Country.choices]
    )
    form = forms.ModelChoiceField(
        LegalForm.objects.none(),
        label=_("Legal form"),
        required=False,
        to_field_name="code",
        empty_label=_("Every legal form"),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Every kind")), *Fact.Kind.choices])
    on = _day(_("In force on"), required=False)
    unverified = forms.BooleanField(label=_("To be verified"), required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        forms_of_both = LegalForm.objects.order_by("country", "code")
        self.fields["form"].queryset = forms_of_both  # type: ignore[attr-defined]
        self.fields["form"].label_from_instance = _with_country  # type: ignore[attr-defined]

    def narrow(self, rows: FactQuerySet, **chosen: Any) -> FactQuerySet:
        rows = rows.filter(found_by(chosen.get("q", "")))
        for name in ("country", "kind"):
            if value := chosen.get(name):
                rows = rows.filter(**{name: value})
        if form := chosen.get("form"):
            rows = rows.filter(scopes__legal_form=form)
        if on := chosen.get("on"):
            rows = rows.in_force(on)
        return rows.to_verify() if chosen.get("unverified") else rows


_SECTIONS: list[tuple[Any, list[str]]] = [
    (_("Explanation and authority"), [
        "explanation_fr", "explanation_ar", "explanation_es", "explanation_en", "authority_fr", "authority_ar",
    ]),
    (_("A figure"), ["value", "unit", "currency", "bound"]),
    (_("A deadline"), ["anchor", "offset", "offset_unit", "direction", "recurrence", "month", "day", "day_off"]),
    (_("Only above a limit"), ["condition", "condition_from", "condition_currency"]),
    (_("The law"), ["legal_basis", "source_url", "origin", "order"]),
]  # fmt: skip


class FactForm(forms.ModelForm):
    """All that is written of a fact. The action checks the whole of it, so that each door refuses alike."""

    class Meta:
        model = Fact
        fields = [
            "code", "legal_forms", "kind", "moment", "name_fr", "name_ar", "name_es", "name_en",
            "explanation_fr", "explanation_ar", "explanation_es", "explanation_en", "authority_fr", "authority_ar",
            "legal_basis", "source_url", "origin", "order", "value", "unit", "currency", "bound",
            "anchor", "offset", "offset_unit", "direction", "recurrence", "month", "day", "day_off",
            "condition", "condition_from", "condition_currency", "valid_from", "valid_until",
        ]  # fmt: skip

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        countries = [self.instance.country] if self.instance.pk else []
        countries = countries or [country for country in Country.values if can_keep_facts(actor, country)]
        kept = LegalForm.objects.filter(country__in=countries).order_by("country", "code")
        self.fields["legal_forms"] = forms.ModelMultipleChoiceField(
            kept,
            label=_("Legal forms"),
            widget=forms.CheckboxSelectMultiple,
            initial=[form.pk for form in self.instance.legal_forms.all()] if self.instance.pk else None,
        )
        if len(countries) > 1:
            self.fields["legal_forms"].label_from_instance = _with_country
        for name in ("explanation_fr", "explanation_ar", "explanation_es", "explanation_en"):
            self.fields[name].widget.attrs["rows"] = 3
        for name in ("valid_from", "valid_until"):
            if name in self.fields:
                self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def _post_clean(self) -> None:
        """The action checks the model."""

    def first_fields(self) -> list[forms.BoundField]:
        """What every fact has, always in sight."""
        folded = {name for _title, names in _SECTIONS for name in names}
        return [field for field in self if field.name not in folded]

    def sections(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """The rest, each part with its title and whether it opens by itself: it has something written, or an error."""
        parts = [(title, [self[name] for name in names]) for title, names in _SECTIONS]
        return [
            (title, fields, any(field.errors or (field.value() and not field.field.required) for field in fields))
            for title, fields in parts
        ]


class ReplaceFactForm(FactForm):
    """The new version: what it says, and from when. Its code stays, and it has no end yet."""

    class Meta(FactForm.Meta):
        fields = [name for name in FactForm.Meta.fields if name not in ("code", "valid_from", "valid_until")]

    valid_from = _day(_("The law changes on"), help_text=_("The present version ends the day before."))

    field_order = ["valid_from"]


class EndFactForm(forms.Form):
    valid_until = _day(_("Last day on which it holds"))

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["valid_until"].initial = timezone.localdate

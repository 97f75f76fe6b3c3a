"""What who keeps a space says of it."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from taghyir.people.models import User
from taghyir.places.models import Place, Territory
from taghyir.spaces.forms.fields import arabic_field, time_field
from taghyir.spaces.models import Space
from taghyir.spaces.policies import KEEPERS


class ChangeSpaceForm(forms.ModelForm):
    """Its fields bear the names of what `change_space` may change."""

    open_days = forms.TypedMultipleChoiceField(
        label=_("Open days"), coerce=int, choices=list(WEEKDAYS.items()), widget=forms.CheckboxSelectMultiple
    )
    opens_at = time_field(label=_("Opens at"))
    closes_at = time_field(label=_("Closes at"), help_text=_("The time on the clocks of the place."))
    name_ar = arabic_field(_("name in Arabic"), 120)
    access_ar = arabic_field(_("how one gets in, in Arabic"), 300)
    rules_ar = arabic_field(_("rules, in Arabic"), 2000, lines=4)

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
    seen_ar = arabic_field(_("What is seen on it, in Arabic"), 160)

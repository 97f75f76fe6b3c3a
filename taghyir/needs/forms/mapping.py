"""Which questions of a form give needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import base_language
from taghyir.needs.models import NeedMapping, Theme
from taghyir.surveys.models import Form
from taghyir.surveys.queries import question_label


class MapFormToNeedsForm(forms.ModelForm):
    """The current questions of a form, in the reader's language; those named as in the forms we bring are chosen already."""

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
                error_messages={"required": _("Choose a question of the form.")},
            )
            if (named := name.removesuffix("_path")) in dict(questions):
                self.initial[name] = named
        self.fields["theme"].choices = [("", _("none")), *Theme.choices]

    def _post_clean(self) -> None:
        """The action builds and checks the mapping: the form only reads."""

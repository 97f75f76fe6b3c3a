from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# an error says how to repair, with an example, in every form that says nothing better itself
HOW_TO_WRITE = {
    forms.DateField: _("Write a day, for example 2026-05-13."),
    forms.TimeField: _("Write an hour, for example 09:30."),
    forms.IntegerField: _("Write a whole number, for example 12."),
    forms.FloatField: _("Write a number, for example 12."),
    forms.DecimalField: _("Write a number, for example 12."),
    forms.EmailField: _("Write an e-mail address, for example fatma@taghyir.example."),
}
# and what to do with a field that was left empty; those above say it with their example
WHEN_EMPTY = HOW_TO_WRITE | {
    forms.CharField: _("Write here what is asked."),
    forms.ChoiceField: _("Choose one of the answers."),
    forms.ModelChoiceField: _("Choose one of the answers."),
    forms.MultipleChoiceField: _("Tick at least one answer."),
    forms.ModelMultipleChoiceField: _("Tick at least one answer."),
    forms.BooleanField: _("Tick this box to go on."),
    forms.FileField: _("Choose a file."),
}


class DesignConfig(AppConfig):
    name = "taghyir.design"
    label = "design"

    def ready(self) -> None:
        for code, sentences in (("invalid", HOW_TO_WRITE), ("required", WHEN_EMPTY)):
            for field, sentence in sentences.items():
                field.default_error_messages = {**field.default_error_messages, code: sentence}

"""Fields that several rooms put in their forms."""

from typing import Any

from django import forms


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files of one input; the list of those that were chosen, and none is fine when it is not required."""

    widget = SeveralFilesInput

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        chosen = value if isinstance(value, (list, tuple)) else [value]
        return [super(SeveralFilesField, self).clean(one, initial) for one in chosen if one]

"""A choice among many, made by writing: the browser proposes what matches, with no script. A part of a name is enough."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from taghyir.core.text import folded

FEW = 3  # names said when several match


class WrittenInput(forms.TextInput):
    """The control: a line to write in, and the list the browser proposes from, in its order."""

    choices: Any = ()

    def format_value(self, value: Any) -> str | None:
        """The name of what was chosen; what was typed, when it is none."""
        written = super().format_value(value)
        return next((str(label) for key, label in self.choices if str(key) == written), written)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        known = self.build_attrs(self.attrs, attrs) | {"type": "text", "name": name, "list": f"{name}-names"}
        if (written := self.format_value(value)) is not None:
            known["value"] = written
        options = format_html_join("", '<option value="{}">', ((label,) for _key, label in self.choices))
        return format_html('<input{}><datalist id="{}-names">{}</datalist>', flatatt(known), name, options)


class WrittenChoiceField(forms.ChoiceField):
    """Reads a name, a part of one, or the value itself; gives the value. Names are compared as people write them."""

    widget = WrittenInput

    def __init__(self, **options: Any):
        super().__init__(**{"help_text": gettext_lazy("Write a part of its name.")} | options)
        self.widget.attrs |= {"autocomplete": "off", "maxlength": 200}

    def to_python(self, value: Any) -> str:
        written = super().to_python(value).strip()
        known: list[tuple[Any, Any]] = list(self.widget.choices)
        if not written or any(str(key) == written for key, _label in known):
            return written
        names = [(str(key), folded(str(label)), str(label)) for key, label in known]
        asked = folded(written)
        whole = [one for one in names if one[1] == asked]
        near = whole[:1] or [one for one in names if asked and asked in one[1]]
        if len(near) == 1:
            return near[0][0]
        raise forms.ValidationError(self._several(near) if near else gettext("Nothing is called like this."))

    def _several(self, near: list[tuple[str, str, str]]) -> str:
        named = " · ".join(label for _key, _folded, label in near[:FEW])
        return gettext("Several are called like this, write more of it: %(names)s") % {"names": named}

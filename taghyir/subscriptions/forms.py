"""What is asked to keep a search by mail: an address."""

from django import forms
from django.utils.translation import gettext_lazy as _


class KeepSearchForm(forms.Form):
    """An e-mail address: nothing else is asked, nothing else is kept."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email", "inputmode": "email"}),
    )

"""Words of the country of an organisation: جمع عام in Morocco, جلسة عامة in Tunisia; and the names of steps and states."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import base_language
from taghyir.design.formats import written_for

STEPS = {
    "date": _("Choose the day, the hour and the place"),
    "accounts": _("Close the accounts and write the report"),
    "called": _("Send the call to each member"),
    "quorum": _("Count who came: the quorum is reached"),
    "minutes": _("Write the minutes and have them signed"),
    "approved": _("Have the accounts approved by the assembly"),
    "read": _("Read what the law asks"),
    "papers": _("Gather the papers"),
    "filed": _("File the papers with the authority"),
    "receipt": _("Keep the receipt"),
}
STATES = {
    "late": pgettext_lazy("duty", "late"),
    "soon": pgettext_lazy("duty", "soon"),
    "later": pgettext_lazy("duty", "later"),
    "unsaid": pgettext_lazy("duty", "done or not? nobody said"),
    "undated": pgettext_lazy("duty", "without a date"),
    "done": pgettext_lazy("duty", "done"),
    "not_applicable": pgettext_lazy("duty", "does not concern us"),
}


@contextmanager
def in_words_of(country: str, language: str = "") -> Iterator[None]:
    """Inside the block, everything is written for `country`, in `language` or that of the reader."""
    wanted = language or base_language()
    chosen = ("ar-tn" if country == "TN" else "ar") if wanted == "ar" else language or get_language()
    with translation.override(chosen), written_for(country):
        yield

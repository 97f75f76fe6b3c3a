"""Words of the country of an organisation: جمع عام in Morocco, جلسة عامة in Tunisia; and the names of steps and states."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.languages import base_language
from taghyir.design.formats import written_in

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
    with written_in(language or base_language(), country):
        yield

"""What is said before a need is noted."""

from django.utils.translation import gettext_lazy as _

from taghyir.voices.queries import name_notice

NOTICE = name_notice(
    "need",
    _("Before a need is noted"),
    _(
        "Your words are kept so that somebody answers. A name or a phone is not needed: they serve to tell you the answer."
    ),
    _(
        "The people of the mechanism of your territory and those who check the programme read them;"
        " and your organisation, when it is named."
    ),
    _("You may have them read to you and put right: tell us, or call the mechanism."),
)

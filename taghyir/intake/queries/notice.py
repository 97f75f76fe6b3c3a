"""What is said before a demand is kept."""

from django.utils.translation import gettext_lazy as _

from taghyir.voices.queries import name_notice

NOTICE = name_notice(
    "intake",
    _("Before a demand is kept"),
    _("We write down what you ask, who you are and how to reach you, so that somebody answers you and follows you."),
    _(
        "Only the people of the mechanism of your territory and those who check the programme read it."
        " Each time it is opened is noted."
    ),
    _("Nobody else receives your name or your phone unless you say yes to it."),
    _("You may read it, have it put right, or have it erased: tell us, or call the mechanism."),
    _("If you say no, you are listened to and advised all the same."),
)

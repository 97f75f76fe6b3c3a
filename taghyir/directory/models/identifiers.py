"""Numbers given by administrations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taghyir.directory.models.organisations import Organisation
from taghyir.places.models import Country


class Identifier(models.Model):
    """A number given by an administration: as typed, and in its canonical form."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    class Type(models.TextChoices):
        ICE = "ice", _("ICE (common business identifier)")
        MA_IF = "if", _("tax identifier (IF)")
        RC = "rc", _("trade register (RC)")
        COOP_REGISTER = "coop", _("local register of cooperatives")
        CNSS = "cnss", _("CNSS")
        TN_MF = "mf", _("tax identifier / RNE")
        OTHER = "other", _("other")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    type = models.CharField(_("type"), max_length=8, choices=Type)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    value = models.CharField(_("number on paper"), max_length=40)  # canonical: no spaces, dots or dashes
    as_typed = models.CharField(max_length=60)
    authority = models.CharField(_("court or office"), max_length=120, blank=True)
    warning = models.CharField(max_length=200, blank=True)  # what looks wrong, in the words of `identifiers.py`

    class Meta:
        ordering = ["type", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "type", "value"],
                name="identifier_once",
                violation_error_message=_("This number is already recorded here."),
            )
        ]
        indexes = [models.Index(fields=["type", "country", "value"])]

    def __str__(self):
        return self.value

"""The registers, maps and lists that organisations come from."""

from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.places.models import Country

LONGEST_SHEET = 255  # characters of the name of a sheet that is remembered


class Source(models.Model):
    """A register, a map, a partner's list: its licence, and what its columns are, said once for all its files."""

    name = models.CharField(_("name of the source"), max_length=80)
    licence = models.CharField(_("licence of the source"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, blank=True)
    columns = models.JSONField(
        default=dict, blank=True
    )  # {folded heading: name of one of our columns, or "" to leave it aside}
    sheet = models.CharField(
        _("sheet of its workbooks"), max_length=LONGEST_SHEET, blank=True
    )  # which one is read, once chosen
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who said what its columns are"))
    used_at = models.DateTimeField(_("last used"))

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Upper("name"),
                name="source_named_once",
                violation_error_message=_("There is a source of this name already."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def columns_said(self) -> int:
        """How many of its columns are used."""
        return sum(1 for column in self.columns.values() if column)


class Said(models.Model):
    """What a source last said of one organisation, fact by fact; and where people here say otherwise, both."""

    doubles_stay = True  # in a merge, what the same source said of both stays with the entry that goes

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    source = models.CharField(_("source"), max_length=80)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    facts = models.JSONField(default=dict)  # {name of a fact: its value, a key for what is a row of ours}
    differs = models.JSONField(default=dict, blank=True)  # those of them that our card does not say, to be decided
    refused = models.JSONField(default=dict, blank=True)  # values somebody decided against: nobody is asked again
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["source", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "source"], name="said_once_by_source")]

    def __str__(self):
        return f"{self.source}: {self.organisation}"

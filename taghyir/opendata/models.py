"""Booklets and map sheets: the directory of a territory on paper."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taghyir.core.models import StoredFile
from taghyir.places.models import Territory


class Booklet(models.Model):
    """The public directory of one territory as a PDF, in one language: a booklet of cards, or a map with its list."""

    class Kind(models.TextChoices):
        BOOKLET = "booklet", _("booklet, A4")
        MAP = "map", _("map and list, A3")
        MAP_A4 = "map_a4", _("map and list, A4")

    class State(models.TextChoices):
        WAITING = "waiting", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")

    LANGUAGES = [("fr", "Français"), ("ar", "العربية")]

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    kind = models.CharField(max_length=7, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    of = models.CharField(max_length=600, blank=True)  # the moment of the directory it shows
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "language", "kind"], name="booklet_once")]

    def __str__(self):
        return f"{self.territory}, {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("opendata:booklet", args=[self.territory.slug, self.kind, self.language])

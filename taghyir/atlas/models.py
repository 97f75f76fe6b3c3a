"""The grid: how many organisations of the public directory lie in each cell of the map, at each zoom."""

from django.db import models

from taghyir.places.models import Territory


class Cell(models.Model):
    """A square of the map at one zoom, and how many of one territory lie in it. Made anew when the directory changes."""

    zoom = models.PositiveSmallIntegerField()
    x = models.IntegerField()  # number of the column, to the east; a cell is CELL pixels wide at its zoom
    y = models.IntegerField()  # number of the row, to the north
    territory = models.ForeignKey(Territory, models.CASCADE, null=True, related_name="+")
    count = models.PositiveIntegerField()
    latitude = models.FloatField()  # the middle of those that lie there, degrees
    longitude = models.FloatField()
    # as the map is sent it: JSON of [longitude, latitude, how many, number, name], the last two when it is alone
    drawn = models.TextField()
    drawn_ar = models.TextField()  # with its Arabic name first

    class Meta:
        indexes = [models.Index(fields=["zoom", "x", "y"])]

    def __str__(self):
        return f"{self.zoom}/{self.x}/{self.y}: {self.count}"


class Grid(models.Model):
    """When the grid was made, and of which moment of the directory."""

    made_at = models.DateTimeField(auto_now=True)
    of = models.CharField(max_length=200)

    def __str__(self):
        return self.of

"""Addresses of the open data."""

from django.urls import path

from taghyir.opendata import views

app_name = "opendata"
urlpatterns = [
    path("", views.open_data, name="open_data"),
    path("organisations.geojson", views.geojson, name="geojson"),
    path("organisations.kml", views.kml, name="kml"),
    path("organisations.vcf", views.vcards, name="vcards"),
    path("organisations.jsonld", views.jsonld, name="jsonld"),
    path("embed/", views.embed, name="embed"),
    path("paper/<slug:slug>/<slug:kind>/<slug:language>/", views.booklet, name="booklet"),
    path("paper/<slug:slug>/<slug:kind>/<slug:language>/make/", views.make_booklet, name="make_booklet"),
    path("paper/<slug:slug>/<slug:kind>/<slug:language>/file/", views.booklet_file, name="booklet_file"),
]

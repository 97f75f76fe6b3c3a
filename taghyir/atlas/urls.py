"""Addresses of the map."""

from django.urls import path

from taghyir.atlas import views

app_name = "atlas"
urlpatterns = [
    path("", views.directory_map, name="directory_map"),
    path("points/", views.points, name="points"),
    path("here/", views.here, name="here"),
]

"""Addresses of the catalogue of services."""

from django.urls import path

from taghyir.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.kinds, name="kinds"),
    path("add/", views.add_kind, name="add_kind"),
    path("<int:pk>/", views.kind, name="kind"),
    path("<int:pk>/change/", views.change_kind, name="change_kind"),
]

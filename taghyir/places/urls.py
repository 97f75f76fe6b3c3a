"""Addresses of the places and of the holidays."""

from django.urls import path

from taghyir.places import views

app_name = "places"
urlpatterns = [
    path("", views.places, name="places"),
    path("holidays/", views.holidays, name="holidays"),
    path("holidays/add/", views.add_holiday, name="add_holiday"),
    path("holidays/<int:pk>/", views.change_holiday, name="change_holiday"),
    path("holidays/<int:pk>/remove/", views.remove_holiday, name="remove_holiday"),
    path("territories/<slug:slug>/contact/", views.change_contact, name="change_contact"),
]

"""Addresses of the lens."""

from django.urls import path

from taghyir.lens import views

app_name = "lens"
urlpatterns = [
    path("", views.lenses, name="lenses"),
    path("<int:pk>/", views.lens, name="lens"),
    path("<int:pk>/note/", views.note_care, name="note_care"),
    path("<int:pk>/markers/<str:subject>/", views.choose_marker, name="choose_marker"),
]

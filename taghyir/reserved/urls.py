"""The addresses of reserved answers."""

from django.urls import path

from taghyir.reserved import views

app_name = "reserved"
urlpatterns = [
    path("rights/", views.opening_rights, name="opening_rights"),
    path("rights/new/", views.give_opening_right, name="give_opening_right"),
    path("rights/<int:pk>/end/", views.end_opening_right, name="end_opening_right"),
    path("openings/", views.openings, name="openings"),
    path("files/<int:pk>/", views.open_reserved_file, name="open_reserved_file"),
    path("answers/<int:pk>/", views.open_reserved_answers, name="open_reserved_answers"),
]

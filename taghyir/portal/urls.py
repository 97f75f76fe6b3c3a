"""Addresses of the front of the house."""

from django.urls import path

from taghyir.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("day/", views.my_day, name="my_day"),
    path("note/", views.note, name="note"),
    path("more/", views.more, name="more"),
    path("search/", views.search, name="search"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("help/", views.help, name="help"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("territories/<slug:slug>/", views.territory, name="territory"),
]

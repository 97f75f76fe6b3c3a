"""Addresses of the conventions and of the texts they are written from."""

from django.urls import path

from taghyir.conventions import views

app_name = "conventions"
urlpatterns = [
    path("", views.conventions, name="conventions"),
    path("texts/", views.convention_texts, name="convention_texts"),
    path("texts/<slug:where>/<str:language>/", views.write_convention_text, name="write_convention_text"),
    path("files/<int:pk>/draft/", views.draft_convention, name="draft_convention"),
    path("<int:pk>/", views.convention, name="convention"),
    path("<int:pk>/change/", views.change_draft, name="change_draft"),
    path("<int:pk>/lock/", views.lock_convention, name="lock_convention"),
    path("<int:pk>/sign/<str:side>/", views.sign_convention, name="sign_convention"),
    path("<int:pk>/paper/keep/", views.keep_signed_paper, name="keep_signed_paper"),
    path("<int:pk>/paper/", views.signed_paper, name="signed_paper"),
    path("<int:pk>/convention.pdf", views.convention_paper, name="convention_paper"),
    path("<int:pk>/end/", views.end_convention, name="end_convention"),
    path("signatures/<int:pk>/", views.finger, name="finger"),
]

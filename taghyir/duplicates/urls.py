"""Addresses of the duplicates."""

from django.urls import path

from taghyir.duplicates import views

app_name = "duplicates"
urlpatterns = [
    path("", views.candidates, name="candidates"),
    path("<int:pk>/", views.candidate, name="candidate"),
    path("<int:pk>/merge/", views.merge_candidate, name="merge_candidate"),
    path("<int:pk>/apart/", views.keep_apart, name="keep_apart"),
    path("<int:pk>/later/", views.put_off, name="put_off"),
    path("merges/", views.merges, name="merges"),
    path("merges/<int:pk>/undo/", views.undo_merge, name="undo_merge"),
]

"""Addresses of milestones and of what remains of accompaniment."""

from django.urls import path

from taghyir.milestones import views

app_name = "milestones"
urlpatterns = [
    path("", views.milestones, name="milestones"),
    path("outcomes/", views.outcomes, name="outcomes"),
    path("files/<int:pk>/", views.milestones_of_case, name="milestones_of_case"),
    path("<int:pk>/", views.hold_milestone, name="hold_milestone"),
    path("<int:pk>/postpone/", views.postpone_milestone, name="postpone_milestone"),
]

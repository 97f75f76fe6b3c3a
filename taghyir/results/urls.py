"""Addresses of the results."""

from django.urls import path

from taghyir.results import views

app_name = "results"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("matrix/", views.matrix, name="matrix"),
    path("matrix/goals/add/", views.add_goal, name="add_goal"),
    path("matrix/goals/<int:pk>/", views.change_goal, name="change_goal"),
    path("matrix/indicators/add/", views.add_indicator, name="add_indicator"),
    path("figures/<int:pk>/", views.figure, name="figure"),
    path("figures/<int:pk>/rows/", views.figure_rows, name="figure_rows"),
    path("figures/<int:pk>/change/", views.change_indicator, name="change_indicator"),
    path("figures/<int:pk>/target/", views.set_target, name="set_target"),
    path("figures/<int:pk>/values/add/", views.record_value, name="record_value"),
    path("values/<int:pk>/evidence/", views.attach_evidence, name="attach_evidence"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
]

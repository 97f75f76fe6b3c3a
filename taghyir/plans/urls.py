"""Addresses of the plans: they stand among those of the files."""

from django.urls import path

from taghyir.plans import views

app_name = "plans"
urlpatterns = [
    path("files/<int:pk>/objectives/add/", views.add_objective, name="add_objective"),
    path("objectives/<int:pk>/reached/", views.reach_objective, name="reach_objective"),
    path("objectives/<int:pk>/actions/plan/", views.plan_action, name="plan_action"),
    path("actions/<int:pk>/change/", views.change_action, name="change_action"),
    path("objectives/<int:pk>/change/", views.change_objective, name="change_objective"),
    path("objectives/<int:pk>/remove/", views.remove_objective, name="remove_objective"),
    path("actions/<int:pk>/remove/", views.remove_action, name="remove_action"),
]

"""Addresses of the demands, the files, their plans and their services."""

from django.urls import path

from taghyir.accompaniment import views

app_name = "accompaniment"
urlpatterns = [
    path("demands/", views.demands, name="demands"),
    path("demands/record/", views.record_demand, name="record_demand"),
    path("demands/record/<int:pk>/", views.record_demand_of, name="record_demand_of"),
    path("demands/<int:pk>/", views.demand, name="demand"),
    path("demands/<int:pk>/accept/", views.accept_demand, name="accept_demand"),
    path("demands/<int:pk>/wait/", views.put_demand_to_wait, name="put_demand_to_wait"),
    path("demands/<int:pk>/refuse/", views.refuse_demand, name="refuse_demand"),
    path("services/", views.all_services, name="all_services"),
    path("files/", views.cases, name="cases"),
    path("files/<int:pk>/", views.case, name="case"),
    path("files/<int:pk>/services/", views.services, name="services"),
    path("files/<int:pk>/services/record/", views.record_service, name="record_service"),
    path("files/<int:pk>/next-step/", views.set_next_step, name="set_next_step"),
    path("files/<int:pk>/objectives/add/", views.add_objective, name="add_objective"),
    path("files/<int:pk>/transfer/", views.transfer_case, name="transfer_case"),
    path("files/<int:pk>/close/", views.close_case, name="close_case"),
    path("objectives/<int:pk>/reached/", views.reach_objective, name="reach_objective"),
    path("objectives/<int:pk>/actions/plan/", views.plan_action, name="plan_action"),
    path("actions/<int:pk>/change/", views.change_action, name="change_action"),
    path("actions/<int:pk>/finish/", views.finish_action, name="finish_action"),
]

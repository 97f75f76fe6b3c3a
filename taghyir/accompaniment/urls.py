"""Addresses of the demands, the files and their services."""

from django.urls import path

from taghyir.accompaniment.views import following, receiving, serving

app_name = "accompaniment"
urlpatterns = [
    path("demands/", receiving.demands, name="demands"),
    path("demands/record/", receiving.record_demand, name="record_demand"),
    path("demands/record/new/", receiving.record_asker, name="record_asker"),
    path("demands/record/<int:pk>/", receiving.record_demand_of, name="record_demand_of"),
    path("demands/<int:pk>/", receiving.demand, name="demand"),
    path("demands/<int:pk>/accept/", receiving.accept_demand, name="accept_demand"),
    path("demands/<int:pk>/wait/", receiving.put_demand_to_wait, name="put_demand_to_wait"),
    path("demands/<int:pk>/refuse/", receiving.refuse_demand, name="refuse_demand"),
    path("of/<int:pk>/", receiving.file_of, name="file_of"),
    path("services/", serving.all_services, name="all_services"),
    path("files/", following.cases, name="cases"),
    path("files/<int:pk>/", following.case, name="case"),
    path("files/<int:pk>/services/", serving.services, name="services"),
    path("files/<int:pk>/services/record/", serving.record_service, name="record_service"),
    path("files/<int:pk>/next-step/", following.set_next_step, name="set_next_step"),
    path("files/<int:pk>/transfer/", following.transfer_case, name="transfer_case"),
    path("files/<int:pk>/close/", following.close_case, name="close_case"),
    path("actions/<int:pk>/finish/", serving.finish_action, name="finish_action"),
]

"""Addresses of the directory."""

from django.urls import path

from taghyir.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("add/", views.add_organisation, name="add_organisation"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/change/", views.change_organisation, name="change_organisation"),
    path("<int:pk>/publish/", views.publish_organisation, name="publish_organisation"),
    path("<int:pk>/hide/", views.hide_organisation, name="hide_organisation"),
    path("<int:pk>/number/", views.record_identifier, name="record_identifier"),
    path("<int:pk>/number/<int:identifier>/remove/", views.remove_identifier, name="remove_identifier"),
    path("<int:pk>/label/", views.record_label, name="record_label"),
    path("label/<int:pk>/check/", views.check_label, name="check_label"),
    path("label/<int:pk>/remove/", views.remove_label, name="remove_label"),
    path("label/<int:pk>/paper/", views.label_paper, name="label_paper"),
    path("<int:pk>/member/", views.add_membership, name="add_membership"),
    path("<int:pk>/count/", views.count_members, name="count_members"),
    path("member/<int:pk>/end/", views.end_membership, name="end_membership"),
]

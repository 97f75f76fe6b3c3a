"""Addresses of the criteria."""

from django.urls import path

from taghyir.criteria import views

app_name = "criteria"
urlpatterns = [path("", views.criteria, name="criteria")]

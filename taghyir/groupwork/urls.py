"""Addresses of group sessions."""

from django.urls import path

from taghyir.groupwork import views

app_name = "groupwork"
urlpatterns = [path("<int:pk>/record/", views.record_session, name="record_session")]

"""Addresses of the meetings."""

from django.urls import path

from taghyir.gatherings import views

app_name = "gatherings"
urlpatterns = [
    path("", views.gatherings, name="gatherings"),
    path("record/", views.record_gathering, name="record_gathering"),
    path("<int:pk>/", views.gathering, name="gathering"),
    path("<int:pk>/change/", views.change_gathering, name="change_gathering"),
    path("<int:pk>/attendance/", views.record_attendance, name="record_attendance"),
    path("<int:pk>/newcomer/", views.record_newcomer, name="record_newcomer"),
    path("<int:pk>/heads/", views.count_heads, name="count_heads"),
    path("<int:pk>/attach/", views.attach_sheet, name="attach_sheet"),
    path("<int:pk>/sheet/", views.signed_sheet, name="signed_sheet"),
    path("<int:pk>/sign-in/", views.sign_in_sheet, name="sign_in_sheet"),
    path("attendance/<int:pk>/remove/", views.remove_attendance, name="remove_attendance"),
]

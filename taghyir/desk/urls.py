"""Addresses of the desk."""

from django.urls import path

from taghyir.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.ask_for_help, name="ask_for_help"),
    path("code/", views.find_request, name="find_request"),
    path("code/<str:code>/", views.follow_request, name="follow_request"),
    path("code/<str:code>/read/", views.acknowledge_answer, name="acknowledge_answer"),
    path("requests/", views.requests, name="requests"),
    path("requests/<int:pk>/", views.help_request, name="help_request"),
    path("requests/<int:pk>/take/", views.take_request, name="take_request"),
    path("requests/<int:pk>/answer/", views.answer_request, name="answer_request"),
    path("requests/<int:pk>/need/", views.make_need_of_request, name="make_need_of_request"),
    path("requests/<int:pk>/close/", views.close_request, name="close_request"),
]

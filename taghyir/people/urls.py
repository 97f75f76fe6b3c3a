"""Addresses of the people."""

from django.urls import path

from taghyir.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.record_person, name="record_person"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/change/", views.change_person, name="change_person"),
    path("<int:pk>/role/", views.give_role, name="give_role"),
    path("<int:pk>/leave/", views.record_leave, name="record_leave"),
    path("<int:pk>/close/", views.disable_user, name="disable_user"),
    path("<int:pk>/open/", views.enable_user, name="enable_user"),
    path("roles/<int:pk>/end/", views.end_role, name="end_role"),
    path("leaves/<int:pk>/end/", views.end_leave, name="end_leave"),
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/add/", views.invite_person, name="invite_person"),
    path("invitations/<int:pk>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("invitation/<str:secret>/", views.accept_invitation, name="accept_invitation"),
    path("me/", views.my_account, name="my_account"),
    path("me/language/", views.choose_language, name="choose_language"),
    path("me/second-factor/", views.second_factor, name="second_factor"),
]

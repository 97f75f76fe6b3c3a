"""Addresses of the intake: links to other bodies, the notice, the questions, the list, the delays."""

from django.urls import path

from taghyir.intake import views

app_name = "intake"
urlpatterns = [
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/<int:pk>/", views.referral, name="referral"),
    path("referrals/<int:pk>/renew/", views.renew_referral, name="renew_referral"),
    path("referrals/<int:pk>/withdraw/", views.withdraw_referral, name="withdraw_referral"),
    path("answer/<str:token>/", views.answer_referral, name="answer_referral"),
    path("waiting/", views.waiting_list, name="waiting_list"),
    path("delays/", views.delays, name="delays"),
    path("demands/<int:pk>/refer/", views.send_referral, name="send_referral"),
    path("demands/<int:pk>/notice/", views.record_notice, name="record_notice"),
    path("demands/<int:pk>/questions/", views.ask_questions, name="ask_questions"),
    path("demands/<int:pk>/tell/", views.tell_demand, name="tell_demand"),
    path("demands/<int:pk>/slip/", views.demand_slip, name="demand_slip"),
    path("demands/<int:pk>/move/", views.move_demand, name="move_demand"),
    path("requests/<int:pk>/demand/", views.make_demand_of_request, name="make_demand_of_request"),
]

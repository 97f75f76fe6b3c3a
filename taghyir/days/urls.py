"""Addresses of the adviser's day."""

from django.urls import path

from taghyir.days import views

app_name = "days"
urlpatterns = [
    path("", views.agenda, name="agenda"),
    path("week/", views.week, name="week"),
    path("visits/", views.visits, name="visits"),
    path("silent/", views.silent, name="silent"),
    path("load/", views.load, name="load"),
    path("leaves/", views.leaves, name="leaves"),
    path("calendar/", views.feeds, name="feeds"),
    path("calendar/start/", views.start_feed, name="start_feed"),
    path("calendar/<int:pk>/end/", views.end_feed, name="end_feed"),
    path("calendar/<str:token>.ics", views.calendar, name="calendar"),
    path("proposals/", views.proposals, name="proposals"),
    path("proposals/<int:pk>/", views.proposal, name="proposal"),
    path("proposals/<int:pk>/withdraw/", views.withdraw_proposal, name="withdraw_proposal"),
    path("files/<int:pk>/transfer/", views.propose_transfer, name="propose_transfer"),
    path("files/<int:pk>/exit/", views.propose_exit, name="propose_exit"),
    path("files/<int:pk>/plan/", views.plan, name="plan"),
    path("files/<int:pk>/plan/submit/", views.submit_plan, name="submit_plan"),
    path("files/<int:pk>/plan/approve/", views.approve_plan, name="approve_plan"),
    path("approvals/<slug:slug>/", views.choose_approvals, name="choose_approvals"),
    path("mail/late/<str:token>/", views.answer_alert, name="answer_alert"),
    path("mail/proposal/<str:token>/", views.answer_by_mail, name="answer_by_mail"),
]

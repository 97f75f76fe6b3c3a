"""Addresses of the criteria."""

from django.urls import path

from taghyir.criteria import views

app_name = "criteria"
urlpatterns = [
    path("", views.criteria, name="criteria"),
    path("peers/", views.peers, name="peers"),
    path("peers/name/", views.name_peer, name="name_peer"),
    path("peers/<int:pk>/end/", views.end_peer, name="end_peer"),
    path("organisations/<int:pk>/", views.values, name="values"),
    path("organisations/<int:pk>/start/", views.start_interview, name="start_interview"),
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/<int:pk>/", views.interview, name="interview"),
    path("interviews/<int:pk>/answers/<slug:code>/", views.answer_criterion, name="answer_criterion"),
    path("interviews/<int:pk>/back/", views.give_back, name="give_back"),
    path("interviews/<int:pk>/read/", views.read_back, name="read_back"),
    path("interviews/<int:pk>/agree/", views.agree_interview, name="agree_interview"),
    path("interviews/<int:pk>/signed/", views.record_agreement, name="record_agreement"),
    path("interviews/<int:pk>/sheet/", views.signed_sheet, name="signed_sheet"),
    path("interviews/<int:pk>/change/", views.ask_for_change, name="ask_for_change"),
    path("interviews/<int:pk>/close/", views.close_interview, name="close_interview"),
    path("interviews/<int:pk>/publish/", views.publish_interview, name="publish_interview"),
    path("interviews/<int:pk>/withdraw/", views.withdraw_interview, name="withdraw_interview"),
    path("interviews/<int:pk>/remove/", views.remove_draft, name="remove_draft"),
    path("papers/<int:pk>/", views.evidence_paper, name="evidence_paper"),
]

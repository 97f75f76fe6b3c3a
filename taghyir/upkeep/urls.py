"""Addresses of what keeps the directory true."""

from django.urls import path

from taghyir.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("delays/", views.delays, name="delays"),
    path("visits/", views.visits, name="visits"),
    path("true/<str:token>/", views.still_true, name="still_true"),
    path("cards/<int:pk>/error/", views.report_error, name="report_error"),
    path("cards/<int:pk>/claim/", views.claim_card, name="claim_card"),
    path("cards/<int:pk>/keep/", views.keep_card, name="keep_card"),
    path("cards/<int:pk>/keepers/", views.keepers, name="keepers"),
    path("cards/<int:pk>/rhythm/", views.set_rhythm, name="set_rhythm"),
    path("keepers/<int:pk>/end/", views.end_keeper, name="end_keeper"),
    path("cards/<int:pk>/shown/", views.choose_shown, name="choose_shown"),
    path("cards/<int:pk>/confirm/", views.confirm_card, name="confirm_card"),
    path("receipts/<str:code>/", views.receipt, name="receipt"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("claims/", views.claims, name="claims"),
    path("claims/<int:pk>/", views.claim, name="claim"),
    path("claims/<int:pk>/code/", views.ask_code, name="ask_code"),
    path("claims/<int:pk>/confirm/", views.confirm_claim, name="confirm_claim"),
    path("claims/<int:pk>/refuse/", views.refuse_claim, name="refuse_claim"),
]

"""Addresses of what people agreed to."""

from django.urls import path

from taghyir.consents import views

app_name = "consents"
urlpatterns = [
    path("", views.consents, name="consents"),
    path("<int:pk>/", views.consent, name="consent"),
    path("<int:pk>/proof/", views.consent_proof, name="consent_proof"),
    path("<int:pk>/proof/add/", views.add_proof, name="add_proof"),
    path("<int:pk>/withdraw/", views.withdraw_consent, name="withdraw_consent"),
    path("of/<int:pk>/ask/", views.record_consents, name="record_consents"),
    path("of/<int:pk>/sheet/", views.consent_sheet, name="consent_sheet"),
    path("of/<int:pk>/withdraw/", views.withdraw_every_consent, name="withdraw_every_consent"),
    path("words/", views.consent_texts, name="consent_texts"),
    path("words/<int:pk>/say/", views.record_consent_voice, name="record_consent_voice"),
    path("voices/<int:pk>/", views.consent_voice, name="consent_voice"),
    path("voices/<int:pk>/remove/", views.remove_consent_voice, name="remove_consent_voice"),
    path("words/<slug:purpose>/", views.write_consent_text, name="write_consent_text"),
]

"""Addresses of what the law asks."""

from django.urls import path

from taghyir.compliance import views

app_name = "compliance"
urlpatterns = [
    path("", views.legal_forms, name="legal_forms"),
    path("forms/<str:code>/", views.legal_form, name="legal_form"),
    path("facts/", views.facts, name="facts"),
    path("facts/add/", views.add_fact, name="add_fact"),
    path("facts/<int:pk>/", views.fact, name="fact"),
    path("facts/<int:pk>/correct/", views.correct_fact, name="correct_fact"),
    path("facts/<int:pk>/replace/", views.replace_fact, name="replace_fact"),
    path("facts/<int:pk>/end/", views.end_fact, name="end_fact"),
    path("facts/<int:pk>/verify/", views.verify_fact, name="verify_fact"),
]

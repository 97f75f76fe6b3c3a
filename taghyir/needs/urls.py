"""Addresses of the needs."""

from django.urls import path

from taghyir.needs import views

app_name = "needs"
urlpatterns = [
    path("", views.needs, name="needs"),
    path("hear/", views.hear_need, name="hear_need"),
    path("heat/", views.heat_map, name="heat_map"),
    path("forms/", views.mapped_forms, name="mapped_forms"),
    path("forms/<int:pk>/", views.map_form_to_needs, name="map_form_to_needs"),
    path("mappings/<int:pk>/remove/", views.remove_need_mapping, name="remove_need_mapping"),
    path("<int:pk>/", views.need, name="need"),
    path("<int:pk>/take/", views.take_need, name="take_need"),
    path("<int:pk>/answer/", views.answer_need, name="answer_need"),
    path("<int:pk>/raise/", views.raise_need, name="raise_need"),
    path("<int:pk>/priorities/", views.set_priorities, name="set_priorities"),
    path("<int:pk>/tell/", views.tell_answer, name="tell_answer"),
    path("<int:pk>/slip/", views.answer_slip, name="answer_slip"),
    path("<int:pk>/change/", views.change_need, name="change_need"),
]

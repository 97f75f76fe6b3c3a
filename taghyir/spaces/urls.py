"""Addresses of the spaces."""

from django.urls import path

from taghyir.spaces import views

app_name = "spaces"
urlpatterns = [
    path("", views.spaces, name="spaces"),
    path("add/", views.add_space, name="add_space"),
    path("bookings/", views.bookings, name="bookings"),
    path("bookings/<int:pk>/", views.booking, name="booking"),
    path("bookings/<int:pk>/confirm/", views.confirm_booking, name="confirm_booking"),
    path("bookings/<int:pk>/confirm-series/", views.confirm_series, name="confirm_series"),
    path("bookings/<int:pk>/refuse/", views.refuse_booking, name="refuse_booking"),
    path("bookings/<int:pk>/cancel/", views.cancel_booking, name="cancel_booking"),
    path("bookings/<int:pk>/take/", views.take_place, name="take_place"),
    path("bookings/<int:pk>/lend/", views.lend_space, name="lend_space"),
    path("bookings/<int:pk>/use/", views.record_use, name="record_use"),
    path("bookings/<int:pk>/absence/", views.record_absence, name="record_absence"),
    path("loans/", views.loans, name="loans"),
    path("loans/<int:pk>/back/", views.take_space_back, name="take_space_back"),
    path("calendars/", views.feeds, name="feeds"),
    path("calendars/start/", views.start_feed, name="start_feed"),
    path("calendars/<int:pk>/end/", views.end_feed, name="end_feed"),
    path("calendars/<str:token>.ics", views.calendar, name="calendar"),
    path("photos/<int:pk>/remove/", views.remove_space_photo, name="remove_space_photo"),
    path("photos/<int:pk>/<str:size>/", views.space_photo, name="space_photo"),
    path("<int:pk>/", views.space, name="space"),
    path("<int:pk>/change/", views.change_space, name="change_space"),
    path("<int:pk>/photos/", views.space_photos, name="space_photos"),
    path("<int:pk>/book/", views.book_space, name="book_space"),
    path("<int:pk>/series/", views.book_series, name="book_series"),
    path("<int:pk>/taken.ics", views.taken_hours, name="taken_hours"),
]

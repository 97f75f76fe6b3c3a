"""Addresses of subscriptions."""

from django.urls import path

from taghyir.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("keep/", views.keep_search, name="keep_search"),
    path("kept/", views.search_kept, name="search_kept"),
    path("confirm/<str:token>/", views.confirm_search, name="confirm_search"),
    path("stop/<str:token>/", views.stop_search, name="stop_search"),
    path("mine/<str:token>/", views.my_searches, name="my_searches"),
    path("feed/", views.feed, name="feed"),
    path("counts/", views.subscription_counts, name="subscription_counts"),
    path("pocket/<slug:slug>/", views.pocket, name="pocket"),
    path("pocket/<slug:slug>/app.webmanifest", views.pocket_manifest, name="pocket_manifest"),
    path("pocket/<slug:slug>/worker.js", views.pocket_worker, name="pocket_worker"),
    path("pocket/<slug:slug>/pack.json", views.pocket_pack, name="pocket_pack"),
]

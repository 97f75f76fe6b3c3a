"""Addresses of what a card says."""

from django.urls import path

from taghyir.cards import views

app_name = "cards"
urlpatterns = [
    path("<int:pk>/words/", views.write_words, name="write_words"),
    path("<int:pk>/hours/", views.set_hours, name="set_hours"),
    path("<int:pk>/photos/", views.photos, name="photos"),
    path("<int:pk>/relations/", views.propose_relation, name="propose_relation"),
    path("<int:pk>/card.pdf", views.paper_card, name="paper_card"),
    path("<int:pk>/qr.svg", views.qr_code, name="qr_code"),
    path("<int:pk>/share.png", views.share_picture, name="share_picture"),
    path("photos/<int:pk>/<str:size>.jpg", views.photo, name="photo"),
    path("photos/<int:pk>/remove/", views.remove_photo, name="remove_photo"),
    path("photos/<int:pk>/move/", views.move_photo, name="move_photo"),
    path("photos/<int:pk>/first/", views.put_photo_first, name="put_photo_first"),
    path("relations/<int:pk>/accept/", views.accept_relation, name="accept_relation"),
    path("relations/<int:pk>/remove/", views.remove_relation, name="remove_relation"),
]

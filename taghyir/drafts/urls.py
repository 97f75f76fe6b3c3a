"""The addresses of drafts, and of what a version changes."""

from django.urls import path

from taghyir.drafts.views import comparing, drafts, trying

app_name = "drafts"
urlpatterns = [
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/send/", drafts.send_draft, name="send_draft"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/source/", drafts.draft_source, name="draft_source"),
    path("drafts/<int:pk>/discard/", drafts.discard_draft, name="discard_draft"),
    path("drafts/<int:pk>/publish/", comparing.publish_draft, name="publish_draft"),
    path("drafts/<int:pk>/try/", trying.try_draft, name="try_draft"),
    path("drafts/<int:pk>/form.xml", trying.draft_xml, name="draft_xml"),
    path("drafts/<int:pk>/media/<str:name>", trying.draft_media, name="draft_media"),
    path("<int:pk>/difference/", comparing.difference, name="difference"),
]

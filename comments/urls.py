"""Addresses of discussions and comments."""

from django.urls import path

from comments import views

app_name = "comments"
urlpatterns = [
    path("comments/<slug:pk>/", views.comment, name="comment"),
    path("comments/<slug:pk>/replies/", views.replies, name="replies"),
    path("<uslug:conference>/comments/", views.latest, name="latest"),
    path("<uslug:conference>/sessions/<uslug:session>/comments/", views.discussion, name="session_comments"),
    path(
        "<uslug:conference>/sessions/<uslug:session>/questions/<int:number>/comments/",
        views.discussion,
        name="question_comments",
    ),
]

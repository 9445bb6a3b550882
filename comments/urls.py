"""Addresses of discussions and comments."""

from django.urls import path

from comments import moderation_views, views

app_name = "comments"
urlpatterns = [
    path("comments/decisions/<int:pk>/appeal/", moderation_views.appeal, name="appeal"),
    path("comments/<slug:pk>/reports/", moderation_views.reports, name="reports"),
    path("<uslug:conference>/moderation/", moderation_views.tally, name="tally"),
    path(
        "<uslug:conference>/sessions/<uslug:session>/moderation/",
        moderation_views.tally,
        name="session_tally",
    ),
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

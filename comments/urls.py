"""Addresses of discussions and comments."""

from django.urls import path

from comments import data_views, mail_views, moderation_views, views

app_name = "comments"
urlpatterns = [
    path("accounts/my-data/", data_views.my_data, name="my_data"),
    path("accounts/my-data/my-data.json", data_views.download, name="my_data_download"),
    path("accounts/my-data/signing-in/", data_views.signing_in_again, name="signing_in_again"),
    path("mail/<str:token>/", mail_views.subscription, name="subscription"),
    path(
        "<uslug:conference>/sessions/<uslug:session>/following/",
        mail_views.following,
        name="session_following",
    ),
    path(
        "<uslug:conference>/sessions/<uslug:session>/questions/<int:number>/following/",
        mail_views.following,
        name="question_following",
    ),
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

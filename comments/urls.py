"""Addresses of discussions and comments."""

from django.urls import path

from comments import data_views, mail_views, moderation_views
from comments.views import feeds, live, own, posting, reading, supporting

SESSION = "<uslug:conference>/sessions/<uslug:session>/"
QUESTION = SESSION + "questions/<int:number>/"

app_name = "comments"
urlpatterns = [
    path("accounts/my-data/", data_views.my_data, name="my_data"),
    path("accounts/my-data/my-data.json", data_views.download, name="my_data_download"),
    path("mail/<str:token>/", mail_views.subscription, name="subscription"),
    path(SESSION + "following/", mail_views.following, name="session_following"),
    path(QUESTION + "following/", mail_views.following, name="question_following"),
    path("comments/decisions/<int:pk>/appeal/", moderation_views.appeal, name="appeal"),
    path("comments/<slug:pk>/reports/", moderation_views.reports, name="reports"),
    path("<uslug:conference>/moderation/", moderation_views.tally, name="tally"),
    path(SESSION + "moderation/", moderation_views.tally, name="session_tally"),
    path("comments/<slug:pk>/", reading.comment, name="comment"),
    path("comments/<slug:pk>/replies/", posting.replies, name="replies"),
    path("comments/<slug:pk>/edits/", own.edits, name="edits"),
    path("comments/<slug:pk>/withdrawal/", own.withdrawal, name="withdrawal"),
    path("comments/<slug:pk>/history/", reading.history, name="history"),
    path("comments/<slug:pk>/support/", supporting.support, name="support"),
    path("<uslug:conference>/live.json", live.news, name="live"),
    path("<uslug:conference>/comments/", reading.latest, name="latest"),
    path("<uslug:conference>/comments.atom", feeds.conference, name="conference_feed"),
    path(SESSION + "comments/", posting.discussion, name="session_comments"),
    path(SESSION + "comments/news/", reading.news, name="session_news"),
    path(SESSION + "comments.atom", feeds.discussion, name="session_feed"),
    path(QUESTION + "comments/", posting.discussion, name="question_comments"),
    path(QUESTION + "comments/news/", reading.news, name="question_news"),
    path(QUESTION + "comments.atom", feeds.discussion, name="question_feed"),
]

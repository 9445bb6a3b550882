"""Addresses of discussions and comments."""

from django.urls import path

from comments.views import feeds, own, posting, reading, supporting

SESSION = "<uslug:conference>/sessions/<uslug:session>/"
QUESTION = SESSION + "questions/<int:number>/"

app_name = "comments"
urlpatterns = [
    path("comments/<slug:pk>/", reading.comment, name="comment"),
    path("comments/<slug:pk>/replies/", posting.replies, name="replies"),
    path("comments/<slug:pk>/edits/", own.edits, name="edits"),
    path("comments/<slug:pk>/withdrawal/", own.withdrawal, name="withdrawal"),
    path("comments/<slug:pk>/history/", reading.history, name="history"),
    path("comments/<slug:pk>/support/", supporting.support, name="support"),
    path("<uslug:conference>/comments/", reading.latest, name="latest"),
    path("<uslug:conference>/comments.atom", feeds.conference, name="conference_feed"),
    path(SESSION + "comments/", posting.discussion, name="session_comments"),
    path(SESSION + "comments/news/", reading.news, name="session_news"),
    path(SESSION + "comments.atom", feeds.discussion, name="session_feed"),
    path(QUESTION + "comments/", posting.discussion, name="question_comments"),
    path(QUESTION + "comments/news/", reading.news, name="question_news"),
    path(QUESTION + "comments.atom", feeds.discussion, name="question_feed"),
]

"""Addresses of conferences, their programmes and releases."""

from django.urls import path

from events.exporters import EXPORTERS
from events.views import (
    agenda,
    crawling,
    downloads,
    embedding,
    feeds,
    installing,
    invitations,
    people,
    pictures,
    previews,
    programme,
    searching,
    sessions,
    words,
)

SESSION = "<uslug:conference>/sessions/<uslug:session>/"
QUESTION = SESSION + "questions/<int:number>/"

app_name = "events"
urlpatterns = [
    path("", programme.home, name="home"),
    path("conferences/", programme.conferences, name="conferences"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("oembed", embedding.oembed, name="oembed"),
    path("programme.schema.json", downloads.schema, name="schema"),
    path("previews/<str:token>/", previews.programme, name="preview"),
    path("previews/<str:token>/sessions/<uslug:session>/", previews.session, name="preview_session"),
    path(
        "previews/<str:token>/sessions/<uslug:session>/questions/<int:number>/",
        previews.question,
        name="preview_question",
    ),
    path("previews/<str:token>/search/", previews.find, name="preview_search"),
    path("previews/<str:token>/changes/", previews.changes, name="preview_changes"),
    path("previews/<str:token>/speakers/", previews.speakers, name="preview_speakers"),
    path("previews/<str:token>/speakers/<uslug:person>/", previews.speaker, name="preview_speaker"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("<uslug:conference>/", programme.programme, name="programme"),
    path("<uslug:conference>/sitemap.xml", crawling.of_conference, name="conference_sitemap"),
    path("<uslug:conference>/picture.png", pictures.programme, name="programme_picture"),
    path(SESSION + "picture.png", pictures.session, name="session_picture"),
    path(QUESTION + "picture.png", pictures.question, name="question_picture"),
    path("<uslug:conference>/embed/", embedding.programme, name="embedded_programme"),
    path("<uslug:conference>/embed/sessions/<uslug:session>/", embedding.session, name="embedded_session"),
    path(
        "<uslug:conference>/embed/sessions/<uslug:session>/questions/<int:number>/",
        embedding.question,
        name="embedded_question",
    ),
    path("<uslug:conference>/sessions/<uslug:session>.ics", downloads.session, name="session_calendar"),
    path("<uslug:conference>/sessions/<uslug:session>/", sessions.session, name="session"),
    path(
        "<uslug:conference>/sessions/<uslug:session>/questions/<int:number>/",
        sessions.question,
        name="question",
    ),
    path("<uslug:conference>/sessions/<uslug:session>/bookmark/", agenda.bookmark, name="bookmark"),
    path("<uslug:conference>/my/", agenda.mine, name="my"),
    path("<uslug:conference>/my/feed/", agenda.feed, name="my_feed"),
    path("<uslug:conference>/my/<str:token>.ics", agenda.calendar, name="my_calendar"),
    path("<uslug:conference>/speakers/", people.speakers, name="speakers"),
    path("<uslug:conference>/speakers/<uslug:person>/", people.speaker, name="speaker"),
    path("<uslug:conference>/manifest.webmanifest", installing.manifest, name="manifest"),
    path("<uslug:conference>/search/", searching.find, name="search"),
    path("<uslug:conference>/words/", words.letters, name="words"),
    path("<uslug:conference>/words/<uslug:letter>/", words.letter, name="words_of"),
    path("<uslug:conference>/changes/", programme.changes, name="changes"),
    path("<uslug:conference>/changes.atom", feeds.changes, name="changes_feed"),
    path("<uslug:conference>/releases/<int:number>/", programme.release, name="release"),
]

# Each format at its address: reverse("events:file", kwargs={"conference": slug, "format": "pdf"}).
for _format, _exporter in EXPORTERS.items():
    urlpatterns += [
        path(
            f"<uslug:conference>/{_exporter.address}", downloads.programme, {"format": _format}, name="file"
        ),
        path(
            f"<uslug:conference>/releases/<int:number>/{_exporter.address}",
            downloads.release,
            {"format": _format},
            name="release_file",
        ),
    ]

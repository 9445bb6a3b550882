"""Addresses of conferences, their programmes and releases."""

from django.urls import path

from events.views import calendar, people, programme, searching, sessions

app_name = "events"
urlpatterns = [
    path("", programme.home, name="home"),
    path("conferences/", programme.conferences, name="conferences"),
    path("<uslug:conference>/", programme.programme, name="programme"),
    path("<uslug:conference>/schedule.ics", calendar.schedule, name="calendar"),
    path("<uslug:conference>/sessions/<uslug:session>.ics", calendar.session, name="session_calendar"),
    path("<uslug:conference>/sessions/<uslug:session>/", sessions.session, name="session"),
    path(
        "<uslug:conference>/sessions/<uslug:session>/questions/<int:number>/",
        sessions.question,
        name="question",
    ),
    path("<uslug:conference>/speakers/", people.speakers, name="speakers"),
    path("<uslug:conference>/speakers/<uslug:person>/", people.speaker, name="speaker"),
    path("<uslug:conference>/search/", searching.find, name="search"),
    path("<uslug:conference>/changes/", programme.changes, name="changes"),
    path("<uslug:conference>/releases/<int:number>/", programme.release, name="release"),
]

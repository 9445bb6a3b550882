"""A programme with a session of every kind and standing, on three days, and what pages show of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from events import live
from events.elsewhere import Clock, Elsewhere
from events.layout import Entry, Layout, lay_out
from events.leads import Marks, PublicLeads
from events.models import Conference, Release
from events.programme import Programme

ZONE = "Europe/Zurich"
BEGINS = datetime(2027, 10, 5, 9, 0, tzinfo=ZoneInfo(ZONE))
NOW = BEGINS + timedelta(minutes=100)  # while the first panel runs
AFTER = BEGINS + timedelta(days=30)
NAMESPACE = UUID("0a7d2f64-5a53-4f3b-9a4e-1b6f2c9d7e10")
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
ARABIC = "القانون الدولي في الفضاء السيبراني"
LONG_TITLE = "On the responsible behaviour of States in the use of information technologies, " * 3
BACKGROUND = (
    "States have agreed on eleven norms, of which nobody is bound by law to keep a single one. "
    "What helps those who keep them, and what is done about those who do not?\n\n"
    "- Norms 13 (a) to (k)\n- The *open-ended* working group\n\n"
    "> No State should knowingly allow its territory…"
)
ROOMS = ("Aula", "Attic", "Library", "Cabinet", "Terrace", "Tower")
PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "name": "Ada Example",
        "honorific": "Amb.",
        "post": "Permanent Representative",
        "affiliation": "Ministry of Foreign Affairs",
        "country": "Switzerland",
        "biography": "Has negotiated since 2011, and *listens*.",
        "links": [{"title": "Her institute", "url": "https://example.org/ada"}],
    },
    {"name": "أمينة مثال", "post": "مديرة", "affiliation": "معهد الأمن السيبراني"},
    {"name": f"Bo {LONG_WORD}", "affiliation": LONG_WORD},
    {"name": "Chen"},
    *({"name": f"Guest {number}", "affiliation": "University"} for number in range(1, 8)),
)

Node = dict[str, Any]


def uid(*names: object) -> UUID:
    """Return the permanent id of the sample with those names."""
    return uuid5(NAMESPACE, "/".join(map(str, names)))


def conference(**facts: Any) -> Conference:
    """Return the row of the conference, which is never saved."""
    return Conference(**{"slug": "sample", "title": "Sample", "time_zone": ZONE, "status": "public"} | facts)


def titled(release: Release) -> Release:
    """Return the row with what ``Release.objects.titled()`` reads with it: it is in one language."""
    vars(release).update(told_language="en", told_languages=[], told_translations=[])
    return release


@cache
def agenda() -> Layout:
    """Return the programme, laid out."""
    return lay_out(Programme.model_validate(_facts() | {"sessions": _sessions(), "people": _people()}))


def entry(slug: str, **changes: Any) -> Entry:
    """Return one of its sessions, with changes of its own."""
    found = agenda().at(slug)
    assert found is not None, f"no sample session is called {slug}"
    return replace(found, session=found.session.model_copy(update=changes))


def leads(*marked: str, zone: str = "") -> PublicLeads:
    """Return links of a reader who has marked these sessions, and is in that zone."""
    uids = frozenset(entry(slug).session.uid for slug in marked)
    clock = Clock(Elsewhere(ZoneInfo(zone)), zone) if zone else Clock()
    return PublicLeads(conference(), Marks(is_known=True, uids=uids), clock)


def now(at: datetime = NOW) -> live.Now:
    """Return what is on."""
    return live.look(agenda(), at)


def _facts() -> Node:
    return {
        "slug": "sample",
        "title": "Cyber Stability Conference 2027",
        "theme": "Rules of the road: who keeps them, and who pays?",
        "summary": "Two days of panels on *norms*, and one of workshops.",
        "description": "\n\n".join([BACKGROUND] * 4),
        "language": "en",
        "time_zone": ZONE,
        "format": "hybrid",
        "organiser": {"name": "Institute for Disarmament Research", "url": "https://example.org"},
        "venue": {"name": "Palais des Nations", "address": "Avenue de la Paix\n1211 Geneva"},
        "stream_url": "https://example.org/live",
        "rooms": [{"slug": name.lower(), "name": name} for name in ROOMS],
        "tracks": [{"slug": "norms", "name": "Norms"}],
    }


def _people() -> list[Node]:
    return [{"uid": uid("person", n), "slug": f"person-{n}", **each} for n, each in enumerate(PEOPLE)]


def _session(slug: str, kind: str, title: str, begins: int, lasts: int, **more: Any) -> Node:
    """Begin so many minutes after the first session."""
    starts_at = BEGINS + timedelta(minutes=begins)
    ends_at = starts_at + timedelta(minutes=lasts)
    times = {"starts_at": starts_at, "ends_at": ends_at}
    return {"uid": uid(slug), "slug": slug, "kind": kind, "title": title, **times, **more}


def _questions(slug: str, *texts: str, outcome: str = "") -> list[Node]:
    return [
        {"uid": uid(slug, n), "number": n, "text": text, "outcome": outcome if outcome and n == 1 else None}
        for n, text in enumerate(texts, 1)
    ]


def _sessions() -> list[Node]:
    return [*_first_day(), *_second_day(), *_third_day()]


def _first_day() -> list[Node]:
    asked = _questions(
        "panel",
        "Which norms need to be developed further?",
        "ما هي القواعد التي تحتاج إلى مزيد من التطوير؟",
        f"Who pays for {LONG_WORD}?",
        outcome="The panel **agreed** that norm 13 (c) comes first.\n\n- It is the oldest\n- And clear",
    )
    credits = [
        {"person": f"person-{n}", "role": "moderator" if n == 0 else "panellist"} for n in range(len(PEOPLE))
    ]
    files = [{"title": "Background paper", "url": "https://example.org/paper.pdf"}]
    return [
        _session("opening", "opening", "Words of welcome", 0, 30, room="aula"),
        _session("keynote", "keynote", "Thirty years of rules", 30, 45, credits=credits[:1], room="aula"),
        _session(
            "panel", "panel", "Norms in practice", 80, 75, number="1", room="aula", track="norms",
            description=BACKGROUND, questions=asked, credits=credits, materials=files,
            recording_url="https://example.org/recording",
        ),
        _session("coffee", "break", "Coffee", 155, 25),
        _session("discussion", "discussion", LONG_TITLE[:240], 180, 60, status="tentative", room="aula"),
        _session("closed", "talk", "What was to be said", 250, 30, status="cancelled", credits=credits[:1]),
        _session("arabic", "talk", ARABIC, 290, 30, language="ar", credits=credits[1:2]),
    ]  # fmt: skip


def _second_day() -> list[Node]:
    day = 24 * 60
    credits = [{"person": f"person-{n}", "role": "speaker"} for n in range(2)]
    return [
        _session("side", "workshop", "For newcomers", day, 60, room="aula", summary="A first look."),
        _session(
            "beside", "workshop", "For operators", day, 90, room="attic", credits=credits, track="norms"
        ),
        _session("later", "talk", "What the islands ask", day + 75, 30, room="aula", status="tentative"),
        _session("lunch", "break", "Lunch", day + 120, 60),
    ]


def _third_day() -> list[Node]:
    day = 2 * 24 * 60
    credits = [{"person": f"person-{n}", "role": "speaker"} for n in range(6)]
    rooms = [name.lower() for name in ROOMS]
    asked = _questions("dense", "What is a case?", "And what is none?")
    return [
        _session(f"dense-{room}", "talk", f"Case {n}", day, 45, room=room, number=str(n))
        | ({"credits": credits, "questions": asked, "track": "norms"} if n == 1 else {})
        | ({"status": "cancelled"} if n == 2 else {})
        for n, room in enumerate(rooms, 1)
    ] + [_session("close", "closing", "Farewell", day + 60, 30, room="aula")]

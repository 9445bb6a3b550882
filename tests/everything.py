"""A conference in which everything is hard to lay out, and every page that people can come to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import resolve, reverse

from comments.models import Comment
from events.models import Session
from tests.addresses import filled
from tests.browser.looking import LONG_WORD
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_user,
)
from tests.test_permissions import EXPECTED, PEOPLE, World

FOR_SCRIPTS = {"/accounts/security/passkeys/login/"}  # answers JSON
LONG_TITLE = "On the responsible behaviour of States in the use of information technologies " * 4


def make_everything() -> Session:
    """A released conference of two days, with rooms side by side, long texts, Arabic, and a discussion."""
    conference = make_conference(
        title=f"Conference on {LONG_WORD}",
        theme=LONG_TITLE[:280],
        description="An *introduction*.\n\n- one\n- two",
        venue_name="Palais des Nations",
        venue_address="Geneva",
        organiser_name="Institute",
        format="hybrid",
        stream_url="https://example.org/live",
    )
    rooms = [conference.rooms.create(name=name, slug=name.lower()) for name in ("Aula", "Attic")]
    track = conference.tracks.create(name="Norms", slug="norms")
    panel = make_session(
        conference, title=LONG_TITLE[:300], number="1", room=rooms[0], description=f"{LONG_WORD} " * 5
    )
    question = make_question(panel, text=f"Who pays for {LONG_WORD}?", outcome="They **agreed**.")
    make_question(panel, text="ما هي القواعد التي تحتاج إلى مزيد من التطوير؟")
    for number in range(5):
        speaker = make_speaker(
            name=f"Person {LONG_WORD} {number}", post="Director", biography="Wrote *much*."
        )
        make_appearance(panel, speaker, role="moderator" if number == 0 else "panellist")
    make_session(conference, title="القانون الدولي", room=rooms[1], track=track, status="tentative")
    ends_at = panel.ends_at
    assert ends_at is not None
    make_session(conference, kind="break", title="Coffee", starts_at=ends_at)
    make_session(
        conference,
        kind="keynote",
        title="Tomorrow",
        starts_at=ends_at + timedelta(days=1),
        status="cancelled",
    )
    make_release(conference)
    Session.objects.filter(pk=panel.pk).update(number="2")
    make_release(conference)
    said = make_comment(
        panel, question=question, author=make_user(name=LONG_WORD), body=f"Yes: {LONG_WORD * 3}"
    )
    for _ in range(4):
        said = make_comment(parent=said, body="> quoted\n\nA reply to https://example.org/" + "long/" * 20)
    return panel


def pages_of(panel: Session, world: World) -> list[tuple[str, str]]:
    """The address of a page of every kind, with who asks for it; of the programme the one that shows most.

    The table of rights knows all others: whoever adds a page adds it there.
    """
    rich = programme_pages(panel)
    shown = {resolve(address.split("?")[0]).view_name for address, _who in rich}
    others = (each for each in _of_the_table(world) if resolve(each[0]).view_name not in shown)
    return [*rich, *others, ("/nowhere/", "visitor")]


def programme_pages(panel: Session) -> list[tuple[str, str]]:
    slug, here = panel.conference.slug, [panel.conference.slug, panel.slug]
    person = panel.speakers.first()
    assert person is not None
    comment = Comment.objects.filter(parent=None, discussion__session=panel).latest("pk")
    return [
        (reverse("events:programme", args=[slug]), "visitor"),
        (reverse("events:session", args=here), "visitor"),
        (reverse("events:question", args=[*here, 1]), "visitor"),
        (reverse("events:question", args=[*here, 1]), "alice"),
        (reverse("events:speakers", args=[slug]), "visitor"),
        (reverse("events:speaker", args=[slug, person.slug]), "visitor"),
        (reverse("events:search", args=[slug]) + "?q=person", "visitor"),
        (reverse("events:changes", args=[slug]), "visitor"),
        (reverse("events:release", args=[slug, 1]), "visitor"),
        (reverse("events:my", args=[slug]) + f"?sessions={panel.slug}", "visitor"),
        (reverse("comments:latest", args=[slug]), "visitor"),
        (reverse("comments:replies", args=[comment.pk]), "alice"),
        (reverse("events:programme", args=[slug]) + "?day=2021-12-03", "visitor"),
        (reverse("events:programme", args=[slug]) + "?tz=Asia/Tokyo&q=law&kind=panel", "alice"),
        (reverse("events:conferences"), "visitor"),
        (reverse("api:docs"), "visitor"),
    ]


def _of_the_table(world: World) -> Iterator[tuple[str, str]]:
    """Each page below no address of admin, and the first person who is let in."""
    for (method, address), answers in EXPECTED.items():
        is_page = method == "GET" and address.endswith("/") and "200" in answers
        if is_page and not address.startswith(("/admin/", "/api/")) and address not in FOR_SCRIPTS:
            yield filled(address, world.names(address)), PEOPLE[answers.index("200")]

"""What a programme holds: sessions, guiding questions, people.

All of it is read from a release, which a process decodes once. The pages of a list stay with the release
that the first one was read from, so that a new one shifts nothing between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from cyberconf.web.rest.answers import answer
from cyberconf.web.rest.documenting import also
from events.api.lookup import continued, following, here, page_of, question_in, session_in, slice_of
from events.api.schemas import (
    Part,
    PersonDetails,
    PersonList,
    QuestionDetails,
    QuestionFilter,
    QuestionList,
    Reading,
    ReadingPages,
    SessionDetails,
    SessionFilter,
    SessionList,
)
from events.programme import Person, Programme, Question, Session
from events.publishing import Published
from events.views.lookup import layout_of, published_or_404

router = Router(tags=["Programme"])


@router.get(
    "/conferences/{uslug:conference}/sessions",
    response=SessionList,
    summary="List sessions",
    openapi_extra=also(304, 404, 422),
)
def sessions(request: HttpRequest, conference: str, wanted: Query[SessionFilter]) -> HttpResponse:
    """Sessions in the order of the agenda: all, or those to which every filter given applies."""
    found, start = continued(published_or_404(conference, wanted.language), wanted.cursor)
    matching = [session for session in found.programme.sessions if _matches(session, wanted)]
    shown, more = slice_of(matching, found, limit=wanted.limit, start=start)
    items = [_session(found.programme, session) for session in shown]
    listed = SessionList.model_construct(items=items, next=following(request, more), release=found.number)
    return answer(request, listed, modified_at=found.published_at)


@router.get(
    "/conferences/{uslug:conference}/sessions/{uslug:session}",
    response=SessionDetails,
    summary="Show a session",
    openapi_extra=also(304, 308, 404, 410, 422),
)
def session(request: HttpRequest, conference: str, session: str, wanted: Query[Reading]) -> HttpResponse:
    """A session with its background, questions and people. An address of before leads to the one of now."""
    found = published_or_404(conference, wanted.language)
    shown = session_in(found, session, "session")
    return answer(request, _session(found.programme, shown), modified_at=found.published_at)


@router.get(
    "/conferences/{uslug:conference}/questions",
    response=QuestionList,
    summary="List guiding questions",
    openapi_extra=also(304, 404, 422),
)
def questions(request: HttpRequest, conference: str, wanted: Query[QuestionFilter]) -> HttpResponse:
    """Guiding questions in the order of the agenda: all, or those of one session."""
    found, start = continued(published_or_404(conference, wanted.language), wanted.cursor)
    of = [s for s in found.programme.sessions if wanted.session is None or s.slug == wanted.session]
    asked = [(session, question) for session in of for question in session.questions]
    shown, more = slice_of(asked, found, limit=wanted.limit, start=start)
    items = [_question(found.programme, session, question) for session, question in shown]
    listed = QuestionList.model_construct(items=items, next=following(request, more), release=found.number)
    return answer(request, listed, modified_at=found.published_at)


@router.get(
    "/conferences/{uslug:conference}/sessions/{uslug:session}/questions/{int:number}",
    response=QuestionDetails,
    summary="Show a guiding question",
    openapi_extra=also(304, 308, 404, 410, 422),
)
def question(
    request: HttpRequest, conference: str, session: str, number: int, wanted: Query[Reading]
) -> HttpResponse:
    """A guiding question, and what came of it."""
    found = published_or_404(conference, wanted.language)
    of = session_in(found, session, "question", number)
    shown = _question(found.programme, of, question_in(of, number))
    return answer(request, shown, modified_at=found.published_at)


@router.get(
    "/conferences/{uslug:conference}/people",
    response=PersonList,
    summary="List people",
    openapi_extra=also(304, 404, 422),
)
def people(request: HttpRequest, conference: str, wanted: Query[ReadingPages]) -> HttpResponse:
    """Everybody who appears, by slug."""
    found, start = continued(published_or_404(conference, wanted.language), wanted.cursor)
    shown, more = slice_of(found.programme.people, found, limit=wanted.limit, start=start)
    items = [_person(found, person) for person in shown]
    listed = PersonList.model_construct(items=items, next=following(request, more), release=found.number)
    return answer(request, listed, modified_at=found.published_at)


@router.get(
    "/conferences/{uslug:conference}/people/{uslug:person}",
    response=PersonDetails,
    summary="Show a person",
    openapi_extra=also(304, 404, 422),
)
def person(request: HttpRequest, conference: str, person: str, wanted: Query[Reading]) -> HttpResponse:
    """Somebody who appears, with their sessions."""
    found = published_or_404(conference, wanted.language)
    shown = next((p for p in found.programme.people if p.slug == person), None)
    if shown is None:
        raise Http404(_("There is nobody of that name in this programme."))
    return answer(request, _person(found, shown), modified_at=found.published_at)


def _matches(session: Session, wanted: SessionFilter) -> bool:
    return (
        (wanted.day is None or session.starts_at.date() == wanted.day)
        and (wanted.kind is None or session.kind == wanted.kind)
        and (wanted.room is None or session.room == wanted.room)
        and (wanted.track is None or session.track == wanted.track)
        and (wanted.person is None or any(c.person == wanted.person for c in session.credits))
    )


def _session(programme: Programme, session: Session) -> SessionDetails:
    names = (programme.slug, session.slug)
    addresses = _addresses("session", *names) | {"comments": here("session_comments", *names)}
    parts: dict[str, Any] = dict(session) | addresses | {"day": session.starts_at.date()}
    return SessionDetails.model_construct(**parts)


def _question(programme: Programme, session: Session, question: Question) -> QuestionDetails:
    names = (programme.slug, session.slug, question.number)
    addresses = _addresses("question", *names) | {"comments": here("question_comments", *names)}
    parts: dict[str, Any] = dict(question) | addresses | {"session": session.slug}
    return QuestionDetails.model_construct(**parts)


def _person(found: Published, person: Person) -> PersonDetails:
    slug = found.programme.slug
    addresses = {"url": here("person", slug, person.slug), "page": page_of("speaker", slug, person.slug)}
    parts: dict[str, Any] = dict(person) | addresses | {"sessions": tuple(_parts(found, person))}
    return PersonDetails.model_construct(**parts)


def _parts(found: Published, person: Person) -> Iterator[Part]:
    for entry, part in layout_of(found).of(person):
        yield Part(
            session=entry.session.slug,
            title=entry.session.title,
            role=part.credit.role,
            affiliation=part.credit.affiliation,
            url=here("session", found.programme.slug, entry.session.slug),
        )


def _addresses(name: str, *names: Any) -> dict[str, str]:
    return {"url": here(name, *names), "page": page_of(name, *names)}

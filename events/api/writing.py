"""The draft, for programs of editors: to read, to import into, to publish."""

from __future__ import annotations

from typing import Annotated

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header
from pydantic import Field, ValidationError

from cyberconf.accounts.bearer import Bearer, caller, refuse, require
from cyberconf.accounts.models import User
from cyberconf.accounts.policies import may_by_token
from cyberconf.web.rest import bodies
from cyberconf.web.rest.answers import answer, done, tag, tags_of
from cyberconf.web.rest.documenting import also
from cyberconf.web.rest.problems import Fault, RestError, pointer
from events import edits, phrases, publishing, reviewing, team
from events.api.conferences import release_details, router
from events.api.lookup import here, words_of
from events.api.schemas import PublishedRelease, ToPublish, Written
from events.importers import MOST_BYTES, Hint, document
from events.models import Conference, Edit
from events.programme import Programme
from events.visibility import make_public

IMPORTS = (
    "events.change_conference",
    "events.add_session",
    "events.change_session",
    "events.change_question",
    "speakers.add_speaker",
    "speakers.change_speaker",
)
MAKES = "events.add_conference"
PUBLISHES = "events.add_release"
SHOWS = "events.change_conference"
READS = "events.view_session"
MAX_NOTE_BYTES = 100_000  # more than 2,000 characters take, each escaped in twelve bytes

Match = Annotated[
    str | None,
    Header(alias="If-Match", description="The `ETag` of the draft as you know it, or `*` for any."),
]

NoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="`*` makes a conference, and refuses to change one."),
]

TAGS = ["Editing, by token"]

bearer = Bearer()


@router.get(
    "/conferences/{uslug:conference}/draft",
    response=Programme,
    summary="Show the draft",
    auth=bearer,
    tags=TAGS,
    openapi_extra=also(304, 401, 403, 404, 409, 422),
)
def draft(request: HttpRequest, conference: str) -> HttpResponse:
    """The Programme document as staff have it now, published or not. Its `ETag` is for `If-Match`."""
    programme = publishing.build(_conference_or_404(conference, caller(request), READS))
    return answer(
        request, programme.model_dump_json().encode(), etag=tag(programme.content_hash), is_private=True
    )


@router.put(
    "/conferences/{uslug:conference}/programme",
    response={200: Written, 201: Written},
    summary="Import a programme",
    auth=bearer,
    tags=TAGS,
    openapi_extra=also(400, 401, 403, 404, 409, 412, 413, 415, 422),
)
def put_programme(
    request: HttpRequest,
    conference: str,
    if_match: Match = None,
    if_none_match: NoneMatch = None,
    dry_run: Annotated[bool, Field(description="Say what would change, and write nothing.")] = False,
) -> HttpResponse:
    """Make the draft say what the document says; a conference that there is none of is made, as a draft.

    What is there is matched by uid, then title, then time and room, and updated; what the document no longer
    holds is withdrawn. Nothing is published, unless the conference publishes each change. All or nothing.
    The `ETag` of the answer is that of the draft, for the next `If-Match`.
    """
    user = caller(request)
    if not may_by_token(user, MAKES):
        require(user, *IMPORTS)
    imported = document.read(bodies.read(request, most=MOST_BYTES), hint=Hint()).programme
    if imported.slug != conference:
        detail = _("The document is of “%(found)s”. Expected “%(expected)s”, as in the address.")
        detail %= {"found": imported.slug, "expected": conference}
        raise RestError(422, "slug", detail, errors=[Fault(detail=detail, pointer=pointer(["slug"]))])
    with transaction.atomic():
        written, before, after = _import(imported, user, if_match, if_none_match)
        if dry_run:  # only what is written and taken back again meets every check that a real import meets
            transaction.set_rollback(True)
    written.dry_run = dry_run
    standing = before if dry_run else after
    headers = {"ETag": tag(standing.content_hash)} if standing else {}
    if written.is_new and not dry_run:
        return done(written, status=201, headers=headers | {"Location": here("conference", conference)})
    return done(written, headers=headers)


@router.post(
    "/conferences/{uslug:conference}/releases",
    response={200: PublishedRelease, 201: PublishedRelease},
    summary="Publish the draft",
    auth=bearer,
    tags=TAGS,
    openapi_extra=also(
        400,
        401,
        403,
        404,
        409,
        412,
        413,
        415,
        422,
        requestBody={
            "required": False,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ToPublish"}}},
        },
    ),
)
def post_release(request: HttpRequest, conference: str, if_match: Match = None) -> HttpResponse:
    """Make a release of the draft. Where the newest says the same already, that one is answered, with 200."""
    user = caller(request)
    require(user)
    said = _said(bodies.read(request, most=MAX_NOTE_BYTES))
    with transaction.atomic():
        row = _conference_or_404(conference, user, PUBLISHES, *([SHOWS] if said.public else []))
        newest = row.releases.light().first()
        draft = publishing.build(row)
        _refuse_unless(_is_as_known(draft, if_match))
        seen = draft.content_hash if if_match else None
        release = publishing.publish(row, by=user, note=said.note, seen=seen)
        if said.public:
            make_public(row)
    is_new = release != newest
    details = release_details(release, publishing.decoded(release))
    is_public = row.status != Conference.Status.DRAFT
    (found,) = reviewing.conflicts_of(row, draft)
    warnings = [phrases.told(conflict, row.zone) for conflict in found]
    content = PublishedRelease(**dict(details), is_public=is_public, warnings=warnings)
    return done(content, status=201 if is_new else 200, headers={"Location": details.url} if is_new else {})


def _import(
    programme: Programme, user: User, if_match: str | None, if_none_match: str | None
) -> tuple[Written, Programme | None, Programme]:
    """Import, and return what that did, the draft before, if there was one, and the draft after."""
    there = Conference.objects.filter(slug=programme.slug)
    row = team.theirs(there, user, "events.view_conference", path="").first()
    row = row and edits.lock_with_people(row, [person.uid for person in programme.people])
    before = publishing.build(row) if row else None
    if row is None:
        require(user, MAKES)
        _refuse_taken(there)
    else:
        _require_here(user, row, *IMPORTS, *([PUBLISHES] if row.publishes_each_change else []))
    _refuse_unless(_is_as_known(before, if_match))
    _refuse_if_there(before, if_none_match)
    last = row.releases.light().first() if row else None
    made, changes = publishing.import_programme(programme, by=user, via=Edit.Via.API)
    after, release = publishing.build(made), made.releases.light().first()
    written = Written(
        conference=made.slug,
        is_new=row is None,
        dry_run=False,
        changes=changes,
        words=words_of(changes, before or publishing.nothing_of(programme), after),
        release=release.number if release and release != last else None,
    )
    return written, before, after


def _is_as_known(draft: Programme | None, if_match: str | None) -> bool:
    """Say whether the draft is the one that the caller named, if they named one (RFC 9110, 13.1.1)."""
    if if_match is None:
        return True
    tags = tags_of(if_match)
    return draft is not None and ("*" in tags or tag(draft.content_hash) in tags)


def _refuse_unless(matches: bool) -> None:
    if not matches:
        detail = _("The draft is not the one that If-Match names: somebody changed it. Please look again.")
        raise RestError(412, "changed", detail, errors=[Fault(detail=detail, header="If-Match")])


def _refuse_if_there(draft: Programme | None, if_none_match: str | None) -> None:
    """Refuse where the draft is one that the caller does not want to change (RFC 9110, 13.1.2)."""
    if if_none_match is not None and draft is not None and _is_as_known(draft, if_none_match):
        detail = _("There is such a draft already. Expected none that If-None-Match names.")
        raise RestError(412, "exists", detail, errors=[Fault(detail=detail, header="If-None-Match")])


def _said(body: bytes) -> ToPublish:
    try:
        return ToPublish.model_validate(document.load(body)) if body.strip() else ToPublish()
    except ValidationError as problem:
        found = problem.errors(include_url=False)
        errors = [Fault(detail=error["msg"], pointer=pointer(error["loc"])) for error in found]
        raise RestError(422, "invalid", errors[0].detail, errors=errors) from None


def _refuse_taken(there: QuerySet[Conference]) -> None:
    """Refuse to make a conference at an address that another team has, of which nothing more is told."""
    if there.exists():
        raise RestError(409, "taken", _("This address is taken. Choose another for a new conference."))


def _require_here(user: User, row: Conference, *rights: str) -> None:
    """Refuse who has not all of the rights in the conference (``events.team``).

    Raises:
        RestError: 403, naming what is missing.
    """
    missing = [right for right in rights if not team.may(user, right, row.pk)]
    if missing:
        refuse(missing)


def _conference_or_404(slug: str, user: User, *rights: str) -> Conference:
    """Return the conference at that address, in which the user must have the rights.

    Raises:
        Http404: there is none, or it is not the user's to see.
        RestError: 403, naming what is missing.
    """
    require(user)
    row = team.theirs(Conference.objects.filter(slug=slug), user, "events.view_conference", path="").first()
    if row is None:
        raise Http404(_("There is no conference at this address."))
    _require_here(user, row, *rights)
    return row

"""A site that is ready to be looked at, and stays as staff have made it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from comments.models import Comment
from cyberconf.accounts.models import User
from cyberconf.demo import seeding, site
from cyberconf.demo.accounts import LOGINS
from events import importers, publishing
from events.models import Appearance, Conference, Question, Release, Session
from speakers.models import Speaker

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the password and static files of these tests apart, and the demonstration small."""
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    monkeypatch.setattr(seeding, "SESSIONS", 12)
    monkeypatch.setattr(seeding, "COMMENTS", 12)
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    return tmp_path


def everything() -> list[Any]:
    models = (Conference, Session, Question, Speaker, Release, Comment, User)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_preparing_twice_changes_nothing() -> None:
    password = site.prepare(collects_static=False)
    before = everything()

    assert site.prepare(collects_static=False) == password
    assert everything() == before
    assert re.fullmatch(r"(?:[^\W\d_]+-){3}\d{4}", password)


def test_there_is_a_login_for_each_who_edits_moderates_and_comments() -> None:
    password = site.prepare(collects_static=False)

    users = [User.objects.get(email=login.email) for login in LOGINS]
    assert [user.check_password(password) for user in users] == [True] * 3
    assert [
        (user.is_staff, user.is_superuser, [group.name for group in user.groups.all()]) for user in users
    ] == [(True, False, ["Editors"]), (True, False, ["Moderators"]), (False, False, [])]


def test_the_2021_conference_is_what_its_text_says_and_nothing_invented() -> None:
    site.prepare(collects_static=False)

    conference = Conference.objects.get(slug="cyber-stability-2021")
    text = importers.read(site.SOURCE.read_bytes(), hint=importers.Hint(slug=site.SLUG)).programme
    programme = publishing.published(site.SLUG).programme
    assert programme == text.model_copy(update={"short_title": site.SHORT_TITLE})
    assert (
        len(programme.sessions),
        sum(session.kind == "panel" for session in programme.sessions),
        sum(len(session.questions) for session in programme.sessions),
        len(programme.people),
    ) == (12, 5, 18, 0)
    assert Appearance.objects.filter(session__conference=conference).count() == 0
    assert Comment.objects.filter(discussion__session__conference=conference).count() == 0


def test_there_is_a_small_demonstration_beside_it() -> None:
    site.prepare(collects_static=False)
    assert sorted(Conference.objects.public().values_list("slug", flat=True)) == [
        "cyber-stability-2021",
        "demonstration",
    ]
    assert Comment.objects.count() == 12


def test_what_staff_have_made_of_it_stays() -> None:
    site.prepare(collects_static=False)
    Conference.objects.update(status="archived")
    Session.objects.filter(conference__slug=site.SLUG).update(title="Edited")
    User.objects.filter(email=LOGINS[0].email).update(name="Renamed")
    Comment.objects.update(status="removed")
    edited = everything()

    site.prepare(collects_static=False)

    assert everything() == edited


def test_a_conference_that_staff_have_deleted_is_made_again_alone() -> None:
    site.prepare(collects_static=False)
    rest = list(Session.objects.exclude(conference__slug=site.SLUG).order_by("pk").values())
    Conference.objects.get(slug=site.SLUG).delete()

    site.prepare(collects_static=False)

    assert Session.objects.filter(conference__slug=site.SLUG).count() == 12
    assert list(Session.objects.exclude(conference__slug=site.SLUG).order_by("pk").values()) == rest


def test_a_password_that_is_given_is_taken(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "one that I know")
    assert site.prepare(collects_static=False) == "one that I know"
    assert not (folder / "demo-password").exists()


def test_static_files_are_collected_once_and_again_when_one_differs(
    settings: LazySettings, tmp_path: Path
) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text("a")
    settings.STATICFILES_DIRS = [sources]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]

    first, second = site.collect_static(), site.collect_static()
    (sources / "b.txt").write_text("b")
    third = site.collect_static()

    assert (first, second, third) == (True, False, True)
    assert sorted(path.name for path in (tmp_path / "static").iterdir()) == [".collected", "a.txt", "b.txt"]

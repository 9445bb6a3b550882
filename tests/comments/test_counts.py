"""How many comments each discussion has, as pages are told."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone

from comments import counts
from comments.counts import Count, Counts
from events import publishing
from tests.builders import make_comment, make_question, make_release, make_session


@pytest.mark.django_db
def test_each_discussion_is_counted_once_by_the_key_of_what_it_is_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel = make_session(slug="norms")
    question = make_question(panel)
    make_release(panel.conference)
    make_comment(panel, question=question)
    programme = publishing.published(panel.conference.slug).programme
    asked: list[UUID] = []
    count = Counts.of

    def of(self: Counts, uid: UUID) -> Count:
        asked.append(uid)
        return count(self, uid)

    monkeypatch.setattr(Counts, "of", of)
    loaded = counts.counts(panel.conference, programme, at=timezone.now())
    found = counts.told(loaded, programme.sessions)
    number, words = found["norms/1"]
    assert (number, words.partition(" · ")[0]) == (1, "1 comment")
    assert sorted(asked) == sorted(loaded.discussions)

"""Pasting and uploading a programme on the staff site."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cyberconf.accounts.models import User
from events import background, publishing
from events.exporters import write
from events.models import Conference, Session, Source
from tests.builders import make_conference, make_member, make_release, make_session, make_user
from tests.events.admin.forms import filled, told
from tests.events.exporters.test_ical import published
from tests.events.whole import whole_programme
from tests.pages import Node, Page

pytestmark = pytest.mark.django_db

TEXT = """Forum on Cables
14 June 2027, Geneva

9:00-9:15 Welcome by Dr Ada Byron (Institute for Ports)
9:15-10:30 Panel 1 – Who repairs what
Guiding questions:
- Who pays?

25:00 Nobody knows
"""
NEW = "/admin/events/conference/import/"


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def of(conference: Conference) -> str:
    return reverse("admin:events_conference_import", args=[conference.pk])


def pasted(client: Client, text: str = TEXT, url: str = NEW, **typed: Any) -> str:
    """Paste it; the address of the page of what was understood."""
    answer = client.post(url, {"text": text, **typed})
    assert answer.status_code == 302, Page(answer).words("ul", class_="errorlist")
    return str(answer.headers["Location"])


def sent(client: Client, url: str) -> dict[str, Any]:
    """What the form of the page of a source would send as it stands now."""
    return filled(client, url) | {
        "chosen": [box.attributes["value"] for box in boxes(client, url) if is_ticked(box)]
    }


def apply(client: Client, url: str, act: str = "apply", **typed: Any) -> Any:
    """Press the button of the page as it stands now."""
    return client.post(url, sent(client, url) | {"act": act} | typed)


def boxes(client: Client, url: str) -> list[Node]:
    """The boxes of what would change."""
    return boxes_on(Page(client.get(url)))


def boxes_on(page: Page) -> list[Node]:
    return [box for box in page.root.find("input") if box.attributes.get("name") == "chosen"]


def is_ticked(box: Node) -> bool:
    return "checked" in box.attributes


def box_of(page: Page, beginning: str) -> str:
    """The value of the box whose words begin so."""
    labels = page.root.first("div", class_="import-ticks").find("label")
    (label,) = [label for label in labels if label.text.strip().startswith(beginning)]
    return label.first("input").attributes["value"]


def told_and_ticked(page: Page) -> list[tuple[str, bool]]:
    """The words of each box, and whether it is ticked."""
    return list(zip(changes_on(page), map(is_ticked, boxes_on(page)), strict=True))


def changes_on(page: Page) -> list[str]:
    """What would change, in words, as on the labels of the boxes."""
    return [
        " ".join(label.text.split()) for label in page.root.first("div", class_="import-ticks").find("label")
    ]


def test_what_was_understood_stands_beside_the_source_and_nothing_is_written(client: Client) -> None:
    page = Page(client.get(pasted(client)))
    agenda = page.root.first("div", class_="import-agenda")
    assert [" ".join(row.text.split()) for row in agenda.find("li")] == [
        "09:00–09:15 WelcomeDr Ada Byron",
        "09:15–10:30 Who repairs what1. Who pays?",
    ]
    lines = list(page.root.first("ol", class_="import-lines").find("li"))
    assert [line.attributes["id"] for line in lines][:2] == ["line-1", "line-2"]
    doubted = [line for line in lines if "import-doubted" in line.attributes.get("class", "")]
    assert [next(line.find("span")).text for line in doubted] == ["25:00 Nobody knows"]
    assert (Conference.objects.count(), Source.objects.count()) == (0, 1)


def test_applying_makes_the_conference_and_says_so(client: Client) -> None:
    url = pasted(client)
    assert apply(client, url).status_code == 302
    conference = Conference.objects.get(slug="forum-on-cables")
    page = Page(client.get(url))
    assert "changes were written into the draft." in page.root.text
    assert (conference.sessions.count(), conference.releases.count()) == (2, 0)
    source = Source.objects.get()
    assert (source.state, source.conference) == ("done", conference)
    assert client.post(url, {"act": "apply"}).status_code == 302
    assert conference.sessions.count() == 2


def test_a_source_is_changed_and_read_again_and_nothing_typed_is_lost(client: Client) -> None:
    url, mended = pasted(client), TEXT.replace("25:00 Nobody knows", "")
    answer = client.post(url, {"act": "read", "text": mended, "slug": "cables"})
    assert (answer.status_code, Source.objects.count()) == (302, 1)
    page = Page(client.get(url))
    assert "import-doubted" not in page.html
    assert page.root.first("textarea").text.strip() == mended.strip()
    apply(client, url)
    assert Conference.objects.get().slug == "cables"
    for typed in ({"text": " "}, {"text": TEXT, "time_zone": "Nowhere"}, {"text": TEXT, "date": "soon"}):
        refused = client.post(NEW, typed)
        assert refused.status_code == 422
        assert Page(refused).root.first("textarea").text.strip() == typed["text"].strip()


def test_a_source_that_is_refused_says_on_which_line_and_stays(client: Client) -> None:
    url = pasted(client, TEXT.replace("9:15-10:30", "9:15-9:00 on 31 June"))
    url = pasted(client, "Forum\n31 June 2027, Geneva\n9:00-10:00 Welcome")
    page = Page(client.get(url))
    assert "It cannot be imported like this." in page.words("p", class_="errornote")[0]
    assert page.root.first("a", href="#line-2").text == "Line 2"
    assert list(page.root.find("section", id="changes")) == []
    assert "31 June 2027" in page.root.first("textarea").text


def test_a_file_that_is_no_text_survives_until_it_is_applied(client: Client) -> None:
    workbook = SimpleUploadedFile("programme.xlsx", write(whole_programme(), "xlsx", context=published()))
    url = str(client.post(NEW, {"file": workbook}).headers["Location"])
    assert "programme.xlsx" in Page(client.get(url)).root.text
    again = client.post(url, {"act": "read", "fills_ends": "on"})
    assert again.status_code == 302
    apply(client, url)
    assert [each.title for each in publishing.build(Conference.objects.get()).sessions] == [
        "Who repairs what"
    ]


def test_an_import_into_a_conference_says_in_words_what_changes(client: Client) -> None:
    session = make_session(make_conference(slug="forum", title="Forum on Cables"), title="Welcome")
    make_release(session.conference)
    Session.objects.update(description="Old words")
    page = Page(client.get(pasted(client, url=of(session.conference))))
    assert page.words("legend") == ["The conference", "Monday, 14 June 2027"]
    assert changes_on(page) == [
        "The venue is Geneva.",
        "“Welcome” moves from 3 December 2021, 09:00–10:00 to 14 June 2027, 09:00–09:15.",
        "“Welcome” is now marked Opening instead of Panel.",
        "Dr Ada Byron joins “Welcome” (opening remarks).",
        "Changed in “Welcome”: description.",
        "Panel 1 “Who repairs what” is new: 14 June, 09:15–10:30.",
    ]
    assert page.words("details", class_="import-followers") == [
        "Who comes and goes with them Dr Ada Byron is new among the people."
    ]


def test_the_draft_that_changed_meanwhile_is_shown_again_before_it_is_written(client: Client) -> None:
    conference = make_conference(slug="forum", title="Forum on Cables")
    url = pasted(client, url=of(conference))
    data = sent(client, url)
    make_session(conference, title="Somebody else was quicker")
    answer = client.post(url, data | {"act": "apply"})
    assert answer.status_code == 422
    assert (
        "The draft has changed since this page was opened." in Page(answer).words("p", class_="errornote")[0]
    )
    assert conference.sessions.count() == 1
    assert apply(client, url).status_code == 302


def test_apply_and_publish_makes_a_release_or_writes_nothing(client: Client) -> None:
    url = pasted(client, TEXT.replace("9:15-10:30", "9:15"))
    answer = apply(client, url, "publish")
    assert answer.status_code == 422
    assert "has no end" in Page(answer).words("p", class_="errornote")[0]
    assert not Conference.objects.exists()
    url = pasted(client)
    apply(client, url, "publish")
    assert Conference.objects.get().releases.count() == 1
    assert "It is published as release 1." in Page(client.get(url)).root.text


def test_a_new_import_at_the_address_of_a_conference_says_that_it_updates_it(client: Client) -> None:
    make_conference(slug="forum-on-cables", title="Last year's forum")
    assert "“Last year&#x27;s forum”" in client.get(pasted(client)).content.decode()


def test_who_may_not_edit_sees_no_page_of_it(client: Client, mona: User, alice: User) -> None:
    conference = make_conference()
    mine, theirs = pasted(client), pasted(client, url=of(conference))
    for person in (mona, alice, None):
        client.logout()
        if person is not None:
            client.force_login(person)
        for url in (NEW, of(conference), theirs, mine):
            assert client.get(url).status_code in {302, 403, 404}
            assert client.post(url, {"act": "apply"}).status_code in {302, 403, 404}
    assert conference.sessions.count() == 0
    other = make_member(conference, "editor")
    client.force_login(other)
    assert (client.get(mine).status_code, client.get(theirs).status_code) == (404, 200)


def test_a_file_that_is_too_large_is_refused_with_its_size(client: Client) -> None:
    answer = client.post(NEW, {"file": SimpleUploadedFile("big.txt", b"x" * 30_000_000)})
    assert answer.status_code == 422
    assert "The file has 30.0 MB." in Page(answer).words("ul", class_="errorlist")[0]
    assert not Source.objects.exists()


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_costs_the_same_queries_at_any_size(
    client: Client, sessions: int, django_assert_num_queries: Any
) -> None:
    rows = "\n".join(f"{9 + hour}:00-{9 + hour}:30 Talk {hour}" for hour in range(sessions))
    conference = make_conference(slug="forum")
    url = pasted(client, f"Forum\n14 June 2027, Geneva\n{rows}", url=of(conference))
    apply(client, url)
    url = pasted(client, f"Forum\n14 June 2027, Geneva\n{rows}", url=of(conference))
    client.get(url)
    with django_assert_num_queries(28):
        client.get(url)


def test_only_the_newest_sources_are_kept(client: Client) -> None:
    conference = make_conference()
    for _ in range(background.KEPT + 3):
        pasted(client, url=of(conference))
    assert Source.objects.count() == background.KEPT


def test_the_conference_remembers_its_sources(client: Client) -> None:
    conference = make_conference()
    url = pasted(client, url=of(conference))
    links = [link.attributes["href"] for link in Page(client.get(of(conference))).root.find("a")]
    assert url in links


# In the background: on_commit hooks run in these, as they do on the real site.


def begun(client: Client, hooks: Any, **typed: Any) -> str:
    url = pasted(client)
    with hooks(execute=True):
        assert apply(client, url, in_background="1", **typed).status_code == 302
    return url


def test_in_the_background_it_is_imported_and_the_page_tells(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    url = begun(client, django_capture_on_commit_callbacks)
    source = Source.objects.get()
    assert (source.state, source.changes and source.changes > 0) == ("done", True)
    assert "Imported" in Page(client.get(url)).root.text
    assert Session.objects.count() == 2


def test_while_it_waits_the_page_looks_again_and_stop_stops_it(client: Client) -> None:
    url = pasted(client)
    apply(client, url, in_background="1")  # its transaction is not committed here: nothing takes it
    answer = client.get(url)
    assert (answer.headers["Refresh"], len(list(Page(answer).root.find("progress")))) == ("2", 1)
    client.post(url, {"act": "stop"})
    source = Source.objects.get()
    background.import_source.call(source.pk)
    source.refresh_from_db()
    assert (source.state, Conference.objects.count()) == ("stopped", 0)
    assert "Refresh" not in client.get(url).headers


@pytest.mark.parametrize("step", ["Reading", "Writing", "Publishing", "Finishing"])
def test_stopped_at_any_step_nothing_is_written(
    client: Client, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    url = pasted(client)
    apply(client, url, "publish", in_background="1")
    source = Source.objects.get()
    told = background._RowProgress.step

    def stopping(self: Any, name: str, *, total: int | None = None) -> None:
        if name == step:
            background.stop(Source.objects.get(pk=source.pk))
        told(self, name, total=total)

    monkeypatch.setattr(background._RowProgress, "step", stopping)
    background.import_source.call(source.pk)
    source.refresh_from_db()
    assert (source.state, source.message, Conference.objects.count()) == (
        "stopped",
        "Stopped. Nothing was written.",
        0,
    )


def test_a_running_import_that_was_stopped_says_so_at_once(client: Client) -> None:
    url = pasted(client)
    apply(client, url, in_background="1")
    Source.objects.update(state="running", step="Writing")
    client.post(url, {"act": "stop"})
    page = Page(client.get(url))
    (state,) = page.root.find("div", class_="import-state")
    assert "Is being stopped" in state.text
    assert [button.text for button in state.find("button")] == []


def test_who_lost_the_right_meanwhile_imports_nothing(client: Client, eve: User) -> None:
    url = pasted(client)
    apply(client, url, in_background="1")
    User.objects.filter(pk=eve.pk).update(is_active=False)
    source = Source.objects.get()
    background.import_source.call(source.pk)
    source.refresh_from_db()
    assert (source.state, Conference.objects.count()) == ("refused", 0)
    assert source.message == (
        "You may not import this programme at the address “forum-on-cables”. Name a conference that you "
        "edit, or another address for a new one."
    )


def test_what_a_killed_process_had_is_told_and_can_be_begun_again(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    url = pasted(client)
    Source.objects.update(state="running", beat_at=timezone.now() - timedelta(minutes=5))
    page = Page(client.get(url))
    assert "The process that imported it has ended." in page.words("p", class_="errornote")[0]
    assert "interrupted" in Page(client.get(NEW)).root.text
    with django_capture_on_commit_callbacks(execute=True):
        apply(client, url, in_background="1")
    assert Source.objects.get().state == "done"


def test_two_that_begin_at_once_are_imported_once(client: Client, eve: User) -> None:
    url = pasted(client)
    source = Source.objects.get()
    assert [background.begin(source, by=eve, seen="", publishes=False) for _ in range(2)] == [True, False]
    background.import_source.call(source.pk)
    background.import_source.call(source.pk)
    source.refresh_from_db()
    assert (source.state, client.get(url).status_code) == ("done", 200)


def test_a_failure_says_so_and_leaves_the_draft(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    url = pasted(client)
    apply(client, url, in_background="1")
    source = Source.objects.get()

    def fails(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("a fault of ours")

    with monkeypatch.context() as broken:
        broken.setattr(publishing, "import_programme", fails)
        with pytest.raises(RuntimeError):
            background.import_source.call(source.pk)
    source.refresh_from_db()
    assert (source.state, Conference.objects.count()) == ("refused", 0)
    assert "It failed, and nothing was written." in Page(client.get(url)).words("p", class_="errornote")[0]


def test_who_may_only_add_conferences_neither_sees_nor_changes_one_that_is_there() -> None:
    """The title of a pasted text leads to a conference: its rights are asked for, not those of the page."""
    conference = make_conference(slug="forum-on-cables", title="Forum on Cables")
    make_session(conference, title="Secret session")
    adder = make_user(role="editor")
    client = Client()
    client.force_login(adder)
    url = pasted(client, slug="forum-on-cables")
    page = client.get(url).content.decode()
    assert ("You may not import this programme at the address" in page, "Secret session" in page) == (
        True,
        False,
    )
    data = {"act": "apply", "seen": "", "text": TEXT, "slug": "forum-on-cables"}
    assert client.post(url, data).status_code == 422
    assert [each.title for each in conference.sessions.all()] == ["Secret session"]


def test_a_text_does_not_take_the_place_of_another_that_begins_alike(client: Client) -> None:
    apply(client, pasted(client))
    other = "Forum on Cables\n15 June 2028, Geneva\n14:00-15:00 Something else\n"
    page = client.get(pasted(client, other)).content.decode()
    assert "none of its sessions is in this programme" in page
    assert Conference.objects.get().sessions.exclude(status="withdrawn").count() == 2


# Some of the changes


def test_what_is_not_ticked_is_left_out_and_all_is_ticked_at_first(client: Client) -> None:
    conference = make_conference(slug="forum", title="Forum on Cables", time_zone="Europe/Zurich")
    url = pasted(client, url=of(conference))
    page = Page(client.get(url))
    assert all(map(is_ticked, boxes_on(page)))
    left_out = box_of(page, "Panel 1 ")
    data = sent(client, url)
    data["chosen"].remove(left_out)
    assert client.post(url, data | {"act": "apply"}).status_code == 302
    assert [session.title for session in conference.sessions.all()] == ["Welcome"]
    assert "What was not ticked was left out." in Page(client.get(url)).root.text


def test_in_the_background_the_same_is_left_out(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    conference = make_conference(slug="forum", title="Another title")
    url = pasted(client, url=of(conference))
    renamed = box_of(Page(client.get(url)), "The conference is renamed")
    with django_capture_on_commit_callbacks(execute=True):
        apply(client, url, in_background="1", chosen=[renamed])
    conference.refresh_from_db()
    assert (conference.title, conference.venue_name) == ("Forum on Cables", "")
    assert conference.sessions.count() == 0


def test_nothing_ticked_is_refused_and_stays_so(client: Client) -> None:
    url = pasted(client)
    answer = client.post(url, sent(client, url) | {"act": "apply", "chosen": []})
    page = Page(answer)
    assert answer.status_code == 422
    assert "Nothing is ticked" in page.words("p", class_="errornote")[0]
    assert [is_ticked(box) for box in boxes_on(page)] == [False] * len(boxes_on(page))
    assert not Conference.objects.exists()


def test_ticks_stay_through_a_second_reading_and_a_refusal(client: Client) -> None:
    conference = make_conference(slug="forum", title="Another title")
    url = pasted(client, url=of(conference))
    data = sent(client, url)
    data["chosen"].remove(box_of(Page(client.get(url)), "The venue"))
    client.post(url, data | {"act": "read", "text": TEXT.replace("Welcome by", "Opening by")})

    unticked = ["The venue is Geneva."]
    assert [said for said, ticked in told_and_ticked(Page(client.get(url))) if not ticked] == unticked
    seen = sent(client, url)
    make_session(conference, title="Somebody else was quicker")
    refused = Page(client.post(url, seen | {"act": "apply"}))
    assert refused.status == 422
    assert [said for said, ticked in told_and_ticked(refused) if not ticked] == unticked


def test_a_text_that_was_changed_is_read_before_it_is_applied(client: Client) -> None:
    url = pasted(client)
    answer = apply(client, url, text=TEXT.replace("Welcome", "Opening"))
    assert (answer.status_code, Conference.objects.count()) == (302, 0)
    assert told(answer) == ["The source is another now. Look at what it changes, then apply it."]
    assert any("Opening" in said for said in changes_on(Page(client.get(url))))
    apply(client, url)
    assert Session.objects.filter(title="Opening").count() == 1


def test_a_conference_that_publishes_each_change_can_leave_out_what_stands_in_the_way(client: Client) -> None:
    conference = make_conference(slug="forum", title="Forum on Cables", publishes_each_change=True)
    url = pasted(client, TEXT + "\n19:00 Dinner\n", url=of(conference))
    page = Page(client.get(url))
    assert "“Dinner” has no end" in page.words("p", class_="errornote")[0]
    assert apply(client, url).status_code == 422
    data = sent(client, url)
    data["chosen"].remove(box_of(page, "“Dinner”"))
    assert client.post(url, data | {"act": "apply"}).status_code == 302
    assert conference.releases.count() == 1


def test_a_text_that_differs_stands_beside_what_the_draft_says(client: Client) -> None:
    conference = make_conference(slug="forum", title="Forum on Cables")
    make_session(conference, title="Welcome", description="Old words")
    url = pasted(client, TEXT.replace("Ports)\n", "Ports)\n\nNew words of welcome.\n"), url=of(conference))
    pairs = [
        " ".join(part.text.split()) for part in Page(client.get(url)).root.find("div", class_="pair-text")
    ]
    assert "Old words" in pairs
    assert "New words of welcome." in pairs


@pytest.mark.parametrize(
    ("most", "count"), [(7, 7), (6, 3), (2, 2)], ids=["one a change", "one a session", "one a day"]
)
def test_very_many_changes_are_ticked_together(
    client: Client, monkeypatch: pytest.MonkeyPatch, most: int, count: int
) -> None:
    monkeypatch.setattr("events.admin.ticks.MOST_TICKS", most)
    conference = make_conference(slug="forum", title="Another title", time_zone="Europe/Zurich")
    make_session(conference, title="Welcome", description="Old words")
    url = pasted(client, url=of(conference))
    assert len(boxes(client, url)) == count
    assert apply(client, url).status_code == 302
    assert [session.title for session in publishing.build(conference).sessions] == [
        "Welcome",
        "Who repairs what",
    ]
    assert Source.objects.get().left_out == []


# What a page of an import does not do


def test_a_page_of_an_import_writes_nothing_and_waits_for_nobody_who_does(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    """With SQLite even the beginning of a transaction waits for the one writer: there is none."""
    conference = make_conference(slug="forum")
    make_session(conference, title="Welcome")
    new, update = pasted(client), pasted(client, url=of(conference))
    Source.objects.filter(conference=conference).update(
        state="running", beat_at=timezone.now() - timedelta(minutes=5)
    )
    for url in (NEW, of(conference), new, update):
        with django_assert_max_num_queries(1_000) as asked:
            assert client.get(url).status_code == 200
        assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}


def test_what_was_not_applied_yet_is_found_again(client: Client) -> None:
    url = pasted(client)
    links = [link.attributes["href"] for link in Page(client.get(NEW)).root.find("a")]
    assert url in links
    other = make_user(role="editor")
    client.force_login(other)
    assert url not in Page(client.get(NEW)).html


def test_what_was_imported_shows_its_source_and_is_taken_again(client: Client) -> None:
    url = pasted(client)
    apply(client, url)
    lines = Page(client.get(url)).root.first("ol", class_="import-lines")
    assert "Who repairs what" in lines.text
    answer = client.post(url, {"act": "again"})
    again = str(answer.headers["Location"])
    assert again != url
    assert "Nothing: the draft says the same already." in Page(client.get(again)).root.text
    assert [source.conference for source in Source.objects.all()] == [Conference.objects.get()] * 2


def test_a_background_import_has_the_rights_of_whoever_asks_for_it_and_not_of_whoever_brought_it(
    client: Client, eve: User, django_capture_on_commit_callbacks: Any
) -> None:
    root = make_user()
    User.objects.filter(pk=root.pk).update(is_superuser=True, is_staff=True)
    conference = make_conference(slug="forum")
    source = Source.objects.create(by=root, conference=conference, data=TEXT.encode())
    with django_capture_on_commit_callbacks():
        background.begin(source, by=eve, seen="", publishes=False)

    source.refresh_from_db()
    assert (source.by, source.state) == (eve, Source.State.WAITING)

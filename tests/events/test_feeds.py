"""The feed of changes as XML."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from events import feeds
from events.feeds import Entry, Feed
from tests.shared import atom_schema

AT = datetime(2021, 11, 8, 10, 0, tzinfo=timezone(timedelta(hours=1)))
RELEASE = "https://conference.example/c/releases/2/"


def make_feed(**overrides: str) -> Feed:
    """A feed of two releases; ``overrides`` are texts of the second."""
    second = {"title": "Release 2: 1 change", "note": "Panels <move> & more.\n\nSorry."} | overrides
    return Feed(
        title="What changed: C",
        address="https://conference.example/c/changes.atom",
        page="https://conference.example/c/changes/",
        author="Institute",
        language="en",
        entries=[
            Entry(
                address=RELEASE,
                published_at=AT,
                lines=[
                    ("Panel 2 moves from 09:00 to 10:00.", "https://conference.example/c/sessions/s/"),
                    ("<b> & co.", None),
                ],
                **second,
            ),
            Entry("Release 1", "https://conference.example/c/releases/1/", AT - timedelta(days=7), "", []),
        ],
    )


def test_a_feed_is_written_so() -> None:
    assert feeds.write(make_feed()).decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        "<id>https://conference.example/c/changes/</id><title>What changed: C</title>"
        "<updated>2021-11-08T09:00:00Z</updated><author><name>Institute</name></author>"
        '<link rel="self" type="application/atom+xml" href="https://conference.example/c/changes.atom" />'
        '<link rel="alternate" type="text/html" href="https://conference.example/c/changes/" />'
        "<generator>Cyberconf</generator>"
        f"<entry><id>{RELEASE}</id><title>Release 2: 1 change</title>"
        "<published>2021-11-08T09:00:00Z</published><updated>2021-11-08T09:00:00Z</updated>"
        f'<link rel="alternate" type="text/html" href="{RELEASE}" />'
        '<content type="html">&lt;p&gt;Panels &amp;lt;move&amp;gt; &amp;amp; more.&lt;/p&gt;\n\n'
        "&lt;p&gt;Sorry.&lt;/p&gt;&lt;ul&gt;"
        '&lt;li&gt;&lt;a href="https://conference.example/c/sessions/s/"&gt;'
        "Panel 2 moves from 09:00 to 10:00.&lt;/a&gt;&lt;/li&gt;"
        "&lt;li&gt;&amp;lt;b&amp;gt; &amp;amp; co.&lt;/li&gt;&lt;/ul&gt;</content></entry>"
        "<entry><id>https://conference.example/c/releases/1/</id><title>Release 1</title>"
        "<published>2021-11-01T09:00:00Z</published><updated>2021-11-01T09:00:00Z</updated>"
        '<link rel="alternate" type="text/html" href="https://conference.example/c/releases/1/" />'
        '<content type="html">&lt;ul&gt;&lt;/ul&gt;</content></entry></feed>'
    )


def test_the_feed_keeps_to_the_schema_of_rfc_4287() -> None:
    schema = atom_schema()
    schema.assertValid(etree.fromstring(feeds.write(make_feed())))


@given(st.text())
def test_any_text_makes_sound_xml(text: str) -> None:
    root = etree.fromstring(feeds.write(make_feed(title=text, note=text)))
    allowed = feeds.NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    assert (root.findtext(".//{*}entry/{*}title") or "") == allowed


def test_a_language_that_is_no_tag_is_left_out() -> None:
    feed = make_feed()
    odd = Feed(feed.title, feed.address, feed.page, feed.author, "British English", feed.entries)
    assert b"xml:lang" not in feeds.write(odd)
    assert datetime.fromisoformat("2021-11-08T09:00:00Z").astimezone(UTC) == AT

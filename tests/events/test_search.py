from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.layout import lay_out
from events.programme import Programme
from events.search import MAX_HITS, Hit, fold, index, search
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes


def hits(programme: Programme, query: str) -> list[tuple[str, str]]:
    return [(hit.kind, text(hit)) for hit in found(programme, query)]


def found(programme: Programme, query: str) -> list[Hit]:
    return search(index(lay_out(programme)), query)


def text(hit: Hit) -> str:
    return "".join(passage.text for passage in hit.title)


def marked(hit: Hit) -> str:
    return "".join(f"[{p.text}]" if p.is_found else p.text for p in hit.title)


def with_titles(*titles: str) -> Programme:
    return make_programme(sessions=[session_node(title=title) for title in titles])


def test_sessions_questions_and_people_are_found_in_that_order() -> None:
    programme = make_programme(
        sessions=[
            session_node(
                title="Law of the sea",
                questions=[question_node(text="Which law?")],
                credits=[{"person": "ann"}],
            )
        ],
        people=[person_node(slug="ann", name="Ann Lawson")],
    )
    assert hits(programme, "law") == [
        ("session", "Law of the sea"),
        ("question", "Which law?"),
        ("person", "Ann Lawson"),
    ]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Sécurité des réseaux", "securite RESEAU"),
        ("Правила поведения", "правила повед"),
        ("ＷＩＤＥ letters", "wide"),
        ("Straße", "strasse"),
        ("النقاش العام", "نقاش"),
        ("القَانُون الدولي", "القانون"),
        ("国际法的适用", "国际法"),
        ("网络空间", "空间"),
        ("L’avenir du cyberespace", "lavenir"),
        ("Ça coûte", "c'a coute"),
        ("Żółw", "zo"),
    ],
)
def test_case_accents_and_widths_are_ignored_in_every_script(title: str, query: str) -> None:
    assert hits(with_titles(title, "Nothing of it"), query) == [("session", title)]


def test_a_word_is_found_by_its_beginning_not_by_its_middle() -> None:
    programme = with_titles("Accountability")
    assert [hits(programme, query) != [] for query in ("account", "countab")] == [True, False]


def test_every_word_must_occur_somewhere() -> None:
    programme = make_programme(
        sessions=[session_node(title="Norms", description="Of states."), session_node(title="Norms")]
    )
    assert hits(programme, "norm state") == [("session", "Norms")]
    assert hits(programme, "norm unicorn") == []


def test_titles_come_before_people_and_texts() -> None:
    programme = make_programme(
        sessions=[
            session_node(title="a", description="harbour"),
            session_node(title="b", credits=[{"person": "ann"}]),
            session_node(title="harbour"),
        ],
        people=[person_node(slug="ann", name="Ann Harbour")],
    )
    assert [title for kind, title in hits(programme, "harbour") if kind == "session"] == ["harbour", "b", "a"]


def test_the_words_are_marked_where_they_stand() -> None:
    hit = found(with_titles("Sécurité, security & insecurity"), "secu")[0]
    assert marked(hit) == "[Sécu]rité, [secu]rity & insecurity"


def test_an_excerpt_shows_what_stands_around_the_word() -> None:
    words = " ".join(f"before{n}" for n in range(60)) + " needle " + " ".join(f"after{n}" for n in range(60))
    hit = found(make_programme(sessions=[session_node(title="t", description=words)]), "needle")[0]
    shown = [passage.text for passage in hit.excerpt]
    assert (shown[0][0], shown[0].endswith("before59 "), shown[1]) == ("…", True, "needle")
    assert (shown[2].startswith(" after0"), shown[2].endswith("…")) == (True, True)


@pytest.mark.parametrize("query", ["", " ", "!?", "\u0301", "…"])
def test_a_query_without_a_word_finds_nothing(query: str) -> None:
    assert hits(with_titles("Anything"), query) == []


def test_no_more_is_shown_than_anybody_reads() -> None:
    assert len(hits(with_titles(*["same"] * (MAX_HITS + 5)), "same")) == MAX_HITS


@given(st.text())
def test_folding_is_stable(words: str) -> None:
    assert fold(fold(words)) == fold(words)


@settings(max_examples=40)
@given(programmes(), st.data())
def test_whatever_is_a_title_is_found_by_it_and_shown_whole(
    programme: Programme, data: st.DataObject
) -> None:
    titles = [session.title for session in programme.sessions if fold(session.title)]
    if titles:
        title = data.draw(st.sampled_from(titles))
        assert ("session", title) in hits(programme, title)

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyberconf.web.letters import fold
from events.layout import lay_out
from events.phrases.words import designation
from events.programme import Programme
from events.search import FEW, MAX_HITS, Hit, Passage, index, search
from events.search.naming import names
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes


def hits(programme: Programme, query: str) -> list[tuple[str, str]]:
    return [(hit.kind, text(hit)) for hit in found(programme, query)]


def found(programme: Programme, query: str) -> list[Hit]:
    return [hit for group in search(index(lay_out(programme)), query) for hit in group.best]


def text(hit: Hit) -> str:
    return "".join(passage.text for passage in hit.title)


def marked(hit: Hit) -> str:
    return in_brackets(hit.title)


def in_brackets(passages: tuple[Passage, ...]) -> str:
    return "".join(f"[{p.text}]" if p.is_found else p.text for p in passages)


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
        ("L’avenir du cyberespace", "avenir"),
        ("Avenir du cyberespace", "l'avenir"),
        ("Chefs-d’œuvre", "d'oeuv"),
        ("La señal y el año", "SENAL ano"),
        ("Вклад учёных", "ученых"),
        ("Оценка угроз", "ОЦЁНКА"),
        ("الأمن السيبراني", "امن"),
        ("أمن الفضاء", "الأمن"),
        ("المسؤولية الدولية", "للمسوولية"),
        ("مستوى الحماية", "مستوي"),
        ("لجنة ٢٠٢١", "2021"),
        ("信通技术ICT环境", "ict环境"),
        ("网络空间的国际法", "网络国际法"),
        ("Ça coûte", "c'a coute"),
        ("Żółw", "zo"),
    ],
)
def test_case_accents_and_widths_are_ignored_in_every_script(title: str, query: str) -> None:
    assert hits(with_titles(title, "Nothing of it"), query) == [("session", title)]


@pytest.mark.parametrize(
    ("title", "query", "expected"),
    [
        ("L’avenir, d’avenir", "avenir", "L’[avenir], d’[avenir]"),
        ("Cœur du réseau", "coeur RES", "[Cœur] du [rés]eau"),
        ("Значение учёных", "ученых", "Значение [учёных]"),
        ("في القَانُون", "قانون", "في ال[قَانُون]"),
        ("网络空间的国际法", "网络国际法", "[网络]空间的[国际法]"),
    ],
)
def test_what_is_marked_is_spelt_as_it_stands(title: str, query: str, expected: str) -> None:
    assert [marked(hit) for hit in found(with_titles(title), query)] == [expected]


def test_of_a_text_without_blanks_no_more_is_looked_for_than_anybody_types() -> None:
    typed = "国际法与网络空间负责任国家行为规范及主权原则讨论会"[:24]
    assert hits(with_titles(typed, typed[:20]), typed + "港口") == [("session", typed)]


def test_letters_of_a_chinese_word_that_are_apart_are_not_that_word() -> None:
    assert hits(with_titles("国家与法律", "国际机构"), "国际法") == []


def test_a_whole_word_comes_before_its_beginning_and_this_before_one_in_pieces() -> None:
    latin = with_titles("Lawful means", "The law")
    chinese = with_titles("国际空间的法律", "国际法律的适用")
    assert [
        [title for _kind, title in found] for found in (hits(latin, "law"), hits(chinese, "国际法律"))
    ] == [
        ["The law", "Lawful means"],
        ["国际法律的适用", "国际空间的法律"],
    ]


def test_an_excerpt_without_blanks_keeps_what_stands_around() -> None:
    text = "前" * 200 + "国际法" + "后" * 200
    hit = found(make_programme(sessions=[session_node(title="t", description=text)]), "国际法")[0]
    assert [passage.text for passage in hit.excerpt] == ["…" + "前" * 90, "国际法", "后" * 89 + "…"]


def test_a_word_is_found_by_its_beginning_not_by_its_middle() -> None:
    programme = with_titles("Accountability")
    assert [hits(programme, query) != [] for query in ("account", "countab")] == [True, False]


def test_of_single_letters_alone_each_but_the_last_is_a_whole_word() -> None:
    programme = with_titles("Alpha beta", "Plan A beta", "Plan A")
    found = {query: [title for _kind, title in hits(programme, query)] for query in ("a b", "a beta", "b a")}
    assert found == {"a b": ["Plan A beta"], "a beta": ["Plan A beta", "Alpha beta"], "b a": []}


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
    far = " ".join(["needle", *(f"after{n}" for n in range(60)), "needle"])
    (hit,) = found(make_programme(sessions=[session_node(title="t", description=far)]), "needle")
    assert [passage.text[-1] for passage in hit.excerpt] == ["e", "…"]  # no other is glued to the cut


@pytest.mark.parametrize("query", ["", " ", "!?", "\u0301", "…"])
def test_a_query_without_a_word_finds_nothing(query: str) -> None:
    assert hits(with_titles("Anything"), query) == []


def test_no_more_is_shown_than_anybody_reads_and_of_several_kinds_the_best_of_each() -> None:
    alike = index(lay_out(with_titles(*["same"] * (MAX_HITS + 5))))
    (group,) = search(alike, "same", "session")
    assert (len(group.best), group.count, group.is_cut) == (MAX_HITS, MAX_HITS + 5, True)
    assert len(search(alike, "same")[0].best) == FEW
    asking = [session_node(title="same", questions=[question_node(1, text="same")]) for _ in range(60)]
    several = index(lay_out(make_programme(sessions=asking)))
    for kind, shown in (("", [FEW, FEW]), ("person", [FEW, FEW]), ("question", [0, MAX_HITS])):
        assert [len(each.best) for each in search(several, "same", kind)] == shown
        assert [each.count for each in search(several, "same", kind)] == [60, 60]


@given(st.text())
def test_folding_is_stable(words: str) -> None:
    assert fold(fold(words)) == fold(words)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programmes(), st.data())
def test_whatever_is_a_title_is_found_by_it_and_shown_whole(
    programme: Programme, data: st.DataObject
) -> None:
    titles = [session.title for session in programme.sessions if fold(session.title)]
    if titles:
        title = data.draw(st.sampled_from(titles))
        assert ("session", title) in hits(programme, title)


@pytest.mark.parametrize(("language", "said"), [("en", "Director, Bank"), ("zh", "Director、Bank")])
def test_who_somebody_is_is_said_as_the_programmes_language_does(language: str, said: str) -> None:
    ann = person_node(slug="ann", name="Ann", post="Director", affiliation="Bank")
    panel = session_node(credits=[{"person": "ann"}])
    programme = make_programme(language=language, sessions=[panel], people=[ann])
    assert [passage.text for passage in found(programme, "ann")[0].excerpt] == [said]


def with_ann(**person: Any) -> Programme:
    """A keynote called after Ann, a panel with her, and Ann."""
    ann = person_node(slug="ann", **{"name": "Ann Lawson"} | person)
    return make_programme(
        sessions=[
            session_node(title="Ann Lawson", credits=[{"person": "ann"}]),
            session_node(title="Opening", credits=[{"person": "ann"}]),
        ],
        people=[person_node(slug="anne", name="Anne Lawson-Ann", biography="Ann Lawson’s aunt."), ann],
    )


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Ann Lawson", "ann lawson"),
        ("Ann Lawson", "LAWSON, Ann"),
        ("Ann Lawson", "Dr. Ann Lawson"),
        ("Łucja Æsøe-Ñandú", "lucja aesoe nandu"),
        ("Пётр Ковалёв", "ковалев петр"),
        ("أحمد المصري", "احمد مصري"),
        ("王小明", "王 小明"),
    ],
)
def test_whoever_types_somebodys_name_in_full_finds_them_first(name: str, query: str) -> None:
    assert hits(with_ann(name=name, honorific="Dr"), query)[0] == ("person", name)


def test_the_kind_of_which_the_best_fits_best_comes_first() -> None:
    ann = person_node(slug="ann", name="Ann Lawson")
    found_by = {
        title: hits(
            make_programme(sessions=[session_node(title=title, credits=[{"person": "ann"}])], people=[ann]),
            "laws",
        )
        for title in ("Laws of the sea", "Norms")
    }
    assert found_by == {
        "Laws of the sea": [("session", "Laws of the sea"), ("person", "Ann Lawson")],
        "Norms": [("person", "Ann Lawson"), ("session", "Norms")],
    }


def test_a_session_found_by_its_people_says_by_whom() -> None:
    programme = make_programme(
        sessions=[
            session_node(title="Harbours", credits=[{"person": "ann"}, {"person": "bob"}]),
            session_node(title="The Lawson case", credits=[{"person": "ann"}]),
        ],
        people=[
            person_node(slug="ann", name="Ann Lawson", post="Judge"),
            person_node(slug="bob", name="Bob", post="Ombudsman", affiliation="Lawson & Sons"),
        ],
    )
    told = {text(hit): [*map(in_brackets, hit.people)] for hit in found(programme, "laws")}
    assert told["Harbours"] == ["Ann [Laws]on", "Bob, Ombudsman, [Laws]on & Sons"]
    assert told["The Lawson case"] == []


def test_a_session_found_by_its_room_or_its_track_says_which() -> None:
    programme = make_programme(
        rooms=[{"slug": "hall", "name": "Law hall"}],
        tracks=[{"slug": "norms", "name": "Norms and laws"}],
        sessions=[
            session_node(title="Harbours", room="hall", track="norms"),
            session_node(title="A law", room="hall"),
        ],
    )
    told = {text(hit): [*map(in_brackets, hit.places)] for hit in found(programme, "law")}
    assert told == {"A law": [], "Harbours": ["[Law] hall", "Norms and [law]s"]}


def test_of_many_who_are_found_with_a_session_some_are_named() -> None:
    people = [person_node(slug=f"ann-{n}", name=f"Ann {n}") for n in range(9)]
    panel = session_node(title="Norms", credits=[{"person": person["slug"]} for person in people])
    hit = next(hit for hit in found(make_programme(sessions=[panel], people=people), "ann") if hit.entry)
    assert [*map(in_brackets, hit.people)] == ["[Ann] 0", "[Ann] 1", "[Ann] 2"]


PANELS = make_programme(
    sessions=[
        session_node(title="Panel with 3 speakers: panel 3", kind="talk", description="Panel 3 follows."),
        session_node(title="Norms", kind="panel", number="30"),
        session_node(title="Law", kind="panel", number="3"),
        session_node(title="Ports", kind="panel", number="12a"),
        session_node(title="Drills", kind="workshop", number="3"),
    ]
)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("panel 3", "Law"),
        ("PANEL  ３", "Law"),
        ("Panel3", "Law"),
        ("panel no. 3", "Law"),
        ("table ronde n° 3", "Law"),
        ("atelier 3", "Drills"),
        ("mesa redonda número 3", "Law"),
        ("Панельная дискуссия № 3", "Law"),
        ("حلقة نقاش ٣", "Law"),
        ("حلقة النقاش رقم ٣", "Law"),
        ("ورشة عمل ۳", "Drills"),
        ("专题讨论3", "Law"),
        ("专题讨论 三", "Law"),
        ("第三专题讨论", "Law"),
        ("panel 十二a", "Ports"),
        ("pánel 12A", "Ports"),
    ],
)
def test_a_session_is_found_first_by_its_kind_and_number_in_any_language(query: str, title: str) -> None:
    assert hits(PANELS, query)[0] == ("session", title)


@pytest.mark.parametrize("query", ["专题讨论law", "law专题讨论"])
def test_what_pages_call_a_session_may_be_written_together_with_its_title(query: str) -> None:
    with override("zh-hans"):
        assert ("session", "Law") in hits(PANELS, query)


def test_what_pages_call_a_session_is_marked_and_found_in_the_readers_language() -> None:
    with override("fr"):
        labels = [in_brackets(hit.label) for hit in found(PANELS, "table ronde")]
    assert sorted(labels) == ["[Table] [ronde] 12a", "[Table] [ronde] 3", "[Table] [ronde] 30"]
    assert hits(PANELS, "table") == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programmes(), st.data())
def test_whoever_is_called_by_their_name_is_found_first(programme: Programme, data: st.DataObject) -> None:
    known = [person.name for person in programme.people if fold(person.name)]
    if known:
        name = data.draw(st.sampled_from(known))
        kind, first = hits(programme, name)[0]
        assert (kind, names(first).isdisjoint(names(name))) == ("person", False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programmes(), st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"]), st.data())
def test_whatever_has_a_number_is_found_by_it_before_all_other_sessions(
    programme: Programme, digits: str, data: st.DataObject
) -> None:
    numbered = [session for session in programme.sessions if session.number]
    if numbered:
        session = data.draw(st.sampled_from(numbered))
        with override(data.draw(st.sampled_from([code for code, _ in django_settings.LANGUAGES]))):
            label = designation(session.kind, session.number)
        typed = label.translate(str.maketrans("0123456789", digits))
        first = next(hit for hit in found(programme, typed) if hit.kind == "session")
        assert label in called(first)


def called(hit: Hit) -> set[str]:
    assert hit.entry is not None
    session, said = hit.entry.session, {hit.entry.session.title}
    for code, _name in django_settings.LANGUAGES:
        with override(code):
            said.add(designation(session.kind, session.number))
    return said

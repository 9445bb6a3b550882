"""Programmes as they come in letters and mails: what belongs to the letter, and where the title stands."""

from __future__ import annotations

import pytest

from events.importers import Hint, Imported, read

ZURICH = Hint(time_zone="Europe/Zurich")
GREETED = "Greets the reader; left out."
OF_MAIL = "Belongs to the mail around the programme; left out."
SIGNED = "Belongs to the letter's end or says how to reach somebody; left out."
AFTER = "Stands after the agenda; kept at the end of the conference's description."


def imported(*lines: str) -> Imported:
    return read("\n".join(lines).encode(), hint=ZURICH)


def lines_with(found: Imported, message: str) -> list[int | None]:
    return [notice.line for notice in found.warnings if notice.message == message]


@pytest.mark.parametrize(
    "greeting",
    [
        *["Dear all", "Dear colleagues,", "Hi everyone!", "Hello,", "Excellencies, ladies and gentlemen,"],
        *["Hallo zusammen", "Liebe Kolleginnen und Kollegen,", "Sehr geehrte Damen und Herren,"],
        *["Estimados colegas:", "Hola a todos,", "Chers collègues,", "Bonjour à tous,"],
        *[
            "Уважаемые коллеги!",
            "Добрый день,",
            "各位同事：",
            "尊敬的各位代表：",
            "السادة الزملاء،",
            "تحية طيبة وبعد،",
        ],
    ],
)
def test_a_greeting_is_no_title_and_a_warning_says_so(greeting: str) -> None:
    found = imported(greeting, "", "Forum on Cables", "14 June 2027", "9:00-10:00 Law")
    assert (found.programme.title, lines_with(found, GREETED)) == ("Forum on Cables", [1])
    assert found.programme.description is None


@pytest.mark.parametrize(
    "title", ["Hello World Conference", "Dear Ports Summit", "Hallo Berlin Forum", "Best Practices Forum"]
)
def test_a_title_that_begins_like_a_greeting_stays_one(title: str) -> None:
    found = imported(title, "14 June 2027", "9:00-10:00 Law")
    assert (found.programme.title, lines_with(found, GREETED)) == (title, [])


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: Programme of the Forum on Cables, 14 June 2027", "Forum on Cables"),
        ("AW: WG: Hafentagung am 14. Juni 2027", "Hafentagung"),
        ("TR: Ordre du jour du Séminaire Câbles", "Séminaire Câbles"),
    ],
)
def test_a_mails_subject_gives_the_title_and_a_warning_says_so(subject: str, title: str) -> None:
    found = imported(
        "From: Liv <liv@x.example>", "To: all@x.example", "Date: 1 May 2027", f"Subject: {subject}", "",
        "Dear all,", "here is what we have so far.", "", "14 June 2027", "9:00-10:00 Law",
    )  # fmt: skip
    assert found.programme.title == title
    assert lines_with(found, "The conference's title is taken from the mail's subject.") == [4]
    assert lines_with(found, OF_MAIL) == [1, 2, 3, 4]
    assert found.programme.sessions[0].starts_at.date().isoformat() == "2027-06-14"


def test_a_line_that_the_subject_names_is_the_title_as_it_stands_there() -> None:
    found = imported(
        "From: Liv", "Subject: Final agenda Forum on Cables (v3)", "", "Hi all,", "",
        "Forum on Cables", "14 June 2027", "9:00-10:00 Law",
    )  # fmt: skip
    assert found.programme.title == "Forum on Cables"


def test_a_subject_that_names_a_day_alone_is_no_title() -> None:
    found = imported("From: Liv", "Subject: Agenda for Thursday", "", "14 June 2027", "9:00-10:00 Law")
    assert found.programme.title == "Untitled conference"
    assert lines_with(found, "No title was found. Give the conference one in admin.") == [None]


def test_a_letter_quotes_the_title() -> None:
    found = imported(
        "Dear all,", "", "please find below the programme of our workshop “Norms below the waves”.", "",
        "14 June 2027", "9:00-10:00 Law",
    )  # fmt: skip
    assert found.programme.title == "Norms below the waves"
    message = "The conference's title is taken from what stands between quotation marks."
    assert lines_with(found, message) == [3]


def test_a_title_of_a_letter_that_nothing_confirms_is_warned_of() -> None:
    found = imported("Dear all,", "", "Below the waves", "", "14 June 2027", "9:00-10:00 Law")
    assert found.programme.title == "Below the waves"
    assert lines_with(found, "Taken as the conference's title, though nothing says that it is.") == [3]


def test_a_wrapped_paragraph_is_no_title() -> None:
    found = imported(
        "Below is the programme of the forum that we have been working on since",
        "last March; comments are welcome until Friday",
        "14 June 2027",
        "9:00-10:00 Law",
    )
    assert found.programme.title == "Untitled conference"


def test_labels_of_a_programme_are_no_mails_head() -> None:
    found = imported("Тема: Порты и кабели", "Дата: 14 июня 2027", "Место: Москва", "9:00-10:00 Право")
    assert (found.programme.theme, lines_with(found, OF_MAIL)) == ("Порты и кабели", [])
    hours = imported("Forum on Cables", "14 June 2027", "From: 9:00", "To: 17:00", "9:00-10:00 Law")
    assert lines_with(hours, OF_MAIL) == []


def test_a_forwarded_programme_is_read_below_what_was_written_above() -> None:
    found = imported(
        "FYI", "", "---------- Forwarded message ---------", "> From: Liv", "> Subject: Forum on Cables", ">",
        "> 14 June 2027", "> 9:00-10:00 Law", "> 10:00-11:00 Trade",
    )  # fmt: skip
    assert found.programme.title == "Forum on Cables"
    assert [session.title for session in found.programme.sessions] == ["Law", "Trade"]
    assert lines_with(found, OF_MAIL) == [3, 4, 5]


@pytest.mark.parametrize(
    "attribution",
    [
        ["On Fri, Jun 4, 2027 at 9:12 AM Tom Small wrote:"],
        ["Am 4. Juni 2027 schrieb Tom Small:"],
        ["Le 4 juin 2027 à 9:12, Tom Small a écrit :"],
        ["On Fri, Jun 4, 2027 at 9:12 AM Tom Small <tom@ports.example>", "wrote:"],
    ],
)
def test_a_mail_that_is_quoted_below_is_left_out(attribution: list[str]) -> None:
    found = imported(
        "Forum on Cables", "14 June 2027", "9:00-10:00 Law", "10:00-11:00 Trade", "", *attribution,
        "> 8:00-9:00 Is this the old agenda?",
    )  # fmt: skip
    assert [session.title for session in found.programme.sessions] == ["Law", "Trade"]
    quoted = [6 + at for at in range(len(attribution) + 1)]
    assert lines_with(found, "Belongs to a mail that is quoted; left out.") == quoted


@pytest.mark.parametrize(
    "closing",
    [
        *[
            "Best regards,",
            "Kind regards",
            "Many thanks, Liv",
            "Mit freundlichen Grüßen",
            "Viele Grüße, Anna",
        ],
        *["Un cordial saludo,", "Bien cordialement,", "С уважением,", "此致", "مع أطيب التحيات،", "-- "],
    ],
)
def test_a_closing_and_the_signature_below_are_left_out_with_a_warning_each(closing: str) -> None:
    found = imported(
        "Forum",
        "14 June 2027",
        "9:00-10:00 Law",
        "Ships are few.",
        "",
        closing,
        "Liv Strand",
        "Harbour Institute",
    )
    assert found.programme.sessions[0].description == "Ships are few."
    assert found.programme.description is None
    marked = [] if closing == "-- " else [6]
    assert lines_with(found, SIGNED) == [*marked, 7, 8]


@pytest.mark.parametrize(
    "contact",
    [
        *[
            "Tel.: +41 22 123 45 67",
            "events@ports.example",
            "Contact: Jane, +254 700 123456",
            "电话：010-12345678",
        ],
        *["Teléfono: 91 123 45 67", "тел. +7 495 123-45-67", "Jane Doe | +41 22 123 45 67 | jane@x.example"],
    ],
)
def test_how_to_reach_somebody_is_left_out_below_the_last_session(contact: str) -> None:
    found = imported("Forum", "14 June 2027", "9:00-10:00 Law", "", contact)
    assert (found.programme.sessions[0].description, lines_with(found, SIGNED)) == (None, [5])


def test_a_speaker_with_a_mail_address_stays_and_contacts_within_the_agenda_too() -> None:
    found = imported(
        "Forum", "14 June 2027", "9:00-10:00 Law", "Tel.: +41 22 123 45 67", "10:00-11:00 Trade",
        "Speakers:", "- Ada Byron, Harbour Bank, ada@bank.example",
    )  # fmt: skip
    assert [person.name for person in found.programme.people] == ["Ada Byron"]
    assert (found.programme.sessions[0].description, lines_with(found, SIGNED)) == (
        "Tel.: +41 22 123 45 67",
        [],
    )


def test_what_a_letter_asks_at_its_end_goes_to_the_description_of_the_conference() -> None:
    found = imported(
        "Forum", "14 June 2027", "9:00-10:00 Law", "", "Please confirm until Friday.", "", "Best, Liv"
    )
    assert found.programme.description == "Please confirm until Friday."
    assert found.programme.sessions[0].description is None
    assert (lines_with(found, AFTER), lines_with(found, SIGNED)) == ([5], [7])


def test_the_date_below_a_closing_is_still_read() -> None:
    found = imported("Forum", "9:00-10:00 Law", "", "Best regards,", "Liv", "", "Monday, 14 June 2027")
    assert found.programme.sessions[0].starts_at.date().isoformat() == "2027-06-14"


def test_a_letters_own_sentences_are_left_out_or_warned_of() -> None:
    found = imported(
        *("Liebe Alle,", "", "anbei das vorläufige Programm.", "", "Wir freuen uns auf euch am See.", ""),
        *("Forum Kabel", "14. Juni 2027", "9:00-10:00 Recht"),
    )
    assert found.programme.description == "Wir freuen uns auf euch am See."
    assert lines_with(found, "Speaks to the letter's reader; left out.") == [3]
    kept = "Speaks to the letter's reader; kept in the conference's description."
    assert lines_with(found, kept) == [5]

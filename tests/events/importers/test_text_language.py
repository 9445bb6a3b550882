"""A text's language: told when it is clear, said by the text, and never changed under staff's hands."""

from __future__ import annotations

import pytest

from events import publishing
from events.importers import Hint, read
from events.importers.text.kinds import kind_of
from events.importers.text.language import language_in, language_named
from events.models import Conference

ZURICH = Hint(time_zone="Europe/Zurich")
UNCLEAR = "The text's language is not clear; English, unless staff have set another."
GERMAN = """Forum
14. Juni 2027
9:00-10:00 Begrüßung und Einführung
10:00-11:00 Vortrag: Wer zahlt für die Häfen?
"""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Welcome and opening remarks by the chair of the institute", "en"),
        ("Begrüßung und Einführung, Vortrag, Pause, Podium mit Fragen aus dem Publikum", "de"),
        ("Accueil des participants, pause, table ronde et clôture par le président", "fr"),
        ("Bienvenida, almuerzo, mesa redonda y clausura por el presidente de la sala", "es"),
        ("Регистрация и приветствие участников", "ru"),
        ("Реєстрація та привітання учасників", None),
        ("Регистрација и поздрав учесника љ", None),
        ("الجلسة الافتتاحية ثم استراحة", "ar"),
        ("افتتاحیه و پذیرایی برگزار می‌شود", None),
        ("开幕致辞和主旨演讲", "zh-hans"),
        ("開幕致辭與主題討論", "zh-hant"),
        ("開会のあいさつと討論", None),
        ("Abertura da sessão e mesa com os participantes não uma", None),
        ("Law Trade Ports", None),
        ("", None),
        ("9:00 10:00", None),
        ("The report of the committee on the sea, el informe de los mares y las aguas del sur", None),
    ],
)
def test_a_language_is_told_only_when_it_is_clear(text: str, language: str | None) -> None:
    assert language_in([text]) == language


def test_an_english_agenda_with_names_of_other_languages_is_english() -> None:
    text = "The Welcome by Ursula von der Leyen of Université de Genève for the opening on ports"
    assert language_in([text]) == "en"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("English", "en"),
        ("Deutsch.", "de"),
        ("русский", "ru"),
        ("中文", "zh-hans"),
        ("English, French", None),
    ],
)
def test_a_languages_name_is_read(name: str, language: str | None) -> None:
    assert language_named(name) == language


def test_an_unclear_language_is_english_with_a_warning() -> None:
    found = read(b"Forum\n14 June 2027\n9:00-10:00 Law", hint=ZURICH)
    assert (found.programme.language, "conference.language" in found.silent_on) == ("en", True)
    assert [notice.message for notice in found.warnings if notice.line is None] == [UNCLEAR]


def test_a_language_that_the_text_names_is_taken_and_goes_before_staffs() -> None:
    found = read(f"Sprache: Englisch\n{GERMAN}".encode(), hint=ZURICH)
    assert (found.programme.language, "conference.language" in found.silent_on) == ("en", False)


def test_several_languages_are_left_to_staff_with_a_warning() -> None:
    found = read(f"Language: English and German\n{GERMAN}".encode(), hint=ZURICH)
    assert (found.programme.language, "conference.language" in found.silent_on) == ("de", True)
    assert [notice.line for notice in found.warnings if "not one language" in notice.message] == [1]


@pytest.mark.django_db
def test_a_new_conference_has_the_language_and_a_later_import_leaves_staffs_alone() -> None:
    found = read(GERMAN.encode(), hint=ZURICH)
    conference, _changes = publishing.import_programme(found.programme, by=None, silent_on=found.silent_on)
    assert conference.language == "de"
    Conference.objects.update(language="fr")
    again, changes = publishing.import_programme(found.programme, by=None, silent_on=found.silent_on)
    assert (again.language, changes) == ("fr", [])


@pytest.mark.parametrize("page", ["<p>Forum</p><p>14 June 2027</p><p>9:00-10:00 Law</p>"])
def test_a_page_is_silent_on_what_a_text_cannot_say(page: str) -> None:
    found = read(f"<!doctype html><body>{page}".encode(), hint=ZURICH, format="html")
    assert {"conference.language", "session.recording_url", "person.biography"} <= found.silent_on


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("other", "Registration|Anmeldung|Inscriptions|Recepción y acreditaciones|Регистрация|التسجيل|签到"),
        ("opening", "Welcome|Begrüßung|Begrüssung|Mot de bienvenue|Bienvenida|Приветствие|كلمة ترحيب|欢迎辞"),
        ("opening", "Opening|Eröffnung|Ouverture|Inauguración|Открытие|الافتتاح|开幕式"),
        (
            "keynote",
            "Inaugural lecture|Eröffnungsvortrag|Conférence d'ouverture|Conferencia inaugural|"
            "Вступительная лекция|المحاضرة الافتتاحية|开幕演讲",
        ),
        ("panel", "Round table|Runder Tisch|Table ronde|Mesa redonda|Круглый стол|طاولة مستديرة|圆桌"),
        ("talk", "Lecture|Vortrag|Conférence|Conferencia|Лекция|محاضرة|讲座"),
        ("discussion", "Debate|Diskussion|Débat|Debate|Дискуссия|مناقشة|讨论"),
        ("workshop", "Workshop|Workshop|Atelier|Taller|Мастер-класс|ورشة|工作坊"),
        ("break", "Coffee break|Kaffeepause|Pause café|Pausa|Кофе-брейк|استراحة|茶歇"),
        ("break", "Lunch|Mittagessen|Déjeuner|Almuerzo|Обед|غداء|午餐"),
        ("social", "Dinner|Abendessen|Dîner|Cena|Ужин|عشاء|晚宴"),
        ("social", "Excursion|Exkursion|Excursion|Excursión|Экскурсия|رحلة ميدانية|游览"),
        ("closing", "Closing|Schlusswort|Clôture|Clausura|Закрытие|الختام|闭幕"),
    ],
)
def test_the_same_word_is_the_same_kind_in_each_language(kind: str, words: str) -> None:
    assert [kind_of(word) for word in words.split("|")] == [kind] * len(words.split("|"))

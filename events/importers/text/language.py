# ruff: noqa: E501  # lines are filled with words
"""Which language a text is in: told by its script, in Latin letters by its commonest words, when clear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from events.importers.text.matching import fold
from events.importers.text.words import phrases

LEAST_SHARE = 0.6  # of the letters, that are of one script
LEAST_HITS = 4  # words that tell
LEAD = 2  # times as many as the next language has
MOST_OF_ONE = 5  # times that one word counts: a name or a title can come back in each line

# Words that one of these languages has and its neighbours do not. Portuguese, Italian and Dutch are there so
# that they are not taken for Spanish and German; no text of ours is in them.
_WORDS: dict[str, str] = {
    "en": """the of and to for with from by on at is are this that will be how what who why welcome opening closing remarks break
lunch coffee dinner reception session chair moderator speakers speaker questions discussion registration room time which their our""",
    "de": """der die das und von mit für im zur zum den dem des ein eine auf bei aus über nach wie wer was ist sind uhr begrüßung pause
mittagspause kaffeepause moderation vortrag podiumsdiskussion grußwort eröffnung abschluss ende anmeldung leitung""",
    "fr": """les des du et est aux dans sur par avec une ce qui quels quelle quelles quel comment où pour à accueil déjeuner ouverture
clôture pause table ronde intervenants modération modérateur animée séance débat café""",
    "es": """el los las y del con por para una se qué quién cómo cuál al es su sobre bienvenida almuerzo pausa receso mesa redonda
ponente ponentes moderadora modera clausura inauguración apertura café debate acreditación""",
    "pt": "e do da dos das com por para uma não são os as em no na nos nas ao à abertura almoço moderação sessão mesa",
    "it": "il lo gli e di del della dei delle con per una che è sono nel nella alle ore pausa pranzo apertura moderatore tavola",
    "nl": "het een en van voor met op te bij naar zijn door over wat wie hoe welkom lunch pauze opening uur",
}
_LANGUAGES = ("en", "de", "fr", "es")
_OF: dict[str, list[str]] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _OF.setdefault(_word, []).append(_language)
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "latin": re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ]"),
    "arabic": re.compile(r"[\u0620-\u064a\u066e-\u06d3]"),
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
}
# Letters that say that it is another language of the same script: Persian and Urdu; Japanese; Ukrainian,
# Belarusian, Serbian, Macedonian, Kazakh, Tajik.
_FOREIGN = {
    "arabic": re.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc\u0679\u0688\u0691\u06ba\u06be\u06d2]"),
    "han": re.compile(r"[\u3040-\u30ff\uac00-\ud7af]"),
    "cyrillic": re.compile(r"[іїєґўјљњћђџќѓѕәғқңөұүһӣӯҳҷІЇЄҐЎ]"),
}
_RUSSIAN = re.compile(r"[ыэё]|(?<!\w)(?:и|в|на|с|по|для)(?!\w)", re.IGNORECASE)
_TRADITIONAL = re.compile(r"[會議開閉講場與問題討論國際學應該這個時間電話專業報員發們為]")
_SIMPLIFIED = re.compile(r"[会议开闭讲场与问题讨论国际学应该这个时间电话专业报员发们为]")
_NAMES = {
    "en": "english|englisch|anglais|inglés|английский|الإنجليزية|英语|英文|en",
    "de": "german|deutsch|allemand|alemán|немецкий|الألمانية|德语|德文|de",
    "fr": "french|französisch|français|francés|французский|الفرنسية|法语|法文|fr",
    "es": "spanish|spanisch|espagnol|español|castellano|испанский|الإسبانية|西班牙语|es",
    "ru": "russian|russisch|russe|ruso|русский|الروسية|俄语|俄文|ru",
    "ar": "arabic|arabisch|arabe|árabe|арабский|العربية|阿拉伯语|ar",
    "zh-hans": "chinese|chinesisch|chinois|chino|китайский|الصينية|中文|汉语|普通话|zh",
}
_NAMED = {fold(name): code for code, names in _NAMES.items() for name in phrases(names)}


def language_in(texts: Iterable[str]) -> str | None:
    """Return the language that ``texts`` are in, or None where that is not clear."""
    text = "\n".join(texts)
    letters = {script: len(form.findall(text)) for script, form in _SCRIPTS.items()}
    letters["han"] *= 3  # a character says what takes a word of letters
    script, most = max(letters.items(), key=lambda each: each[1])
    if not most or most < LEAST_SHARE * sum(letters.values()):
        return None
    if script == "latin":
        return _by_words(text)
    if len(_FOREIGN[script].findall(text)) > most // 100:
        return None
    if script == "arabic":
        return "ar"
    if script == "cyrillic":
        return "ru" if _RUSSIAN.search(text) else None
    return "zh-hans" if len(_SIMPLIFIED.findall(text)) >= len(_TRADITIONAL.findall(text)) else "zh-hant"


def language_named(text: str) -> str | None:
    """Return the language whose name ``text`` is, with nothing beside it: "German"."""
    return _NAMED.get(fold(text).strip(" .()"))


def _by_words(text: str) -> str | None:
    hits: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(text.lower())).items():
        for language in _OF.get(word, ()):
            hits[language] += min(count, MOST_OF_ONE)
    (first, most), (_second, next_most) = [*hits.most_common(2), ("", 0), ("", 0)][:2]
    is_clear = most >= LEAST_HITS and most >= LEAD * next_most
    return first if is_clear and first in _LANGUAGES else None

"""The translations of a draft: its rows read beside the originals, and written from a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from events import programme as document
from events import translating
from events.models import Conference, ContentLanguage, Translation
from events.programme import Programme

OF_SESSIONS = (document.Session, document.Question, document.Person)  # what is written where not all is
Key = UUID | None  # of a part; None is the conference itself


@dataclass(frozen=True)
class Texts:
    """The languages of a draft beside its original, and the translations by what they are of."""

    languages: list[str] = field(default_factory=list)
    about: dict[Key, list[dict[str, str]]] = field(default_factory=dict)

    def of(self, key: Key) -> dict[str, Any]:
        """Return the translations of a part as the fields of its document."""
        return {"translations": self.about.get(key, [])}


NONE = Texts()


def read(conference: Conference, uids: Collection[UUID] | None = None) -> Texts:
    """Read them, in two queries. ``uids`` are of the only parts to read, beside the conference itself."""
    spoken = ContentLanguage.objects.spoken().filter(conference=conference)
    languages = dict(spoken.values_list("pk", "code"))
    rows = Translation.objects.filter(language__in=languages)
    if uids is not None:
        rows = rows.filter(Q(about=None) | Q(about__in=uids))
    about: dict[Key, list[dict[str, str]]] = defaultdict(list)
    for key, language, name, text, of in rows.values_list("about", "language_id", "field", "text", "of"):
        about[key].append({"language": languages[language], "field": name, "text": text, "of": of})
    return Texts(sorted(languages.values()), dict(about))


def write(programme: Programme, conference: Conference, *, is_whole: bool) -> None:
    """Make the translations of what the programme holds what it says of them; others stay, for their return.

    Where it is the whole draft, those of the conference and its places are among them, and its languages
    become those of the programme. One query where there are none.
    """
    rows = {row.code: row for row in ContentLanguage.objects.filter(conference=conference)}
    if is_whole:
        _write_languages(programme, conference, rows)
    rows = {code: row for code, row in rows.items() if not row.is_retired}
    if not rows:
        return
    parts = {
        translating.key(part): part.translations
        for part in translating.parts(programme)
        if is_whole or isinstance(part, OF_SESSIONS)
    }
    wanted = {
        (rows[each.language].pk, key, each.field): each
        for key, translations in parts.items()
        for each in translations
        if each.language in rows
    }
    kept: list[tuple[Translation, document.Translation]] = []
    gone: list[int] = []
    for row in Translation.objects.filter(language__in=[row.pk for row in rows.values()]):
        if row.about in parts:
            said = wanted.pop((row.language_id, row.about, row.field), None)
            if said is None:
                gone.append(row.pk)
            else:
                kept.append((row, said))
    Translation.objects.filter(pk__in=gone).delete()
    changed = [row for row, said in kept if _take(row, said)]
    Translation.objects.bulk_update(changed, ["text", "of"], batch_size=200)
    made = [
        Translation(language_id=language, about=key, field=name, text=said.text, of=said.of)
        for (language, key, name), said in wanted.items()
    ]
    Translation.objects.bulk_create(made, batch_size=200)


def _write_languages(programme: Programme, conference: Conference, rows: dict[str, ContentLanguage]) -> None:
    changed = [row for code, row in rows.items() if row.is_retired == (code in programme.languages)]
    for row in changed:
        row.is_retired = not row.is_retired
    if changed:
        ContentLanguage.objects.bulk_update(changed, ["is_retired"])
    for code in programme.languages:
        if code not in rows:
            rows[code] = ContentLanguage.objects.create(conference=conference, code=code)


def _take(row: Translation, said: document.Translation) -> bool:
    """Put into the row what is said, and say whether that is something else."""
    differs = (row.text, row.of) != (said.text, said.of)
    row.text, row.of = said.text, said.of
    return differs

# ruff: noqa: E501  # lines are filled with words
"""Headings of columns, names of sheets and values of cells, by language: a language is a column of words here.

Each entry has the phrases of ``LANGUAGES`` in order, between slashes; the first phrase of a language is the one
that we write.
Phrases stand as we write them; they are compared without case, accents kept, as ``heading_key`` leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise

from events import models
from events.importers.text.matching import fold

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "de")
CONTINUED = re.compile(r"(.+?)\s?\((\d{1,2})\)")  # "Description (2)": the second part of a long text


class Words:
    """A table of words: what each key is called in each of ``LANGUAGES``. ``words`` is as written below.

    ``labels`` are what pages and calendars call the keys, in the languages of the site: those are read too.
    """

    def __init__(self, words: Mapping[str, str], labels: type[TextChoices] | None = None) -> None:
        self.words = words
        self.labels = labels
        self.phrases = {key: [said.split("|") for said in text.split(" / ")] for key, text in words.items()}

    def said(self, key: str, language: str) -> str:
        """Return the phrase that we write for ``key`` in ``language``, in English where we lack it."""
        tag = language.lower().split("-")[0]
        at = LANGUAGES.index(tag) if tag in LANGUAGES else 0
        return self.phrases[key][at][0]

    def key_of(self, text: str) -> str | None:
        """Return the key whose phrase in any language ``text`` is, or the key itself as programs write it."""
        return self._index.get(heading_key(text))

    @cached_property
    def _index(self) -> dict[str, str]:
        """Map each phrase to its key: what we write ourselves goes first, then the table's order."""
        index: dict[str, str] = {}
        for at in range(len(LANGUAGES)):
            for key, phrases in self.phrases.items():
                index.setdefault(heading_key(phrases[at][0]), key)
        for label, key in in_any_language({choice.value: choice.label for choice in self.labels or ()}):
            index.setdefault(heading_key(label), key)
        for at in range(len(LANGUAGES)):
            for key, phrases in self.phrases.items():
                for phrase in phrases[at]:
                    index.setdefault(heading_key(phrase), key)
        for key in self.phrases:
            index.setdefault(heading_key(key), key)
        return index


def in_any_language(said: Mapping[str, str | Promise]) -> Iterator[tuple[str, str]]:
    """Yield each text, in each language of the site, with its key."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for key, text in said.items():
                yield str(text), key


def heading_key(text: str) -> str:
    """Return a heading as it is compared: without case, marks around it, or what stands in brackets."""
    bare = re.sub(r"\([^()]*\)", "", fold(text[:200]).replace("_", " "))
    return " ".join(bare.split()).strip(" .:*#<>[]'\"")


SESSIONS = Words(
    {
        "date": "Date|Day|Start date|Session date / Date|Jour|Date de début / Fecha|Día|Fecha de inicio / Дата|День|Дата начала / التاريخ|اليوم / 日期|开始日期 / Datum|Tag|Startdatum",
        "start": "Start|Starts|Begin|Begins|From|Time|Times|Start time|Starts at|Start hour|Time start|Hour|When / Début|Heure|Heures|Horaire|Heure de début|De / Inicio|Comienzo|Hora|Horario|Hora de inicio|Desde / Начало|Время|Время начала|С / البداية|الوقت|وقت البدء|من / 开始|时间|开始时间 / Beginn|Start|Uhrzeit|Zeit|Anfang|Von|Startzeit",
        "end": "End|Ends|Finish|Until|To|End time|Ends at|End hour|Time end / Fin|Heure de fin|À / Fin|Final|Término|Hora de fin|Hasta / Окончание|Конец|Время окончания|До / النهاية|وقت الانتهاء|إلى / 结束|结束时间 / Ende|Bis|Endzeit",
        "end_date": "End date|Last day / Date de fin / Fecha de fin|Fecha final / Дата окончания / تاريخ الانتهاء / 结束日期 / Enddatum",
        "duration": "Duration|Length|Minutes / Durée / Duración / Продолжительность|Длительность / المدة / 时长|持续时间 / Dauer|Länge",
        "number": "Number|No|No.|Nr / Numéro|N°|Nº / Número|N.º|Núm / Номер|№ / الرقم|رقم / 编号|序号 / Nummer|Nr",
        "kind": "Kind|Type|Session type|Format|Category / Type|Genre|Format / Tipo|Formato|Categoría / Вид|Тип|Формат / النوع / 类型|形式 / Art|Typ|Kategorie",
        "title": "Title|Session|Session title|Event|Activity|Item|Agenda item|Talk|Topic|Subject|Name / Titre|Séance|Session|Sujet|Intitulé / Título|Sesión|Actividad|Tema / Название|Заголовок|Мероприятие|Тема|Сессия / العنوان|الجلسة|النشاط / 标题|题目|会议|议题|内容|会议内容 / Titel|Veranstaltung|Programmpunkt|Thema|Sitzung",
        "summary": "Summary|Subtitle|Teaser|In short / Résumé|Sous-titre / Resumen|Subtítulo / Краткое содержание|Подзаголовок|Аннотация / الملخص|العنوان الفرعي / 摘要|副标题 / Zusammenfassung|Untertitel|Kurztext",
        "description": "Description|Background|Abstract|Details|Text|Notes / Description|Contexte|Descriptif|Présentation / Descripción|Antecedentes|Detalles / Описание|Справка / الوصف|الخلفية / 说明|描述|背景|简介 / Beschreibung|Hintergrund|Inhalt",
        "room": "Room|Venue|Location|Place|Where|Hall|Stage / Salle|Lieu / Sala|Lugar / Зал|Место|Аудитория|Помещение / القاعة|المكان / 会议室|地点|房间|会场 / Raum|Ort|Saal",
        "track": "Track|Strand|Stream|Theme / Parcours|Filière|Thématique / Eje|Línea temática|Itinerario / Секция|Поток|Направление / المسار / 分会场|专题|主线 / Strang|Reihe|Themenstrang",
        "people": "People|Persons|Speakers|Speaker|Presenter|Presenters|Speakers and moderators|Participants|Who|With / Personnes|Intervenants|Intervenant|Intervenantes|Orateurs|Participants / Personas|Ponentes|Ponente|Oradores|Orador|Participantes|Intervienen / Участники|Докладчики|Докладчик|Спикеры|Спикер|Выступающие / الأشخاص|المتحدثون|المتحدث|المشاركون / 人员|发言人|演讲人|主讲人|嘉宾 / Personen|Mitwirkende|Vortragende|Vortragender|Referierende|Referenten|Referent|Referentin|Teilnehmer|Teilnehmende|Sprecher",
        "moderator": "Moderator|Moderators|Moderated by|Facilitator|Host / Modération|Modérateur|Modératrice|Animateur / Moderación|Moderador|Moderadora|Modera / Модератор|Модераторы|Ведущий / مدير الجلسة|المنسق / 主持人|主持 / Moderation|Moderator|Moderatorin|Moderierende",
        "chair": "Chair|Chairs|Chaired by|Chairperson|Session chair / Présidence|Président|Présidente / Presidencia|Presidente|Presidenta / Председатель / رئيس الجلسة|الرئيس / 主席 / Vorsitz|Sitzungsleitung|Leitung",
        "keynote": "Keynote|Keynote speaker|Keynote speakers / Conférencier principal|Conférencière principale / Ponente principal|Orador principal / Основной докладчик / المتحدث الرئيسي / 主旨发言人|主旨演讲人 / Hauptredner|Hauptrednerin|Hauptredende",
        "panellist": "Panellists|Panelists|Panellist|Panelist|Discussants / Panélistes|Panéliste / Panelistas|Panelista / Участники дискуссии|Эксперты / المشاركون في الحلقة / 讨论嘉宾|与谈人 / Podium|Podiumsgäste|Diskutierende",
        "rapporteur": "Rapporteur|Rapporteurs / Rapporteur|Rapporteuse / Relator|Relatora / Докладчик по итогам / المقرر / 报告员 / Berichterstattung|Berichterstatter",
        "interpreter": "Interpreters|Interpreter|Interpretation / Interprètes|Interprète / Intérpretes|Intérprete / Переводчики|Переводчик / المترجمون / 口译员 / Dolmetschen|Dolmetscher",
        "post": "Post|Position|Job title|Function / Fonction|Poste / Cargo|Puesto / Должность / المنصب|الوظيفة / 职务|职位 / Funktion|Position",
        "affiliation": "Affiliation|Organisation|Organization|Institution|Company / Affiliation|Organisation|Institution / Afiliación|Organización|Institución / Организация|Учреждение / الجهة|المؤسسة / 单位|机构 / Zugehörigkeit|Organisation|Institution",
        "questions": "Questions|Guiding questions|Key questions|Questions for discussion / Questions|Questions directrices|Questions clés / Preguntas|Preguntas orientadoras|Preguntas clave / Вопросы|Ключевые вопросы|Вопросы для обсуждения / الأسئلة|الأسئلة التوجيهية / 问题|指导性问题|讨论问题 / Fragen|Leitfragen",
        "outcomes": "Outcomes|Outcome|Answers / Résultats / Resultados / Итоги / النتائج / 成果 / Ergebnisse|Ergebnis",
        "materials": "Materials|Documents|Links|Slides / Documents|Supports / Materiales|Documentos / Материалы / المواد|الوثائق / 材料|资料 / Materialien|Unterlagen",
        "language": "Language|Languages / Langue / Idioma|Lengua / Язык / اللغة / 语言 / Sprache",
        "status": "Status|State / Statut|État / Estado / Статус|Состояние / الحالة / 状态 / Status|Stand",
        "stream_url": "Live stream|Stream address|Stream URL|Livestream / Diffusion en direct / Transmisión en directo / Прямая трансляция / البث المباشر / 直播 / Livestream|Direktübertragung",
        "recording_url": "Recording|Recording URL|Video / Enregistrement / Grabación / Запись / التسجيل / 录像 / Aufzeichnung",
        "slug": "Address|Slug|Page / Adresse / Dirección / Адрес / الرابط / 网址 / Adresse",
        "uid": "ID|UID|UUID|GUID|Session ID / ID|Identifiant / ID|Identificador / ID|Идентификатор / ID|المعرّف / ID|标识 / ID|Kennung",
        "offset": "UTC offset|UTC offset at start / Décalage UTC / Desfase UTC / Смещение UTC / فرق التوقيت / UTC 偏移 / UTC-Versatz",
        "end_offset": "UTC offset at end / Décalage UTC à la fin / Desfase UTC al final / Смещение UTC в конце / فرق التوقيت عند النهاية / 结束时 UTC 偏移 / UTC-Versatz am Ende",
        "time_zone": "Time zone|Timezone / Fuseau horaire / Zona horaria|Huso horario / Часовой пояс / المنطقة الزمنية / 时区 / Zeitzone",
        "conference": "Conference / Conférence / Conferencia / Конференция / المؤتمر / 大会 / Konferenz|Tagung",
    }
)

QUESTIONS = Words(
    {
        "session": "Session|Session address|Session ID|Session title|Panel / Séance|Session / Sesión / Сессия|Мероприятие / الجلسة / 会议|场次 / Sitzung|Veranstaltung|Panel",
        "title": "Title of the session / Titre de la séance / Título de la sesión / Название сессии / عنوان الجلسة / 会议标题 / Titel der Sitzung",
        "number": SESSIONS.words["number"],
        "text": "Question|Text|Guiding question|Questions / Question|Texte / Pregunta|Texto / Вопрос|Текст / السؤال|النص / 问题|文本 / Frage|Text|Leitfrage",
        "outcome": SESSIONS.words["outcomes"],
        "uid": "ID|UID|UUID|Question ID / ID / ID|Identificador / ID|Идентификатор / ID|المعرّف / ID|标识 / ID|Kennung",
    }
)

PEOPLE = Words(
    {
        "name": "Name|Full name|Person|Speaker / Nom|Nom complet|Personne / Nombre|Nombre completo|Persona / Имя|ФИО|Имя и фамилия / الاسم / 姓名|名字 / Name|Person",
        "honorific": "Honorific|Salutation|Form of address|Prefix / Titre|Civilité / Tratamiento / Обращение|Титул / اللقب / 称谓|头衔 / Anrede|Titel",
        "post": SESSIONS.words["post"],
        "affiliation": SESSIONS.words["affiliation"],
        "country": "Country / Pays / País / Страна / البلد|الدولة / 国家 / Land",
        "biography": "Biography|Bio|About / Biographie / Biografía / Биография / السيرة الذاتية / 简历|简介 / Biografie|Lebenslauf",
        "photo": "Photo|Picture|Image / Photo / Foto / Фото|Фотография / الصورة / 照片 / Foto|Bild",
        "links": "Links|Websites|Website / Liens / Enlaces / Ссылки / الروابط / 链接 / Links",
        "slug": SESSIONS.words["slug"],
        "uid": "ID|UID|UUID|Person ID / ID / ID|Identificador / ID|Идентификатор / ID|المعرّف / ID|标识 / ID|Kennung",
    }
)

# People in a sheet of their own, which staff and offices keep: with what is never published.
SPEAKERS = Words(
    {
        **PEOPLE.words,
        "given_name": "First name|Given name|Forename / Prénom / Nombre de pila / Личное имя / الاسم الأول / 名 / Vorname",
        "family_name": "Last name|Surname|Family name / Nom de famille / Apellido|Apellidos / Фамилия / اسم العائلة|اللقب العائلي / 姓 / Nachname|Familienname",
        "email": "E-mail|Email|E-mail address|Email address|Mail / Adresse e-mail|Courriel|E-mail / Correo electrónico|Correo|E-mail / Электронная почта|Эл. почта|E-mail / البريد الإلكتروني / 电子邮件|邮箱 / E-Mail|E-Mail-Adresse",
        "consents_to_publish": "Consent|Consents to publication|Agrees to publication|Permission / Consentement|Accord / Consentimiento|Autorización / Согласие / الموافقة / 同意|同意发布 / Einwilligung|Einverständnis",
    }
)

ANSWERS = Words(
    {
        "yes": "Yes|Y|True|1|X|Given|✓ / Oui|O|Vrai / Sí|Si|S / Да / نعم / 是|同意 / Ja|J|Wahr",
        "no": "No|N|False|0|Refused / Non|Faux / No / Нет / لا / 否|不同意 / Nein|Falsch",
    }
)

ROOMS = Words(
    {
        "name": "Name|Room|Room name / Nom|Salle / Nombre|Sala / Название|Зал / الاسم|القاعة / 名称|会议室 / Name|Raum",
        "capacity": "Capacity|Seats / Capacité|Places / Capacidad|Aforo / Вместимость|Мест / السعة / 容量|座位 / Plätze|Kapazität",
        "stream_url": SESSIONS.words["stream_url"],
        "slug": SESSIONS.words["slug"],
    }
)

TRACKS = Words(
    {
        "name": "Name|Track / Nom|Parcours / Nombre|Eje / Название|Секция / الاسم|المسار / 名称|专题 / Name|Strang",
        "colour": "Colour|Color / Couleur / Color / Цвет / اللون / 颜色 / Farbe",
        "slug": SESSIONS.words["slug"],
    }
)

MATERIALS = Words(
    {
        "session": QUESTIONS.words["session"],
        "session_title": QUESTIONS.words["title"],
        "title": "Title|Name / Titre / Título / Название / العنوان / 标题 / Titel",
        "url": "URL|Link|Web address|File / URL|Lien / URL|Enlace / URL|Ссылка / URL|الرابط / URL|链接 / URL|Link",
        "kind": "Kind|Type / Type|Genre / Tipo / Вид|Тип / النوع / 类型 / Art|Typ",
    }
)

# The rows of the sheet about the conference: a name in the first cell, what it is in the second.
CONFERENCE = Words(
    {
        "title": "Title|Conference|Name|Event / Titre|Conférence / Título|Conferencia / Название|Конференция / العنوان|المؤتمر / 标题|大会 / Titel|Konferenz|Tagung",
        "short_title": "Short title|Short name|Acronym / Titre court|Acronyme / Título corto / Краткое название / العنوان المختصر / 短标题|简称 / Kurztitel",
        "theme": "Theme|Motto / Thème / Lema|Tema / Тема|Девиз / الموضوع|الشعار / 主题 / Thema|Motto",
        "summary": SESSIONS.words["summary"],
        "description": SESSIONS.words["description"],
        "organiser": "Organiser|Organizer|Organised by / Organisateur / Organizador / Организатор / الجهة المنظمة / 主办单位 / Veranstalter|Veranstalterin",
        "organiser_url": "Organiser's page|Organiser page|Organiser URL|Organizer URL / Page de l'organisateur / Página del organizador / Страница организатора / صفحة الجهة المنظمة / 主办单位网页 / Seite des Veranstalters",
        "language": SESSIONS.words["language"],
        "time_zone": SESSIONS.words["time_zone"],
        "format": "Format / Format / Formato / Формат / الشكل / 形式 / Format|Form",
        "venue": "Venue|Place|Where|Location / Lieu / Sede|Lugar / Место проведения|Место / المكان / 地点|会场 / Ort|Veranstaltungsort",
        "venue_address": "Venue's address|Venue address|Street address / Adresse du lieu / Dirección de la sede / Адрес места проведения / عنوان المكان / 会场地址 / Adresse des Ortes|Ortsadresse",
        "stream_url": SESSIONS.words["stream_url"],
        "date": "Date|Dates|When|First day / Date|Dates / Fecha|Fechas / Дата|Даты / التاريخ / 日期 / Datum|Wann",
        "slug": SESSIONS.words["slug"],
    }
)

SHEETS = Words(
    {
        "sessions": "Sessions|Session|Programme|Program|Agenda|Schedule|Timetable / Séances|Programme|Horaire / Sesiones|Programa|Agenda / Сессии|Программа|Расписание / الجلسات|البرنامج / 会议|日程|议程 / Sitzungen|Programm|Ablauf|Zeitplan",
        "questions": "Questions|Guiding questions / Questions / Preguntas / Вопросы / الأسئلة / 问题 / Fragen|Leitfragen",
        "people": "People|Persons|Speakers / Personnes|Intervenants / Personas|Ponentes / Участники|Докладчики / الأشخاص|المتحدثون / 人员|发言人 / Personen|Vortragende",
        "rooms": "Rooms / Salles / Salas / Залы / القاعات / 会议室 / Räume",
        "tracks": "Tracks / Parcours / Ejes / Секции / المسارات / 专题 / Stränge",
        "materials": "Materials|Documents / Documents / Materiales|Documentos / Материалы / المواد / 材料 / Materialien|Unterlagen",
        "conference": "Conference / Conférence / Conferencia / Конференция / المؤتمر / 大会 / Konferenz|Tagung",
    }
)

KINDS = Words(
    {
        "opening": "Opening|Welcome / Ouverture / Apertura|Inauguración / Открытие / افتتاح|الافتتاح / 开幕|开幕式 / Eröffnung|Begrüßung",
        "keynote": "Keynote / Conférence principale / Conferencia magistral / Основной доклад / كلمة رئيسية / 主旨演讲 / Hauptvortrag|Keynote",
        "panel": "Panel|Panel discussion / Table ronde|Panel / Panel|Mesa redonda / Панель|Панельная дискуссия|Круглый стол / حلقة نقاش / 专题讨论|圆桌 / Podium|Podiumsdiskussion",
        "discussion": "Discussion|Debate / Discussion|Débat / Debate|Discusión / Дискуссия|Обсуждение / نقاش|مناقشة / 讨论 / Diskussion|Aussprache",
        "talk": "Talk|Lecture|Presentation / Exposé|Présentation / Ponencia|Presentación / Доклад|Лекция / محاضرة|عرض / 报告|讲座 / Vortrag",
        "workshop": "Workshop|Tutorial / Atelier / Taller / Мастер-класс|Семинар / ورشة عمل|ورشة / 工作坊|研讨会 / Workshop|Werkstatt",
        "break": "Break|Lunch|Coffee break / Pause|Déjeuner / Pausa|Descanso|Almuerzo / Перерыв|Обед / استراحة|غداء / 休息|茶歇|午餐 / Pause|Mittagspause|Kaffeepause",
        "social": "Social event|Social|Reception|Dinner / Réception|Dîner / Acto social|Recepción|Cena / Приём|Прием|Ужин / حفل استقبال|عشاء / 社交活动|招待会|晚宴 / Geselliges|Empfang|Abendessen",
        "closing": "Closing|Conclusion / Clôture / Clausura|Cierre / Закрытие / اختتام|الختام / 闭幕|闭幕式 / Abschluss",
        "other": "Other / Autre / Otro|Otra / Другое / أخرى / 其他 / Anderes|Sonstiges",
    },
    models.Session.Kind,
)

ROLES = Words(
    {
        "chair": "Chair|Chairperson / Présidence|Président|Présidente / Presidencia|Presidente|Presidenta / Председатель / رئيس الجلسة / 主席 / Vorsitz",
        "moderator": "Moderator|Facilitator / Modération|Modérateur|Modératrice / Moderación|Moderador|Moderadora / Модератор / مدير الجلسة / 主持人 / Moderation|Moderator|Moderatorin",
        "keynote": "Keynote speaker|Keynote / Conférencier principal / Ponente principal / Основной докладчик / المتحدث الرئيسي / 主旨发言人 / Hauptredner|Hauptrednerin",
        "panellist": "Panellist|Panelist / Panéliste / Panelista / Участник дискуссии / مشارك في الحلقة / 与谈人 / Podiumsgast",
        "speaker": "Speaker|Presenter / Intervention|Intervenant|Intervenante / Ponente|Orador|Oradora / Докладчик|Спикер / المتحدث / 发言人|演讲人 / Vortrag|Referent|Referentin",
        "rapporteur": "Rapporteur / Rapporteur|Rapporteuse / Relator|Relatora / Докладчик по итогам / المقرر / 报告员 / Berichterstattung",
        "opening": "Opening remarks / Mots de bienvenue / Palabras de apertura / Вступительное слово / كلمة الافتتاح / 开幕致辞 / Grußwort",
        "closing": "Closing remarks / Mot de clôture / Palabras de cierre / Заключительное слово / كلمة الختام / 闭幕致辞 / Schlusswort",
        "interpreter": "Interpreter / Interprète / Intérprete / Переводчик / المترجم / 口译员 / Dolmetschen",
    },
    models.Appearance.Role,
)

STATUSES = Words(
    {
        "confirmed": "Confirmed|Final|Accepted|Yes / Confirmé|Confirmée / Confirmada|Confirmado / Подтверждено / مؤكد|مؤكدة / 已确认 / Bestätigt",
        "tentative": "Tentative|Provisional|To be confirmed|TBC / Provisoire|À confirmer / Provisional|Por confirmar / Предварительно / مبدئي|مبدئية / 暂定 / Vorläufig|Unbestätigt",
        "cancelled": "Cancelled|Canceled / Annulé|Annulée / Cancelada|Cancelado / Отменено / ملغى|ملغاة / 已取消 / Abgesagt",
        "withdrawn": "Withdrawn|Deleted / Retiré|Retirée / Retirada|Retirado / Снято / مسحوب|مسحوبة / 已撤回 / Zurückgezogen",
    },
    models.Session.Status,
)

FORMATS = Words(
    {
        "in_person": "In person|Onsite|In-person / En présentiel / Presencial / Очно / حضوري / 线下 / Vor Ort|Präsenz",
        "online": "Online|Virtual / En ligne / En línea / Онлайн / عبر الإنترنت / 线上 / Online|Virtuell",
        "hybrid": "Hybrid / Hybride / Híbrido|Híbrida / Гибридный / مختلط / 混合 / Hybrid",
    },
    models.Conference.Format,
)

MATERIAL_KINDS = Words(
    {
        "slides": "Slides|Presentation / Diapositives / Diapositivas / Слайды / شرائح / 幻灯片 / Folien",
        "paper": "Paper|Document / Document / Documento / Документ / ورقة / 文件 / Papier|Dokument",
        "recording": "Recording|Video / Enregistrement / Grabación / Запись / تسجيل / 录像 / Aufzeichnung",
        "photo": "Photo|Picture / Photo / Foto / Фото / صورة / 照片 / Foto",
    }
)

# ruff: noqa: E501  # lines are filled with words
"""The words that programmes are made of, by concern: a language is added by adding words here.

English is complete; German, French, Spanish, Russian, Arabic and Chinese have the commonest words. All words
stand casefolded, as ``fold`` leaves them. A phrase matches whole words, but within a word in Arabic and Chinese.
"""

from __future__ import annotations

from events.programme import Format, Role, SessionKind

MONTHS: dict[str, int] = {
    name.replace("_", " "): number
    for number, names in enumerate(
        [
            "january jan januar jänner janvier janv enero января январь يناير كانون_الثاني كانون_ثاني جانفي",
            "february feb februar février févr fevrier febrero февраля февраль فبراير شباط فيفري فبراير",
            "march mar märz maerz mars marzo марта март مارس آذار اذار أذار",
            "april apr avril avr abril апреля апрель أبريل ابريل إبريل نيسان أفريل افريل",
            "may mai mayo мая май مايو أيار ايار ماي",
            "june jun juni juin junio июня июнь يونيو يونية حزيران جوان",
            "july jul juli juillet juil julio июля июль يوليو يولية تموز جويلية يوليوز",
            "august aug août aout agosto августа август أغسطس اغسطس آب اب أوت اوت غشت",
            "september sept sep septembre septiembre setiembre сентября сентябрь سبتمبر أيلول ايلول شتنبر",
            "october oct oktober okt octobre octubre октября октябрь أكتوبر اكتوبر تشرين_الأول تشرين_الاول تشرين_الأوّل تشرين_أول",
            "november nov novembre noviembre ноября ноябрь نوفمبر تشرين_الثاني تشرين_ثاني نونبر",
            "december dec dezember dez décembre déc decembre diciembre dic декабря декабрь ديسمبر كانون_الأول كانون_الاول كانون_الأوّل كانون_أول دجنبر",
        ],
        start=1,
    )
    for name in names.split()
}

WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        [
            "monday mon montag lundi lunes понедельник الاثنين الإثنين 星期一 周一",
            "tuesday tues tue dienstag mardi martes вторник الثلاثاء 星期二 周二",
            "wednesday wed mittwoch mercredi miércoles miercoles среда الأربعاء الاربعاء 星期三 周三",
            "thursday thurs thur thu donnerstag jeudi jueves четверг الخميس 星期四 周四",
            "friday fri freitag vendredi viernes пятница الجمعة 星期五 周五",
            "saturday sat samstag sonnabend samedi sábado sabado суббота السبت 星期六 周六",
            "sunday sun sonntag dimanche domingo воскресенье الأحد الاحد 星期日 星期天 周日",
        ]
    )
    for name in names.split()
}

DAY = "day tag jour journée día dia jornada день اليوم 第"
DAY_NUMBERS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        [
            "1 one i first eins un uno первый الأول الاول 一",
            "2 two ii second zwei deux dos второй الثاني 二",
            "3 three iii third drei trois tres третий الثالث 三",
            "4 four iv fourth vier quatre cuatro четвертый الرابع 四",
            "5 five v fifth fünf cinq cinco пятый الخامس 五",
            "6 six vi sixth sechs seis шестой السادس 六",
            "7 seven vii seventh sieben sept siete седьмой السابع 七",
        ],
        start=1,
    )
    for word in words.split()
}

# The line says nothing but that the agenda follows.
AGENDA_HEADS = """agenda|programme|program|schedule|timetable|conference programme|conference program|conference agenda
|programme of work|provisional programme|provisional agenda|draft agenda|draft programme|event programme|event agenda
|workshop agenda|workshop programme|meeting agenda|tagungsprogramm|ablauf|zeitplan|programm|ordre du jour|déroulé|programa
|orden del día|programme provisoire|programme définitif|programme de la journée|vorläufiges programm|programa provisional|предварительная программа|программа|повестка дня|расписание|جدول الأعمال|البرنامج|日程|议程|会议议程|日程安排|会议日程|大会日程|活动议程|议程安排"""

# What conferences are called. After EVENTS a colon parts title and theme; the others only tell a title from prose.
EVENTS = """conference|summit|forum|workshop|symposium|seminar|congress|meeting|convention|colloquium|dialogue|konferenz|tagung
|conférence|colloque|sommet|conferencia|congreso|seminario|cumbre|конференция|форум|саммит|مؤتمر|منتدى|会议|论坛|大会"""
OCCASIONS = """webinar|roundtable|round table|hackathon|assembly|school|briefing|days|kongress|symposion|gipfel|treffen|tag|tage|fachtag
|séminaire|journée|journées|atelier|rencontre|rencontres|assises|table ronde|congrès|symposium|jornada|jornadas|encuentro|taller
|foro|mesa redonda|simposio|coloquio|семинар|круглый стол|симпозиум|конгресс|форума|конференции|ندوة|ورشة|ملتقى|قمة|研讨|峰会|座谈会|年会"""

# Roles by what introduces people. The keys are the document's roles.
ROLES: dict[Role, str] = {
    "moderator": """moderator|moderators|moderated by|moderation|moderator and speaker|facilitator|facilitators
|facilitated by|host|hosted by|interviewer|moderatorinnen|moderatorin|moderate|modération|modérateur|modératrice|modérateurs|animateur|animatrice
|animation|animateurs|animée par|modérée par|moderación|moderadores|moderadoras|facilitación|facilita|gesprächsleitung|diskussionsleitung|moderiert von|модерация|модератор сессии|модератор секции|ведущие|ميسر الجلسة|ميسرة الجلسة|تيسير|对话主持|圆桌主持|主持嘉宾|moderador|moderadora|moderan|modera|facilitador|facilitadora|модератор|модераторы|ведущий|ведущая
|يدير الجلسة|تدير الجلسة|إدارة الجلسة|مدير الجلسة|مديرة الجلسة|منسق الجلسة|主持人|主持|协调人""",
    "chair": """chair|chairs|co-chair|co-chairs|chaired by|chairperson|chairman|chairwoman|chairpersons|session chair
|summit chair|summit chairperson|conference chair|conference chairperson|panel chair|presiding|vorsitz|sitzungsleitung
|leitung|présidence|président de séance|présidente de séance|présidée par|presidente|presidenta|preside
|председатель|председательствующий|сопредседатели|يرأس الجلسة|ترأس الجلسة|رئيس الجلسة|رئيسة الجلسة|présidence de séance|presidencia|preside la mesa|主席|会议主席""",
    "keynote": """keynote|keynotes|keynote speaker|keynote speakers|keynote speech|keynote address|keynote by
|hauptredner|hauptrednerin|conférencier principal|conférencière principale|orador principal|oradora principal
|ponente principal|основной докладчик|المتحدث الرئيسي|المتحدثة الرئيسية|主旨发言人|主旨演讲""",
    "panellist": """panellist|panellists|panelist|panelists|panel members|panel|discussant|discussants|respondent
|respondents|on the panel|in conversation|commentator|commentators|podium|es diskutieren|auf dem podium|diskutierende|teilnehmende|teilnehmer|teilnehmerinnen|gäste|discutant|discutante|discutants|discutantes|grands témoins|grand témoin|participantes|comentarista|comentaristas|panelistas invitados|эксперты сессии|приглашенные эксперты|участвуют|к участию приглашены|дискутанты|المتحاورون|对话嘉宾|圆桌嘉宾|点评人|点评嘉宾|评议人|podium|podiumsgäste|diskutanten|panélistes|participants à la table ronde|panelistas
|panelista|panelistes|participan|participants|panélistes|podiumsteilnehmer|podiumsteilnehmerinnen|diskussion mit|участники дискуссии|участники|эксперты|المشاركون في الجلسة|المشاركون|讨论嘉宾|与谈人|小组成员""",
    "speaker": """speaker|speakers|speech by|presenter|presenters|presented by|presentation by|presentations by
|lecturer|lecturers|contributor|contributors|featuring|led by|es sprechen|rednerin|redner|rednerinnen|dozent|dozentin|dozentinnen|exponen|expone|imparte|imparten|disertante|disertantes|presenta|presentan|presentador|presentadora|exposant|exposants|conférencier|conférencière|conférenciers|communication de|выступления|лектор|лекторы|выступают|выступает|спикеры сессии|المحاضر|المحاضرون|المحاضرة|المتدخلون|المتدخل|المداخلون|主讲|主讲嘉宾|特邀嘉宾|报告人|汇报人|报告嘉宾|宣讲人|lecturer|lecture by|guest speaker|guest speakers|confirmed speakers|invited speakers|remarks by
|instructor|instructors|trainer|trainers|with|by|referent|referentin|referentinnen|referenten|referierende|vortragende
|sprecher|sprecherin|sprecherinnen|impulse|impuls|impulse von|impulsvorträge|vorträge|input|inputs|vortrag von|beiträge|mit|interventions|con
|avec|intervenant|intervenante|intervenants|intervenantes|orateur|oratrice|orateurs|ponente|ponentes|orador|oradora
|oradores|expositor|expositora|expositores|conferencista|conferencistas|intervienen|выступающие|выступающий|докладчик
|докладчики|спикер|спикеры|спикер|المتحدثون|المتحدث|المتحدثة|المتحدثين|المتكلمون|发言人|演讲人|主讲人|嘉宾|演讲嘉宾|发言嘉宾|演讲者|讲者|讲师|المشاركون في الحوار""",
    "rapporteur": "rapporteur|rapporteurs|berichterstatter|rapporteuse|relator|relatora|relatores|مقرر|مقرر الجلسة|报告员",
    "opening": """opening remarks|opening remarks by|welcome|welcome by|welcome address|welcome address by|introduction|introduction by|begrüßung|einführung|ouverture|introduction par|bienvenida|introducción|palabras de|открытие|приветствие|致欢迎辞|welcome remarks by|welcoming remarks|opened by|opening by
|grußwort|grußworte|mots de bienvenue|palabras de bienvenida|palabras de apertura|вступительное слово
|приветственное слово|كلمة الافتتاح|كلمات الافتتاح|开幕致辞|致辞嘉宾|致辞人|致辞|致词""",
    "closing": """closing remarks|closing remarks by|concluding remarks|closed by|schlusswort|mot de clôture
|palabras de cierre|заключительное слово|كلمة الختام|闭幕致辞""",
    "interpreter": "interpreter|interpreters|interpretation by|dolmetscher|interprètes|intérpretes|переводчики|المترجمون|口译员",
}

# What stands right before somebody who speaks, without a colon: "كلمة الدكتورة ليلى حداد".
SPEECHES = """كلمة|كلمات|مداخلة|محاضرة|allocution de|mot de|intervention de|exposé de|discours de|palabras de|intervención de|discurso de|ponencia de
|выступление|доклад|rede von|grußwort von|impuls von|vortrag von|speech of|address of"""

# What parts whoever speaks from what comes next: "Lecture by Ada Byron, followed by a discussion", "…, with Eve Black".
THEN = """followed by|and then|suivi de|suivie de|suivis de|suivi d'|suivie d'|gefolgt von|mit anschließender|anschließend|seguido de|seguida de|seguido por
|seguida por|с последующим|с последующей|затем|يليها|تليها"""
TOGETHER = "with|joined by|avec|mit|con|с участием"

# What is given by somebody who is named right after it: "Conférence de Paul Roux (Le Monde)".
GIVEN_BY = """conférence|exposé|intervention|allocution|présentation|communication|ponencia|conferencia|charla|intervención|presentación|discurso"""

# What stands between a session and whoever moderates or chairs it: "Debate moderado por Nuria Cobo".
MODERATED_BY = """modera|moderan|facilita|facilitan|modère|anime|moderated by|facilitated by|moderado por|moderada por|animé par|animée par|modéré par|modérée par
|moderiert von|ведет|ведут|модерирует|модерируют"""
CHAIRED_BY = "chaired by|presidido por|presidida por|présidé par|présidée par|geleitet von|unter leitung von"

# "Dr Ilse Brandt moderates" at the end of a title.
ROLE_VERBS: dict[str, Role] = {
    "moderates": "moderator",
    "moderating": "moderator",
    "chairs": "chair",
    "chairing": "chair",
}

# What introduces guiding questions.
QUESTION_HEADS = """guiding questions|guiding question|questions for discussion|question for discussion|key questions
|discussion questions|questions|questions to consider|questions to be addressed|questions to be discussed
|questions for the panel|questions for consideration|key questions for discussion|possible questions|suggested questions
|orienting questions|framing questions|the panel will consider|the panel will address|the panel will discuss
|the panel will focus on|the panel will explore|this panel will consider|this panel will address
|this panel will discuss|the session will consider|the session will address|the session will discuss
|the session will explore|this session will consider|this session will address|this session will discuss
|topics for discussion|issues for discussion|points for discussion|topics for consideration|key issues
|leitfragen|fragen|diskussionsfragen|questions directrices|questions clés|questions pour la discussion|questions à débattre
|thèmes de discussion|preguntas orientadoras|preguntas guía|preguntas clave|preguntas para el debate|preguntas
|temas de discusión|temas para el debate|темы для обсуждения|вопросы для обсуждения|вопросы|ключевые вопросы
|основные вопросы|вопросы для обсуждения|أسئلة النقاش|أسئلة الجلسة|الأسئلة|الأسئلة التوجيهية|أسئلة للنقاش|أسئلة إرشادية|محاور النقاش|指导性问题|讨论问题|引导问题|讨论议题"""

# What introduces the room of a session.
ROOM_LABELS = "room|venue|location|place|ubicación|sitio|aula|auditorio|аудитория|локация|место проведения|raum|saal|ort|salle|lieu|sala|lugar|зал|место|القاعة|المكان|会议室|地点"
ROOM_WORDS = "room|hall|auditorium|aula|auditorio|hörsaal|amphithéâtre|аудитория|salle|saal|raum|sala|зал|конференц-зал|قاعة|theatre|theater|studio"

# What introduces a fact about the conference.
FACTS: dict[str, str] = {
    "date": "date|dates|when|day|datum|wann|quand|fecha|fechas|cuándo|дата|когда|التاريخ|日期",
    "time": "time|times|hours|zeit|uhrzeit|heure|horaire|hora|horario|время|الوقت|时间",
    "zone": "time zone|timezone|zone|times|all times|zeitzone|fuseau horaire|zona horaria|huso horario|часовой пояс|时区",
    "venue": """where|venue|location|place|conference venue|wo|ort|veranstaltungsort|où|lieu|dónde|lugar|sede|место
|место проведения|где|المكان|地点""",
    "format": "format|formato|формат|الشكل|形式",
    "organiser": """organiser|organizer|organisers|organizers|organised by|organized by|convened by|hosted by|convener
|veranstalter|organisateur|organisé par|organizador|organiza|организатор|الجهة المنظمة|主办单位""",
    "theme": "theme|motto|thema|thème|tema|тема|الموضوع|主题",
    "title": "title|event|conference|titel|titre|título|название|会议名称|活动名称|论坛名称|会议主题|عنوان المؤتمر",
    "language": "language|languages|working language|working languages|conference language|konferenzsprache|tagungssprache|langue de travail|idioma de trabajo|рабочий язык|sprache|langue|langues|idioma|язык|اللغة|语言",
}

FORMATS: dict[Format, str] = {
    "hybrid": "hybrid|hybrides|hybride|híbrido|híbrida|гибридный|مختلط|混合",
    "online": "online|virtual|virtually|webinar|on-line|en ligne|virtuel|en línea|онлайн|عبر الإنترنت|线上|在线",
    "in_person": "in person|in-person|onsite|on-site|face-to-face|physical|präsenz|en présentiel|presencial|очно|حضوري|线下",
}

# Titles that tell the kind. ANYWHERE: as whole words anywhere in the title. EDGE: as its first or last words.
KINDS_ANYWHERE: list[tuple[SessionKind, str]] = [
    (
        "other",
        """registration|check-in|accreditation|anmeldung|registrierung|akkreditierung|inscription|inscriptions|enregistrement
|accréditation|accréditations|inscripción|inscripciones|registro|acreditación|acreditaciones|регистрация|аккредитация|التسجيل|تسجيل المشاركين
|签到|注册|报到""",
    ),
    (
        "social",
        """reception|dinner|cocktail|cocktails|drinks|gala|banquet|happy hour|welcome evening|social event|excursion
|exkursion|ausflug|excursión|excursions|excursiones|экскурсия|رحلة ميدانية|رحلة بحرية|رحلة سياحية|游览|apéro|apéritif|umtrunk|vin d'honneur|vino de honor|cóctel|коктейль|كوكتيل|酒会
|банкет|galadinner|festessen|宴会|sektempfang|empfang|abendessen|gesellschaftsabend|dîner|réception|cena|recepción|ужин|прием|фуршет|عشاء|حفل استقبال|招待会|晚宴""",
    ),
    (
        "break",
        """break|lunch|luncheon|coffee break|tea break|lunch break|breakfast|refreshments|mittagspause|kaffeepause
|pause|mittagessen|frühstück|pause-café|déjeuner|repas|almuerzo|pausa|receso|descanso|coffee-break|обед|перерыв
|кофе-брейк|кофе-пауза|استراحة|غداء|茶歇|午餐|用餐|休息""",
    ),
    (
        "panel",
        "panel|panel discussion|round table|roundtable|table ronde|mesa redonda|podium|podiumsgespräch|podiumsdiskussion|runder tisch|круглый стол|панельная дискуссия|طاولة مستديرة|مائدة مستديرة|حلقة نقاش|圆桌|小组讨论",
    ),
    (
        "keynote",
        """keynote|key note|keynote address|mittagsvorlesung|conférence inaugurale|conférence d'ouverture
|conferencia magistral|conferencia inaugural|conferencia de apertura|ponencia inaugural|opening lecture|inaugural lecture|eröffnungsvortrag|festvortrag
|hauptvortrag|вступительная лекция|инаугурационная лекция|ключевой доклад|пленарный доклад|المحاضرة الافتتاحية|محاضرة افتتاحية|الكلمة الرئيسية|开幕演讲|主题演讲|主旨""",
    ),
    (
        "discussion",
        """discussion|q&a|questions and answers|q & a|fireside|fireside chat|town hall|open floor|debate|dialogue
|plenary forum|question and answer|questions et réponses|preguntas y respuestas|preguntas del público|fragen und antworten|abschlussdiskussion|вопросы и ответы|أسئلة وأجوبة|问答|diskussion|fragerunde|aussprache|débat|dialogue|debate|discusión|diálogo|дискуссия|обсуждение|дебаты|نقاش|مناقشة|حوار|讨论|辩论|对话""",
    ),
    (
        "workshop",
        """workshop|workshops|hands-on|tutorial|training|working group|working groups|breakout|breakouts|group work|masterclass|simulation
|exercise|atelier|ateliers|taller|talleres|мастер-класс|семинар|воркшоп|тренинг|تدريب|ورشة|工作坊|培训""",
    ),
]
KINDS_EDGE: list[tuple[SessionKind, str]] = [
    (
        "opening",
        """opening|welcome|welcoming|introduction|inauguration|opening remarks|opening session|opening ceremony
|welcome remarks|mot de bienvenue|mots de bienvenue|palabras de bienvenida|grußwort|eröffnung|eröffnungsveranstaltung|begrüßung|ouverture|accueil|bienvenue|inauguración|inauguracion
|apertura|bienvenida|открытие|приветствие|приветствия|приветственное слово|приветственные слова|вступительное слово|الافتتاح|كلمة ترحيب|كلمات ترحيب|ترحيب|الجلسة الافتتاحية|开幕|开幕式|致词|开幕致辞|致辞|欢迎|欢迎辞|欢迎词|欢迎致辞|grußworte|willkommen|allocutions|mots d'accueil|saludo|saludos|acto de apertura|palabras de apertura|palabras de bienvenida""",
    ),
    (
        "closing",
        """closing|conclusion|conclusions|wrap-up|wrap up|closing remarks|concluding remarks|end of summit|adjourn
|end of conference|end of day|fin|ende|close|adjourn|end|farewell|verabschiedung|завершение работы|завершение|اختتام|انتهاء|abschluss|abschlussplenum|abschlussveranstaltung|verabschiedung|schlusswort|clôture
|conclusions|clausura|cierre|закрытие|подведение итогов|заключение|الختام|الجلسة الختامية|闭幕|闭幕式""",
    ),
    (
        "talk",
        "lecture|talk|presentation|case study|report|vortrag|vorlesung|exposé|présentation|conférence|ponencia|presentación|conferencia|доклад|презентация|лекция|محاضرة|讲座|报告",
    ),
]
OPENING_PHRASES = "opening remarks|opening session|opening ceremony|opening statement|opening address|welcome remarks|welcome address"
CLOSING_PHRASES = (
    "closing remarks|closing session|closing ceremony|closing statement|closing address|concluding remarks"
)

NUMBERED_PANELS = "panel|panel discussion"

# A title that ends so is cut short: "opening remarks by".
DANGLING = "by|with|from|and|the|of|for|von|mit|und|par|avec|et|por|con|y"

# What heads several sessions, with a number: "Session 2: People".
BLOCKS = """session|sessions|panel|part|block|section|theme|topic|stream|track|module|segment|sitzung|teil|thema|sektion
|séance|partie|axe|thème|sesión|bloque|parte|eje|сессия|секция|блок|часть|тема|الجلسة|المحور|分会场|单元|议题"""

# Lines that only part a day.
PARTS_OF_DAY: dict[str, str] = {
    "morning": """morning|morning session|am|vormittag|matin|matinée|mañana|sesión de la mañana|утро|утренняя сессия
|صباحا|الصباح|الفترة الصباحية|上午|早上""",
    "afternoon": """afternoon|afternoon session|pm|nachmittag|après-midi|tarde|sesión de la tarde|дневная сессия
|после обеда|مساء|بعد الظهر|الفترة المسائية|中午|下午""",
    "evening": "evening|evening session|abend|soirée|soir|noche|вечер|вечерняя сессия|المساء|晚上|晚间",
}

# Columns of a pasted table by their heads.
COLUMNS: dict[str, str] = {
    "end": "end|ends|end time|finish|ende|bis|fin|final|hasta|окончание|конец|结束|结束时间|النهاية",
    "length": "duration|length|minutes|min|dauer|durée|duración|продолжительность|длительность|时长|المدة",
    "time": "time|times|start|starts|start time|hour|hours|beginn|von|début|inicio|начало|开始|开始时间|zeit|uhrzeit|heure|heures|horaire|hora|horario|время|الوقت|时间",
    "date": "date|day|datum|tag|jour|fecha|día|дата|день|التاريخ|日期",
    "title": """title|session|item|event|activity|agenda item|topic|subject|programme|program|agenda|description
|veranstaltung|titel|thema|programmpunkt|titre|séance|sujet|título|sesión|actividad|tema|мероприятие|тема|название
|العنوان|الجلسة|النشاط|会议内容|内容|议题|主题""",
    "people": """wer|qui|quién|кто|speaker|speakers|presenter|presenters|people|who|panellists|panelists|referent|referenten|vortragende
|responsible|responsible person|lead|leads|led by|presenter(s)|speaker(s)|facilitator|facilitators|contributor|contributors|verantwortlich
|responsable|responsables|a cargo de|ответственный|ответственные|رئيس الجلسة|负责人|intervenant|intervenants|orateur|orateurs|ponente|ponentes|orador|oradores|докладчик|докладчики|спикер|спикеры
|выступающие|المتحدث|المتحدثون|发言人|演讲人|主讲人""",
    "moderator": "moderator|moderators|modérateur|moderador|модератор|主持人",
    "chair": "chair|chairs|vorsitz|président|presidente|председатель",
    "room": "room|venue|location|place|where|raum|ort|saal|salle|lieu|sala|lugar|зал|место|القاعة|المكان|地点|会议室",
    "kind": "theme|type|kind|format|category|track|art|typ|thème|tipo|тип|формат|类型",
    "note": "notes|note|remarks|comment|comments|bemerkung|remarques|observaciones|примечание|ملاحظات|备注|备注说明",
}

# Places whose people are to be announced.
PLACEHOLDERS = """tbc|tba|tbd|t.b.c|t.b.a|t.b.d|tbn|to be confirmed|to be announced|to be determined|to be named|invited|n.n|nn|n. n|à confirmer
|à préciser|à déterminer|à définir|por confirmar|por definir|por determinar|a confirmar|offen|angefragt|wird noch bekannt gegeben|wird noch bekanntgegeben
|уточняется|уточняются|по согласованию|будет объявлен|待定|待确认|拟邀|يحدد لاحقا|يحدد لاحقاً|سيحدد لاحقا|لاحقا|قيد التأكيد"""
NOT_A_PERSON = """alle|tous|todos|все|representative|representatives|delegates|participants|all|all participants|various|several|moderated|members
|speakers|audience|secretariat|vertreter|représentant|representante|представитель"""

HONORIFICS = """mr mrs ms miss mx dr prof professor sir dame lord lady rev hon amb ambassador h.e he his her excellency the rt
lieutenant sergeant commander ret minister senator chancellor baron baroness shri smt sheikh sheikha prince princess father pastor imam rabbi mep mp mdb mdl gen general rear vice oberst botschafter botschafterin ambassadeur ambassadrice embajador embajadora посол col colonel maj major lt capt captain cpt adm admiral cdr brig sgt judge justice sen senator rep
herr frau dipl.-ing ing ph.d professeur m mme mlle pr me s.e s.e.m
sr sra srta dra d d.ª dª don doña dña lic mtro mtra excmo excma s.e
г-н г-жа д-р проф господин госпожа е.п السفير السفيرة المهندس المستشار اللواء السيد السيدة الدكتور الدكتورة الأستاذ الأستاذة د أ.د سعادة معالي"""
# Words that no name has, though a title may write them with a capital.
NO_NAMES = """the and or of on in into to with without at from for about against between beyond towards toward through
our your their its part new next how why what when who where is are can will this that as across under over after before"""
# These are honorifics only when a full stop or a further honorific stands with them.
SHORT_HONORIFICS = "ret minister chancellor commander prince princess father mp mep m me he the his her don hon rt pr rear vice general major lord lady judge justice د"

PARTICLES = """de da do dos das del della di du des la le les los las el al bin ibn bint abu van von der den het ten ter zu zur
zum y e af av op 't d' und ibn-e san santa saint st mac ben"""

POSTS = """director ambassador minister head chair chairman chairwoman chairperson professor president vice secretary
deputy officer chief ceo cto cio cfo coo ciso founder co-founder partner researcher fellow senior counsellor counselor
adviser advisor analyst manager coordinator representative rapporteur commissioner attaché attache expert lead leader
consultant lecturer dean rector editor journalist executive associate assistant engineer scientist specialist managing
general former acting envoy delegate judge lawyer attorney economist writer author svp evp global principal
directeur directrice ministre ambassadeur ambassadrice secrétaire journaliste professeur chef rapporteur
direktor direktorin leiter leiterin vorsitzende vorsitzender professorin geschäftsführer geschäftsführerin referent
referentin journalistin redakteur redakteurin sprecher sprecherin ministerin staatssekretär staatssekretärin botschafter
botschafterin präsident präsidentin anwalt anwältin beauftragte beauftragter captain
ingénieur ingénieure journaliste avocat avocate président présidente conseiller conseillère chercheur chercheuse maître préfet maire députée député
vicepresidente vicepresidenta viceministro viceministra director-general subdirector subdirectora alcalde alcaldesa
oberbürgermeister oberbürgermeisterin bürgermeister bürgermeisterin dezernent dezernentin dezernentinnen vorstand gründer gründerin
convenor convener chancellor mayor governor senator curator producer strategist trustee
periodista presidente presidenta investigador investigadora abogado abogada consejero consejera catedrático catedrática rector rectora vicerrector decano decana rectrice doyen doyenne
декан проректор редактор советник эксперт исследователь доцент академик президент
مدير مديرة رئيس رئيسة وزير وزيرة وكيل وكيلة سفير سفيرة أستاذ أستاذة
jefe jefa ministro ministra embajador embajadora secretario secretaria profesor profesora coordinador leader
директор заместитель министр председатель генеральный руководитель начальник губернатор партнер ректор юрист
глава менеджер посол профессор управляющий исполняющий первый старший исполнительный"""

ORGANISATIONS = """tu fh eth rwth lmu htw univ labs partners consulting ventures technologies systems solutions software security digital research forum
initiative alliance coalition fund institution republic kingdom states communications telecom insurance collège lycée hôpital colegio fundación fondation stiftung consejo conseil parlament parlement parlamento senado
hochschule ministerium bundesamt landesamt stadt landkreis bundesverband gesellschaft verein klinikum kammer
مركز جامعة وزارة وكالة معهد مؤسسة منظمة هيئة مجلس شركة كلية الأمم 大学 学院 研究院 研究所 公司 集团 协会 学会 委员会 外交部
university institute centre center bank ministry mission group company corporation inc ltd gmbh llc plc
association foundation council commission department agency office organisation organization secretariat school
college faculty society union federation network committee programme program laboratory lab academy hospital press
times news authority bureau embassy court parliament government nations united international national european
unidad centro departamento facultad unité équipe fakultät zentrum abteilung
université institut ministère banque agence école organisation universität verband universidad instituto
ministerio banco agencia университет институт министерство банк агентство департамент ооо оао пао ао"""

# What ends in a full stop, beside single letters and what has one within: "Acme Inc.", "Bitkom e. V.", "Ph.D.".
ABBREVIATED = """inc ltd co corp bros llc plc pty pvt jr sr assoc assn dept div gov univ inst int intl org dr prof st mgr mag
cía cia ets cie kg ag mbh gmbh tbk bhd sdn pte lda ltda ооо oü hr tel esq ret etc u.a usw"""
# What stands after a comma and still belongs to the words before it: "Acme, Inc.", "Ada Byron, Ph.D.".
LEGAL_FORMS = "inc|ltd|llc|llp|plc|corp|co|gmbh|ag|se|s.a|sa|s.l|s.a.s|sas|sarl|s.r.l|s.p.a|b.v|n.v|e.v|co.kg|co. kg|pty ltd|co., ltd|l.p|lp|pjsc|jsc|limited"
DEGREES = "ph.d|phd|ph. d|m.d|md|llm|ll.m|ll.b|j.d|jd|esq|m.a|mba|m.sc|msc|b.a|b.sc|dr.-ing|mp|mep|mla|obe|mbe|cbe|frs|qc|kc|cissp|pe|p.e|d.phil|dphil|sj|s.j"

# Posts that stand before a name without a comma: "Mayor Ada Byron".
TITLED_POSTS = """minister ministerin staatsminister staatsministerin staatssekretär staatssekretärin bürgermeister bürgermeisterin oberbürgermeister
oberbürgermeisterin landrat landrätin stadtrat stadträtin senator senatorin präsident präsidentin vizepräsident vizepräsidentin rektor rektorin
dekan dekanin direktor direktorin generalsekretär generalsekretärin vorsitzende vorsitzender mayor president vice-president governor rector dean
provost commissioner secretary-general director-general councillor chairman chairwoman director alcalde alcaldesa presidente presidenta ministro ministra
vicepresidente vicepresidenta consejero consejera concejal concejala diputado diputada secretario secretaria decano decana rectora directora maire préfet
préfète président présidente ministre recteur rectrice députée député directeur directrice sénateur sénatrice директор министр губернатор ректор президент
мэр заместитель депутат академик председатель проректор وزير وزيرة رئيس رئيسة مدير مديرة عميد عميدة رئيسة"""

# The commonest Chinese surnames, and posts that follow a name without a blank.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤滕"
)
HAN_POSTS = "主任|教授|院长|院士|博士|总工|总工程师|总经理|经理|董事长|局长|部长|处长|科长|校长|书记|主席|会长|秘书长|研究员|司长|市长|工程师|先生|女士|大使"

HAN_CALLINGS = "律师|编辑|主编|记者|总监|总裁|顾问|代表|秘书|理事|董事|专家|学家|作家|画家|合伙人|创始人|负责人|发言人|首席执行官|馆长"

# Lines of a web page around the programme. TAIL: everything after is the page's, not the programme's.
CHROME_TAIL = """leave a reply|leave a comment|leave a reply cancel reply|post a comment|comments|comment|share this|share this:
|share this post|like this|like this:|related|related posts|related articles|about the author|post navigation
|schreibe einen kommentar|laisser un commentaire|deja una respuesta|deja un comentario|добавить комментарий"""
CHROME_LINES = """skip to content|skip to main content|home|menu|search|log in|login|sign in|sign up|register|subscribe|share
|tweet|print|print this page|email|e-mail|facebook|twitter|linkedin|whatsapp|reblog|like loading|loading|loading...
|follow us|follow|contact us|privacy policy|cookie policy|cookie settings|cookies|accept|accept all|accept cookies
|reject all|i agree|got it|ok|back to top|top|previous|next|read more|more|download|download pdf|download the programme
|add to calendar|edit|reply|advertisement|toggle navigation|close menu|скачать|télécharger|herunterladen|descargar"""
CHROME_STARTS = """this site uses cookies|this website uses cookies|we use cookies|by continuing to use|your email address
|required fields are marked|fill in your details|you are commenting using|connecting to %s|%d bloggers|all rights reserved
|© |copyright ©|powered by|theme:|save my name|notify me of|posted by|posted on|posted in|filed under|tagged with
|last modified|last updated|last update|page last|zuletzt geändert|dernière mise à jour|última actualización"""

OPEN_END = "open end|open|late|end|onwards|ende offen|ouvert|abierto"


def phrases(words: str) -> frozenset[str]:
    """Return the phrases of one of the tables above: between bars, or between blanks where it has none."""
    parts = words.replace("\n", "|" if "|" in words else " ").split("|") if "|" in words else words.split()
    found = {part.strip() for part in parts if part.strip()}
    return frozenset(found | {part.replace("ß", "ss") for part in found})  # as Switzerland writes it

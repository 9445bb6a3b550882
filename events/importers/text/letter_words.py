# ruff: noqa: E501  # lines are filled with words
"""The words that letters and mails are made of, by concern, in the languages of ``words``."""

from __future__ import annotations

# What the lines of a mail's head begin with.
HEAD_SENDERS = "from|von|de|от|от кого|من|发件人|寄件人|absender|expéditeur|remitente|отправитель|المرسل"
HEAD_SUBJECTS = "subject|betreff|objet|asunto|тема|الموضوع|主题|主旨"
HEAD_DATES = (
    "sent|date|gesendet|datum|envoyé|enviado|fecha|дата|отправлено|التاريخ|تاريخ الإرسال|日期|发送时间|时间"
)
HEAD_OTHERS = """to|cc|bcc|reply-to|an|kopie|à|pour|para|кому|копия|إلى|نسخة|收件人|抄送|destinataire|empfänger|antwort an
|message-id|attachments|attachment|anlagen|anhang|pièces jointes|adjuntos|вложения|附件|importance|wichtigkeit|priority"""
SUBJECT_MARKS = "re|fw|fwd|aw|wg|tr|rv|res|sv|vs|fyi|ответ|пересл|回复|答复|转发|رد|إعادة توجيه"
FORWARDED = """forwarded message|original message|begin forwarded message|weitergeleitete nachricht|ursprüngliche nachricht
|anfang der weitergeleiteten nachricht|message transféré|message transmis|message d'origine|mensaje reenviado|mensaje original
|пересылаемое сообщение|исходное сообщение|转发的邮件|原始邮件|رسالة معاد توجيهها|الرسالة الأصلية"""
ATTRIBUTIONS = "wrote|schrieb|a écrit|escribió|пишет|писал|писала|написал|написала|写道|كتب|كتبت"

# A greeting, whatever follows; and those that need a comma or somebody who is addressed.
GREETINGS = """dear all|dear colleagues|dear colleague|dear friends|dear members|dear participants|dear delegates|dear speakers
|dear sir|dear madam|dear sirs|dear mr|dear ms|dear mrs|dear dr|dear prof|dear professor|dear team|dear everyone|excellencies
|ladies and gentlemen|distinguished guests|distinguished colleagues|distinguished delegates|to whom it may concern|sehr geehrte|sehr geehrter|liebe alle|liebe kolleginnen|liebe kollegen
|liebe mitglieder|liebe gäste|liebe teilnehmende|liebe teilnehmer|liebe freunde|liebes team|geehrte|werte kolleginnen|werte kollegen
|meine damen und herren|estimado|estimada|estimados|estimadas|apreciado|apreciada|apreciados|apreciadas|querido|querida|queridos|queridas
|muy señores|señoras y señores|distinguidos|distinguidas|cher|chère|chers|chères|madame, monsieur|mesdames, messieurs|mesdames et messieurs
|уважаемые|уважаемый|уважаемая|дорогие|дорогой|дорогая|многоуважаемые|здравствуйте|коллеги|добрый день|доброе утро|добрый вечер
|各位|尊敬的|亲爱的|敬爱的|大家好|您好|你好|诸位|السادة|السيدات والسادة|الزملاء|الزميلات|الأعزاء|أعزائي|عزيزي|عزيزتي|تحية طيبة
|السلام عليكم|حضرات|أصحاب السعادة|الأخوة|الإخوة"""
WEAK_GREETINGS = "dear|hi|hello|hey|greetings|good morning|good afternoon|good evening|liebe|lieber|hallo|guten tag|guten morgen|moin|servus|grüezi|hola|buenos días|buenas tardes|buenas|bonjour|bonsoir|salut|привет|مرحبا"
ADDRESSED = """all|everyone|everybody|team|colleagues|friends|folks|there|both|zusammen|alle|allerseits|an alle|in die runde|miteinander
|a todos|a todas|todos|todas|a todos y todas|à tous|à toutes|à toutes et à tous|à tous et à toutes|tous|tout le monde|всем|коллеги|بالجميع|جميعا"""

# How a letter ends; and what its last paragraph begins with.
CLOSINGS = """best regards|kind regards|warm regards|warmest regards|with kind regards|with best regards|regards|best wishes|with best wishes
|all the best|sincerely|sincerely yours|yours sincerely|yours faithfully|yours truly|yours|cheers|many thanks|thanks|thanks in advance|thank you
|thanks and regards|thanks and best regards|respectfully|cordially|see you there|see you soon|best|mit freundlichen grüßen|mit freundlichem gruß
|mit besten grüßen|mit herzlichen grüßen|mit kollegialen grüßen|freundliche grüße|viele grüße|beste grüße|herzliche grüße|liebe grüße|schöne grüße
|freundliche grüsse|mit freundlichen grüssen|viele grüsse|beste grüsse|herzliche grüsse|liebe grüsse|herzlichst|hochachtungsvoll|mfg|vg|lg|gruß|grüße
|vielen dank|danke|cordialement|bien cordialement|très cordialement|cordialement vôtre|bien à vous|bien à toi|salutations|meilleures salutations
|sincères salutations|salutations distinguées|respectueusement|amicalement|amitiés|bien amicalement|à bientôt|merci|merci d'avance
|dans l'attente de vous rencontrer|saludos|un saludo|saludos cordiales|cordiales saludos|un cordial saludo|un saludo cordial|atentos saludos
|atentamente|muy atentamente|cordialmente|un abrazo|reciban un cordial saludo|muchas gracias|gracias|с уважением|с наилучшими пожеланиями
|с искренним уважением|искренне ваш|всего доброго|всего хорошего|заранее благодарим|заранее спасибо|спасибо|此致|敬礼|祝好|顺祝商祺|顺颂商祺|谢谢|此致敬礼
|مع التحية|مع تحياتي|مع تحياتنا|مع أطيب التحيات|مع خالص التحية|مع خالص التقدير|مع فائق الاحترام|مع الاحترام|تحياتي|وتفضلوا بقبول فائق الاحترام
|وتفضلوا بقبول فائق الاحترام والتقدير|تفضلوا بقبول فائق الاحترام|والسلام عليكم|شكرا|شكراً"""
COURTESIES = """please let me know|please let us know|please feel free|please do not hesitate|please confirm|please reply|please rsvp|rsvp|feel free
|do not hesitate|don't hesitate|let me know|let us know|looking forward|we look forward|i look forward|we hope|i hope|see you|should you have|if you have
|many thanks|thank you|thanks for|we are looking forward|bei fragen|bei rückfragen|für rückfragen|für fragen|wir freuen uns|ich freue mich|bitte melde
|bitte gebt|bitte geben sie|bitte bestätigen|um anmeldung|um rückmeldung|über ihre|vielen dank|wir bitten|ich bitte|solltet ihr|sollten sie|falls sie
|falls ihr|n'hésitez pas|merci de|je reste|nous restons|au plaisir|nous nous réjouissons|dans l'attente|en espérant|veuillez|prière de|nous vous prions
|quedo a|quedamos a|no dude|no duden|esperamos|les esperamos|por favor|rogamos|se ruega|muchas gracias|cualquier duda|просим|просьба|будем рады
|ждем вас|надеемся|по всем вопросам|если у вас|с нетерпением|при возникновении|敬请|请各位|请大家|如有|若有|期待|谢谢|恳请|نأمل|نرجو|يرجى|نتطلع|للاستفسار"""
# What a line has that speaks to the reader.
ASKING = """please|attached|enclosed|find below|see below|we|you|bitte|anbei|unten|wir|ich|euch|ihnen|veuillez|ci-dessous|ci-joint
|ci-après|nous|vous|je|por favor|adjunto|adjunta|les envío|le envío|os envío|a continuación|пожалуйста|ниже|направляем|приглашаем|высылаем|прошу
|во вложении|вам|вас|附件|请|如下|现将|现在|发给|敬请|أدناه|مرفق|يسرنا|نرسل|نرفق|لكم|إليكم"""

# What a line has that speaks of the programme beside or below it.
ENCLOSING = """attached|enclosed|find below|see below|anbei|beigefügt|im anhang|unten|ci-dessous|ci-joint|ci-jointe|ci-après|en pièce jointe
|adjunto|adjunta|adjuntamos|a continuación|ниже|во вложении|направляем|высылаем|附件|如下|现将|أدناه|مرفق|نرفق"""

# What stands before a telephone or a mail address.
CONTACTS = """for more information|for further information|weitere informationen|pour plus d'informations|más información|tel|telephone|phone|mobile|mob|cell|fax|t|m|f|e|e-mail|email|mail|contact|telefon|mobil|handy|durchwahl|kontakt|téléphone|tél|portable
|courriel|mél|teléfono|tfno|móvil|correo|correo electrónico|contacto|тел|телефон|моб|факс|эл. почта|почта|контакты|контакт|电话|手机|邮箱|电邮|联系人|联系电话|传真|电子邮件
|هاتف|الهاتف|جوال|بريد|البريد الإلكتروني|بريد إلكتروني|فاكس|للتواصل|whatsapp|skype|signal|web|rückfragen|anmeldung|rsvp|registration"""

# What stands before the name of a conference in a mail's subject: "Final programme of the Forum on Cables".
NEW_AGENDAS = (
    "final|updated|revised|new|draft|endgültiges|aktualisiertes|neues|finales|einladung und|invitation and"
)
INVITATIONS = "invitation|save the date|einladung|convocatoria|convocation|invitación|приглашение|邀请|دعوة"
OF_AGENDA = """for|of|to|zur|zum|der|des|für|du|de la|de l'|del|de|for the|of the|to the|for our|of our|für die|für das|für den|für unsere|für unser|pour le|pour la|para la|para el"""

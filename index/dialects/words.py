"""The words by which pages of many languages show dates, comments and what stands around them; data alone.

English, German, French, Spanish, Portuguese, Italian, Dutch, Danish, Norwegian, Swedish, Finnish, Polish,
Czech, Russian, Ukrainian, Turkish, Romanian, Hungarian, Greek, Indonesian, Japanese, Chinese, Korean.
"""

from __future__ import annotations

from typing import Final

MONTHS: Final = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "januar jänner februar märz mai juni juli oktober dezember mär okt dez "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr juil déc "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ene "
    "abr ago dic "
    "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev mai set out dez "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug ott "
    "januari februari maart mei augustus mrt "
    "marts maj august desember des juli augusti "
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta "
    "lokakuuta marraskuuta joulukuuta "
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia "
    "sty lut kwi cze lip sie wrz paź lis gru "
    "ledna února března dubna května června července srpna září října listopadu prosince "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "янв фев мар апр июн июл авг сен окт ноя дек "
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня "
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık "
    "ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie "
    "január február március április május június július augusztus szeptember október november december "
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου "
    "νοεμβρίου δεκεμβρίου "
    "maret agustus desember"
).split()

WEEKDAYS: Final = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim "
    "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira seg ter qua qui sex "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo "
    "mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag "
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
    "poniedziałek wtorek środa czwartek piątek sobota niedziela"
).split()

JOINTS: Final = (
    "at on um à le el il am den kl klo a las às ore om op den em de del of o godz в у at: de la das".split()
)
"""What stands before a day or a time."""

AGO: Final = (
    r"(?:\d{1,3}|an?|one|about an?|über|einem?|einer|une?|un[ao]?)\+? ?"
    r"(?:s|sec|secs|seconds?|m|min|mins|minutes?|h|hr|hrs|hours?|d|days?|w|wks?|weeks?|mo|months?|y|"
    r"yrs?|years?) ago",
    r"vor (?:\d{1,3}|einem?|einer) (?:Sekunden?|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?|"
    r"Jahr(?:en)?)",
    r"il y a (?:\d{1,3}|une?) (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?|années?)",
    r"hace (?:\d{1,3}|una?) (?:segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?)",
    r"h[áa] (?:\d{1,3}|uma?) (?:segundos?|minutos?|horas?|dias?|semanas?|mês|meses|anos?)",
    r"\d{1,3} (?:second[oi]|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]) fa",
    r"\d{1,3} (?:seconden?|minuten|minuut|uur|uren|dag(?:en)?|we[e]?ken?|maand(?:en)?|jaar) geleden",
    r"\d{1,3} (?:sekunder?|minut(?:t?er)?|timer?|timmar|dag(?:ar|er|e)?|uger?|uker?|veckor|m[åa]n(?:e|"
    r"a)d(?:er)?|år) (?:siden|sedan)",
    r"\d{1,3} (?:sekund\w{0,3}|minut\w{0,3}|godzin\w{0,2}|dni|dzień|tygodn\w{0,3}|miesi\w{0,5}|lat\w?|"
    r"rok) temu",
    r"\d{1,3} (?:секунд\w?|минут\w?|час\w{0,2}|дн\w{1,2}|день|недел\w|месяц\w{0,2}|год\w?|лет) назад",
    r"\d{1,3} (?:saniye|dakika|saat|gün|hafta|ay|yıl) önce",
    r"\d{1,3} ?(?:秒|分|分钟|分鐘|時間|小时|小時|日|天|週間|周|ヶ月|か月|个月|年)前",
    r"\d{1,3} ?(?:초|분|시간|일|주|개월|년) 전",
    r"just now|yesterday|today|gestern|heute|hier|aujourd['’]hui|ayer|hoy|ontem|hoje|ieri|oggi",
)
"""How long ago: a time that names no day. Patterns."""

COMMENTS: Final = (
    "comments? kommentare? commentaires? comentarios? comentários? comenta?rii commenti commento "
    "reacties? reactie kommentarer kommentar kommenttia? kommentit komentarz[ey]? komentář[eůi]? "
    "комментари(?:и|ев|й|я) коментар(?:і|ів)? yorum(?:lar)? hozzászólás(?:ok)? σχόλι(?:α|ο) komentar "
    "コメント 评论 評論 댓글 "
    "responses? replies thoughts opinions? réactions? antworten réponses? respuestas? respostas? "
    "risposte leserkommentare leserbriefe"
).split()
"""What the comments of a page are called. Patterns."""

SAYS: Final = (
    "says|said|writes|wrote|schreibt|schrieb|sagt|sagte|meint|meinte|dit|a dit|a écrit|écrit|dice|"
    "dijo|escribió|"
    "escribe|disse|diz|escreveu|scrive|ha detto|ha scritto|zegt|zei|schreef|siger|skriver|skrev|"
    "säger|sier|sanoo|"
    "sanoi|kirjoitti|pisze|napisał|napisała|mówi|píše|napsal|říká|пишет|написал|написала|говорит|"
    "сказал|пише|каже|"
    "dedi ki|diyor ki|spune|scrie|mondja|írta|λέει|commented|responded|replied|kommentiert|berkata"
)
"""What stands between the name of who comments and the comment."""

FURNITURE: Final = (
    "junior member|senior member|member|registered user|moderator|administrator|banned|new member|guest|"
    "prev|next|root|favorite|unfavorite|reply|reply ↓|reply »|↓ reply|reply with quote|quote|quote & "
    "reply|permalink|link|perma link|like|likes|dislike|"
    "like this|unlike|share|share this|report|report abuse|report comment|report this comment|report this|"
    "flag|flag as inappropriate|flag as offensive|flag comment|flagged|edit|delete|parent|top|up|"
    "more|show more|"
    "hide|show|see more|vote up|vote down|upvote|downvote|rate up|rate down|recommend|recommended|"
    "respond|answer|"
    "log in to reply|log in to post comments|log in or register to post comments|"
    "login or register to post comments|login to post comments|please login to reply|sign in to reply|"
    "click here to reply|email|email this|in reply to|view replies|hide replies|show replies|"
    "collapse|expand|"
    "save|give award|context|full comments|source|load more comments|load more replies|thumb up|thumb down|"
    "antworten|melden|zitieren|kommentar melden|gefällt mir|beitrag melden|auf diesen kommentar antworten|"
    "répondre|signaler|citer|j'aime|alerter|responder|denunciar|me gusta|citar|curtir|reportar|rispondi|"
    "segnala|mi piace|cita|reageer|beantwoorden|meld misbruik|rapporteer|svar|svara|anmäl|anmeld|rapportér|"
    "vastaa|ilmoita asiaton viesti|odpowiedz|zgłoś|cytuj|odpovědět|nahlásit|ответить|пожаловаться|"
    "цитировать|"
    "відповісти|yanıtla|cevapla|şikayet et|răspunde|válasz|απάντηση|balas|返信|回复|回覆|답글|신고|"
    "»|•|*|·|+|o|"
    "-|–|↓|↑|▲|▼"
)
"""Lines around comments that are buttons, in lower case."""

BY: Final = (
    "by|posted by|written by|comment by|submitted by|left by|von|von:|par|por|di|door|av|af|przez|od|автор|"
    "geschrieben von|verfasst von|gepostet von|écrit par|posté par|escrito por|publicado por|scritto da|"
    "inviato da|geplaatst door|skrevet av|skrevet af|skrivet av|autor|auteur|author|name|from"
)
"""What stands before the name of an author."""

SUBMITTED: Final = (
    ("Submitted by", "on"),
    ("Eingereicht von", "am"),
    ("Verfasst von", "am"),
    ("Gespeichert von", "am"),
    ("Soumis par", "le"),
    ("Posté par", "le"),
    ("Enviado por", "el"),
    ("Enviado por", "em"),
    ("Publicado por", "el"),
    ("Inviato da", "il"),
    ("Ingediend door", "op"),
    ("Ingezonden door", "op"),
    ("Skickad av", "den"),
    ("Skickat av", ""),
    ("Indsendt af", "den"),
    ("Sendt inn av", ""),
    ("Lähettänyt", ""),
    ("Przesłane przez", "dnia"),
    ("Wysłane przez", "w dniu"),
    ("Odesláno uživatelem", ""),
    ("Опубликовано", ""),
    ("Отправлено", ""),
)
"""How Drupal says who wrote something, and the word before the date."""

UNVERIFIED: Final = (
    "not verified|nicht überprüft|non vérifié|no verificado|não verificado|non verificato|niet "
    "geverifieerd|"
    "ej verifierad|ikke bekræftet|ikke verifisert|niezweryfikowany|neověřeno|не проверено|vierailija"
)
"""How Drupal says that it does not know somebody."""

FIELDS: Final = {
    "title": (
        "title|headline|heading|subject|titel|titre|título|titulo|titolo|otsikko|tytuł|titulek|заголовок|标题|"
        "タイトル"
    ),
    "author": (
        "author|authors|by|byline|writer|creator|autor|autoren|auteur|auteurs|autore|autores|författare|forfatter|"
        "kirjoittaja|автор|yazar|作者|著者|저자"
    ),
    "date": (
        "date|published|posted|datum|veröffentlicht|publié|publicado|fecha|gepubliceerd|publicerad|publisert|udgivet|"
        "julkaistu|opublikowano|дата|опубликовано|tarih|日期|日付|pubdate|created|published on|posted on|"
        "publication date|date published|date de publication|data pubblicazione"
    ),
    "url": "url|link|permalink|address|canonical|canonical url|uri|source url|original url|web address",
    "source": (
        "source|site|sitename|site name|publisher|website|publication|newspaper|quelle|fuente|fonte|bron|"
        "källa|kilde|źródło|источник"
    ),
    "language": "language|lang|sprache|langue|idioma|lingua",
    "other": (
        "tags|tag|categories|category|keywords|description|excerpt|summary|hostname|fingerprint|id|license|image|"
        "comments|section|updated|modified|retrieved|archived|accessed|crawled|downloaded|fetched|type|"
        "word count|last modified|last updated|retrieved on|archived on"
    ),
}
"""What a line of a block above a text is called, by what it says."""

GREETINGS: Final = (
    "hi|hello|hey|dear|thanks|thank you|thx|congratulations|congrats|bravo|wow|lol|"
    "hallo|danke|guten tag|liebe[rs]?|bonjour|salut|merci|hola|gracias|felicidades|olá|obrigad[oa]|parabéns|"
    "ciao|grazie|complimenti|bedankt|dank je|hej|tak for|tack|takk|kiitos|cześć|dzięki|dziękuję|ahoj|děkuji|"
    "привет|спасибо|здравствуйте|дякую|merhaba|teşekkürler|mulțumesc|köszönöm|γεια|ευχαριστώ|terima kasih"
)
"""How comments begin, and articles hardly ever. Patterns."""

PRAISES: Final = (
    "(?:(?:a|this is|what a|very|really|truly|that's|such a) ){0,2}(?:great|nice|good|interesting|excellent|"
    "awesome|amazing|fantastic|wonderful|lovely|brilliant|superb|terrific|cool|fascinating|helpful|useful|fine)|"
    "i (?:really )?(?:love|like|enjoy(?:ed)?|agree|disagree)|"
    "(?:sehr |ein )?(?:schöne[rs]?|gute[rs]?|toller?|guter|interessanter?)|très (?:bon|bel)|"
    "(?:muy )?buen[oa]?|(?:muito )?bo[ma]|bell?[oa]?|mooi|fin[te]?"
)
"""And what is said in praise. Patterns."""

PRAISED: Final = (
    "posts?|articles?|read|piece|stuff|blog|story|write-?up|work|job|points?|tips?|list|info|information|advice|"
    "insights?|ideas?|analysis|review|thoughts|with (?:you|this|that|the)|this|"
    "artikel|beitrag|bericht|billet|artículo|entrada|artigo|articolo|stuk|innlegg|inlägg|indlæg"
)
"""Of what. Patterns."""

ENDINGS: Final = (
    "disclosure|disclaimer|tags?|tagged|labels?|filed (?:under|in)|posted in|categor(?:y|ies)|topics?|"
    "keywords|sources?|via|(?:image|photo|picture)s?(?: credits?| courtesy)?|credits?|about the author|"
    "related(?: posts| articles| stories| links)?|see also|read more|more on|share(?: this)?|follow|"
    "copyright|editor['’]s note|correction|further reading|references|footnotes|"
    "schlagw[oö]rte[rn]?|kategorien?|quellen?|foto|bild|über den autor|mehr zum thema|"
    "mots[- ]clés|catégories?|crédit photo|etiquetas|categorías|fuentes?|fonte|marcadores|categorias?|"
    "etichette|trefwoorden|bron|taggar|etiketter|kategori(?:er|a|e)?|źródło|tagi|теги|метки|"
    "рубрик[аи]|источник|etiketler"
)
"""What the lines begin with that articles end with. Patterns."""

"""What pages say around an article, German and English: the words the block classifier goes by.

Patterns are written against one line, stripped of bullets. Every group was collected from how news sites are built,
not from one page; the pages in ``data/pages`` have most of it.
"""

from __future__ import annotations

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.I)


# Sentences and half sentences that speak of the page, not of the world. Searched anywhere in a line.
PLEA = _any(
    r"\b(?:in|für) (?:ihr(?:em|e)?|dein(?:em|e)?) (?:e-?mail-?)?(?:postfach|posteingang|mailbox)\b",
    r"\bwas sie (?:heute |jetzt |für den tag )?wissen müssen\b.{0,40}\b(?:postfach|uhr|morgen)",
    r"\b(?:können|könnt|kannst|finden|findest) (?:sie|ihr|du) .{0,40}\b(?:kostenlos|gratis|hier|online"
    r"|in unser\w*|auf unser\w*)\b",
    r"\bmit unser(?:em|er) .{2,30} (?:können|kannst|könnt|finden)",
    r"\bkeine (?:news|nachrichten|artikel|beiträge) (?:mehr )?verpassen\b|\bfolg\w* (?:sie )?uns\b",
    r"\b(?:hinweis|anmerkung) der redaktion\b|\bin eigener sache\b|\banm\. d\. red\.:",
    r"^\W*(?:correction|editor[’']s note|clarification|korrektur)s?\s*:",
    r"\b(?:an earlier|a previous|the original) version of this\b",
    r"\bin einer (?:früheren|vorherigen|ersten) (?:version|fassung)\b",
    r"\bshare your (?:experience|story|thoughts|views|comments)",
    r"\bplease (?:share|include a|send us|get in touch|e-?mail|contact)\b",
    r"\bum (?:\w+ )?inhalte? .{0,40}(?:zu sehen|anzuzeigen|laden)|\bdatenschutz-?einstellungen\b",
    r"\b(?:haben|hast) (?:sie|du) (?:news|tipps?|infos)\b|\bdieses thema im programm\b|\bby signing up\b",
    r"\byou agree to\b",
    r"^\W*(?:der|unser|ihr|the|our|your) (?:[\w-]+ ){0,3}newsletters?\b.{0,70}$",
    r"^\W*(?:zur|auf die|in die) merkliste\b|^\W*(?:ihre|deine) (?:e-?mail|mail)(?:-adresse)?\W*$",
    r"^\W*diskutieren sie\b|^\W*(?:nichts|nie mehr etwas) verpassen:|\b(?:app ?store|google play)\b.{0,40}$",
    r"\b(?:direkt )?aufs? (?:ihr |dein )?(?:smartphone|handy)\b.{0,60}$",
    r"\bversandkostenfrei\b|\bISBN\b",
    r"\b(?:buch|lese|shopping|produkt|film|hör|ausgeh|veranstaltungs|abo)-?tipps?\b.{0,30}:|\bzzgl\. versand",
    r"\btaschenbuch,|\bgebunden, .{0,20}(?:seiten|euro|€)|\b(?:bei|auf) amazon (?:kaufen|bestellen|ansehen)",
    r"\bbenutzerkonto\b|\bmelden sie sich (?:\w+ )?an\b",
    r"\bmit (?:der|ihrer|meiner|deiner) (?:anmeldung|registrierung|bestellung)\b|\babmeldung .{0,20}möglich\b",
    r"\bwiderruf\w* .{0,20}möglich\b",
    r"\bunterstütze?(?:n sie|t)? (?:uns|unser\w*|die redaktion|unabhängigen)|\bjetzt mitmachen\b",
    r"\bmitmachen und .{3,40}gewinnen\b|\bspende(?:n sie)? (?:jetzt|hier|an uns)",
    r"\b(?:teile|abschnitte|texte?) (?:dieses|dieser) (?:beitrag|artikel|text|meldung"
    r"|seite)\w* .{0,60}(?:künstliche\w* intelligenz|ki)\b",
    r"\bmithilfe (?:von )?(?:künstlicher intelligenz|ki) (?:erstellt|übersetzt|geschrieben)",
    r"\b(?:this|the) (?:article|post|page) (?:may )?contains? (?:affiliate|sponsored)",
    r"\bshare (?:this|full|your)\b (?:article|story|post|page|thoughts)|^\W*(?:e-?mail|your) (?:address|name)\W*$",
    r"\bletters? to the editor\b",
    r"\bliveblog ist beendet\b",
    r"\b(?:auf|bei|via) (?:whatsapp|instagram|telegram|tiktok|facebook)\b.{0,40}\b(?:folgen|abonnier|kanal)",
    r"\bfolgen sie .{0,30}(?:auf|bei) (?:whatsapp|instagram|telegram|tiktok|facebook|x|bluesky|linkedin)\b",
    r"\bsubscribers? only\b|\bto (?:continue|keep) reading\b|\bum weiterzulesen\b",
    r"\bdiesen artikel weiter(?:zu)?lesen\b|\bexklusiv für abonnenten\b|\bjetzt weiterlesen\b|\bgift article\b",
    r"\bnewsletter\b.{0,60}\b(?:abonnier|anmeld|bestell|eintrag|erhalt|registrier|verpass|kostenlos)",
    r"\b(?:abonnier|anmeld|bestell|eintrag|erhalt|registrier|verpass|kostenlos)\w*\b.{0,60}\bnewsletter\b",
    r"\b(?:abonnier(?:e|en sie|t)|folge(?:n sie|t)?) (?:uns|jetzt|unser\w*|den|die|dem|hier|auch)\b",
    r"\bunser(?:e|en|em|er)? (?:\w+ ){0,2}(?:newsletter|podcast|whatsapp-kanal|telegram-kanal|kanal|app|abo"
    r"|e-paper|forum|online-?shop)\b",
    r"\b(?:google|bing|apple)[- ]news\b|\brss-?(?:haupt)?feeds?\b|\bpush-?(?:nachricht|mitteilung|benachrichtigung)",
    r"\b(?:auf|via|bei|on) (?:patreon|steady|paypal|ko-fi)\b|\bunterstützen sie (?:uns|unser)|\bper e-?mail erhalten\b",
    r"^(?:\W*)jetzt (?:\w+ ){0,3}(?:anmelden|abonnieren|registrieren|bestellen|lesen|sichern|testen|kaufen"
    r"|bewerben|herunterladen|einloggen|spenden)\b",
    r"\bkostenlos (?:testen|lesen|registrieren|abonnieren|anmelden|bestellen|per|herunterladen|auf)\b",
    r"\b(?:gratis|kostenlos) testen\b",
    r"\b(?:du|sie|ihr) (?:will?st|wollen|wollt|möchten|möchtest) (?:nichts|keine\b.{0,30}) (?:mehr )?verpassen\b",
    r"\bnichts mehr verpassen\b|\bverpassen sie (?:nichts|keine)",
    r"\b(?:finden|lesen|erfahren|sehen|hören) sie (?:hier|auch|dazu|mehr|in unser|auf unser|im video|unter www"
    r"|weiter unten)\b",
    r"\b(?:klicken sie|hier klicken|hier geht[’']?s|hier geht es (?:zu|zur|zum)|zum (?:artikel|video|podcast"
    r"|shop|angebot) ?[»>]?$)",
    r"\blesen sie (?:auch|hier|mehr|dazu|weiter|im|unser)",
    r"\bmehr (?:dazu|zum thema) (?:lesen|finden|erfahren|hier|gibt)|^\W*weiterlesen\b|^\W*mehr lesen\b",
    r"\bzur startseite\b|^\W*(?:zurück zu[rm]?|nach oben|zum seitenanfang)\b|\baktuelle \w{0,12}-?jobs\b",
    r"\b(?:haben sie|hast du) (?:fragen|hinweise|anregungen|einen fehler|einen rechtschreib|informationen|etwas)",
    r"\bschreiben sie uns\b|\bfehler (?:gefunden|entdeckt|melden)\b",
    r"\b(?:diese|unsere) (?:web)?(?:site|seite) (?:verwendet|nutzt|benutzt)\b",
    r"\bcookies? (?:akzeptier|zustimm|einstell|verwend|ablehn)|\bcookie-(?:einstellungen|banner|hinweis)",
    r"\b(?:wir|sie) (?:verwenden|nutzen|setzen) cookies\b|\bdatenschutz(?:erklärung|bestimmung|hinweis)",
    r"\bihre einwilligung\b|\bnutzungsbedingungen\b|^\W*impressum\b",
    r"\balle rechte vorbehalten\b|^\W*(?:©|\(c\)|copyright)",
    r"\bnachdruck\b.{0,40}\b(?:verboten|untersagt|genehmigung)|©\s*(?:19|20)\d\d",
    r"\baffiliate[- ](?:links?|commission|partner|program)|\bwerbelink|\bals amazon-partner",
    r"\b(?:mit|durch) (?:einem )?(?:\*|sternchen) (?:gekennzeichnet|markiert|versehen)",
    r"\berhalten wir eine (?:kleine )?provision\b",
    r"\bdiese[rs]? (?:artikel|text|beitrag|meldung|inhalt|interview) (?:erschien|ist (?:zuerst|zunächst"
    r"|erstmals|im original)|wurde (?:zuerst|zunächst|erstmals|automatisch|maschinell|mithilfe|mit hilfe"
    r"|aus dem|am \d)|stammt|gehört|enthält)",
    r"\bmit material (?:von|der)\b",
    r"\bum diese\w* (?:inhalt|beitrag|artikel)\w* .{0,40}(?:anzuzeigen|zu sehen|zu lesen|benötigen)",
    r"\bdieser (?:externe )?inhalt (?:wird|kann)\b",
    r"\bsign up (?:for|to|here|now)\b",
    r"\bsubscribe (?:to (?:our|the|us|this|my)|now|today|here|for (?:free|full|just|only))\b",
    r"\bour (?:free |daily |weekly |morning )*(?:newsletters?|podcast|app|mailing list)\b",
    r"\bfollow (?:us|him on|her on|them on|me on|@|\w+ on (?:twitter|facebook|instagram|x\b))|\bclick here\b",
    r"^\W*(?:read|see|watch) (?:more|also)\b\s*:?|\bdownload (?:the|our) .{0,20}app\b",
    r"\bsupport (?:our|independent) (?:journalism|work|newsroom)|\bbecome a (?:member|subscriber|supporter)\b",
    r"\ball rights reserved\b|^\W*(?:terms of (?:use|service)|privacy policy|terms and conditions)\b",
    r"\b(?:agree|subject) to (?:our|the|these) (?:terms|privacy)",
    r"\bwe use cookies\b|\bcookie (?:policy|settings|preferences)\b|\baccept (?:all )?cookies\b",
    r"\b(?:your|to your) inbox\b|\blog in to\b|\bsign in to\b|\bcreate (?:an|your) account\b",
    r"\bthis (?:article|story|piece|post|column|essay) (?:was|is|has been|first|originally) (?:originally "
    r"|first |also |adapted |part of |republished |updated |corrected )*(?:published|appeared|republished"
    r"|adapted|part of|updated|produced)",
    r"\bthis material may not be (?:published|reproduced)",
    r"\b(?:contributed|contributing) to this (?:report|story|article)\b|\breporting by .{3,60}(?:editing|;)",
    r"^\W*(?:got|have) a (?:tip|story|news tip)\b|\b(?:e-?mail|contact|write to) us\b",
    r"\bearn (?:a|an affiliate) commission\b",
    r"\bget (?:the|our) (?:latest|best|daily|top)\b.{0,40}\b(?:news|stories|inbox|app|e-?mail|headlines)\b",
    r"\bkeep up with the latest\b|\bstay up to date\b|\bstart your (?:free )?(?:trial|day with)|\bfree trial\b",
    r"\bfor (?:as little as|just) [$£€]\d",
    # A newsletter says what it is: "Name: …, der Newsletter aus …", "Unser Briefing erscheint …".
    r"^\W*[^.!?:]{2,40}[:!] [^.!?]{0,60}\b(?:newsletter|briefing|podcast)\b[^.!?]{0,30}(?:, .{0,40})?\W*$",
    r"^\W*[^.!?:]{2,40}[:!] (?:der|das|unser|ihr|our|your|the) (?:[\w-]+ ){0,2}"
    r"(?:newsletter|briefing|podcast)\b.{0,80}$",
    r"\b(?:unser|our) (?:[\w-]+ ){0,2}(?:briefing|newsletter)\b.{0,60}"
    r"\b(?:erscheint|kommt|liegt|lands|comes|arrives)\b",
    r"^\W*do you (?:have|know)\b.{0,60}\b(?:story|tip|experience|information)\b",
)

# Who wrote it. Before the first paragraph or after the last it speaks of the author, between them perhaps of a source.
BIOGRAPHY = _any(
    r"^\W*[A-ZÄÖÜ].{3,60}\b(?:ist|arbeitet|schreibt|berichtet|war|studierte|gehört|leitet"
    r"|lebt)\b.{0,120}\b(?:redakteur(?:in)?|korrespondent(?:in)?|kolumnist(?:in)?|autor(?:in)?"
    r"|journalist(?:in)?|volontär(?:in)?|reporter(?:in)?|redaktion|ressort\w*)\b",
    r"^\W*[A-ZÄÖÜ].{3,60}\b(?:is|was|has been|works|writes|covers|reports)\b.{0,90}\b(?:columnist|reporter"
    r"|correspondent|editor|journalist|staff writer|freelance|author of|fellow|professor)\b",
)

# Rules of the comment section. They open it: what follows are other people's words.
COMMENT_RULES = _any(
    r"\bkommentar\w* (?:werden|wird|wurde\w*) .{0,30}(?:moderiert|geprüft|freigeschaltet|geschlossen|gelöscht)",
    r"\balle kommentare (?:moderiert|geprüft)",
    r"\b(?:jede[nrs]?|ihr(?:en)?|dein(?:en)?|einen?"
    r"|wertvollen) (?:\w+ (?:oder )?)?kommentare?\b.{0,60}\b(?:lösch|für unsere|veröffentlich|schreib"
    r"|hinterlass|verfass)",
    r"\bnetiquette\b|\bkommentarregeln\b|\bum (?:zu )?kommentieren\b|\bkommentieren zu können\b",
    r"\bmüssen .{0,30}(?:angemeldet|eingeloggt) sein\b",
    r"\bbehält sich .{0,30}vor\b.{0,30}\bkommentar|\bkommentare?,? .{0,30}zu (?:kürzen|löschen|sperren)\b",
    r"\bmöchten .{0,20}kommentieren\b|\bbleiben sie (?:bitte )?(?:sachlich|fair|höflich)",
    r"\bbeleidigung\w* .{0,40}gelöscht",
    r"\bjeden kommentar,|\bkommentarregeln\b|\bkommentar\w* .{0,40}nicht (?:veröffentlicht|freigeschaltet)",
    r"\bkommentare sind nur\b|\bwe reserve the right to (?:remove|delete|edit)",
    r"\bihre e-?mail-?adresse wird nicht veröffentlicht\b|\berforderliche felder\b|\brequired fields are marked\b",
    r"\byour email address will not be published\b",
    r"\bcomments? (?:are|is|will be|on this (?:article|story) are) (?:\w+ )?(?:moderated|closed|reviewed"
    r"|published|subject)",
    r"\bcommunity guidelines\b|^\W*(?:our |the )?(?:house|comment) rules\b",
    r"\b(?:keep|please) (?:your )?comments (?:civil|respectful|on topic)",
    r"\bwir freuen uns auf (?:ihre|eure|deine) (?:kommentare|meinung|zuschriften)",
)

CAPTION = _any(
    r"^\W*(?:titel|symbol|archiv|hand(?:out)?|datei)?(?:fotos?|bild(?:er|quelle|rechte|nachweis|unterschrift)?"
    r"|grafik|karte|video|screenshot|photos?|image|picture|illustration|credit|file photo"
    r"|caption)(?: \d+ von \d+| \d+ of \d+)?\s*(?:[:|©/]|(?:by|von) (?-i:[A-ZÄÖÜ])|credit)",
    r"(?:[(|/–—-]|\.|\s)\s*(?:foto|bild|photo|image|picture|credit|archivfoto|archivbild|symbolfoto"
    r"|illustration|photograph)s?\s*(?::|©|by (?-i:[A-Z]))[^!?]{2,60}\)?\W*$",
    r"\((?:symbol|archiv|themen)(?:bild|foto)\)|\((?:ap photo|file photo|pool photo|getty|photo)[^)]*\)\W*$",
    r"\b(?:getty images|picture[- ]alliance|imago images|shutterstock|adobe ?stock|istock|unsplash|pixabay"
    r"|dpa-bildfunk)\b",
    r"[(|/]\s*©.{2,60}$|\s©\s?[^.!?]{2,50}$",
)

BY = re.compile(
    r"\W*(?:(?:Ein|Eine|Text|Interview|Protokoll|Aufgezeichnet|Article|Story|Written|Posted"
    r"|Words)\b.{0,30}?)?\b(?:[Vv]on|VON|[Bb]y|BY):?\s+[A-ZÄÖÜ]",
)

# Lines about the page: reading time, time stamps, agencies alone, share bars, pagers.
FURNITURE = _any(
    r"\b(?:lesezeit|lesedauer|reading time)\b|\b\d+[- ]min(?:ute|uten|utes|s|\.)?[- ](?:read|lesezeit|lesedauer)\b",
    r"^\W*(?:ca\. )?\d+ min(?:uten?|\.)?\W*$",
    r"^\W*(?:stand|aktualisiert|update|updated|veröffentlicht|published|posted|erstellt|erschienen"
    r"|last (?:updated|modified)|zuletzt (?:aktualisiert|geändert)|datum"
    r"|first published)\b[^.!?]{0,20}\d[^!?]{0,50}$",
    r"^\W*(?:quelle|quellen|source|sources|mit|agenturen?|via)\s*:?\s*\(?(?:[\w.]+[,/ ]+){0,4}(?:dpa|afp"
    r"|reuters|epd|kna|ap|sid|rtr|agenturen)\b[^.!?]{0,30}$",
    r"^\W*(?:[a-z]{2,4}[/, ]+)*(?:dpa|afp|reuters|epd|kna|sid|rtr|ap|apa|sda)(?:[-/, ]+[\w.-]{2,12}){0,5}\W*$",
    r"^\W*(?:artikel|beitrag|seite|page|link)?\s*(?:teilen|drucken|merken|vorlesen|anhören|speichern|kopieren"
    r"|verschenken|empfehlen|share|tweet|print|e-?mail|save|copy link|listen|pin|gift)(?: (?:this|diesen"
    r"|artikel|article|story|auf|on|via|with|per) ?.{0,30})?\W*$",
    r"^\W*(?:(?:facebook|twitter|x|whatsapp|telegram|linkedin|xing|reddit|pinterest|flipboard|pocket|instagram"
    r"|threads|bluesky|mastodon|youtube|tiktok|e-?mail|rss|messenger|teilen|drucken|share|print|link kopieren"
    r"|copy link|mail|feedback|tweet)\W*)+$",
    r"^\W*(?:(?:auf|via|per|on) )?(?:facebook|twitter|whatsapp|e-?mail|linkedin|telegram|x) (?:teilen"
    r"|versenden|senden|share)\W*$",
    r"^\W*(?:seite|page) \d+(?: (?:von|of|/) \d+)?\W*$|^\W*\d+ ?/ ?\d+\W*$",
    r"^\W*(?:\d+ )?(?:shares?|likes?|views?|reaktionen|aufrufe)\W*\d*\W*$",
    r"\([mwfdx]\s?[/|]\s?[mwfdx](?:\s?[/|]\s?[mwfdxi])?\)|\b(?:m/w/d|w/m/d|m/f/d)\b",
    r"^\W*(?:vor|seit) \d+ (?:minuten?|stunden?|tag(?:en)?)\W*$|^\W*\d+ (?:minutes?|hours?|days?) ago\W*$",
    r"^\W*(?:dpa|afp|ap|reuters|getty|imago|picture alliance|epa|action press|xinhua)(?: images)?\s?/\s?.{2,40}$",
    r"^\W*\(?\d[\d.,]*\)?\W*$",
    r"^\W*\d+ (?:minutes?|mins?|minuten)\W*$|^\W*(?:audio|video|podcast)\s*:.{0,90}\d ?(?:min|sek)\b.{0,8}$",
    r"^\W*zu[rm] (?:\w+)(?:rechner|formular|shop|übersicht|anmeldung|podcast|video)\W*$",
    r"^\W*[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4},? \d{1,2}:\d\d\b[^!?]{0,70}$",
    r"^\W*(?:audio|video|kommentar|play|pause|menü|menu|suche|search|login|log ?in|anmelden|abmelden"
    r"|registrieren|abo|e-paper|epaper|mediathek|live(?:ticker|blog)?|exklusiv|premium|plus|weiter|zurück|next"
    r"|previous|schließen|close|skip to (?:main )?content|zum inhalt springen|jump to content|ok|akzeptieren"
    r"|einstellungen|subscribe|sign ?in|sign ?up|home|newsletter|kontakt|contact|über uns|about us|hilfe|help"
    r"|faq|agb|mediadaten|sitemap|datenschutz)\W*$",
)

# Names of desks and menu points. A line of nothing else is a menu or a breadcrumb.
MENU = frozenset(
    """
    startseite home politik wirtschaft sport kultur panorama wissen wissenschaft digital technik meinung ausland
    inland gesellschaft leben reise auto gesundheit karriere regional lokales lokal stadt region deutschland
    europa welt international nachrichten news themen video videos podcast podcasts audio bilder fotos newsletter
    abo epaper shop menü menu suche login anmelden börse finanzen unternehmen geld immobilien netzwelt netz
    feuilleton medien bildung familie ratgeber unterhaltung stars wetter verkehr polizei blaulicht service spiele
    rätsel live ticker liveticker mehr alle rubriken impressum teilen merken drucken kommentare kommentar vorlesen
    feedback facebook twitter whatsapp telegram linkedin xing pocket instagram tweet share print comments x
    youtube tiktok bluesky threads mastodon barrierefrei barrierefreiheit cookies sitemap logout kontakt
    datenschutz agb werbung mediadaten jobs archiv rss e-paper magazin startups ki robotik world business politics
    opinion sports science tech technology health culture arts lifestyle travel style food money markets economy
    local national us uk africa asia americas middle east climate environment education weather obituaries
    entertainment celebrity games puzzles crossword photos more sections search subscribe sign in latest live
    print editorial columns letters community events about contact privacy terms careers advertise help
    """.split()
)

# Speaks to the reader. In quotes it is somebody's word, so quotes are taken out before it is asked.
ADDRESS = re.compile(
    r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(?:e[nmrs]?)?|[Ee]uch|[Ee]uer|[Ee]ure[nmrs]?|habt ihr|könnt ihr)\b|"
    r"(?<![.!?:„“»\"] )(?<!^)\b(?:Sie|Ihnen|Ihr(?:e[nmrs]?)?)\b|\b(?:[Yy]ou|[Yy]our|[Yy]ours)\b"
)
# Formal imperatives, which German marks by word order.
IMPERATIVE = re.compile(
    r"^\W*(?:(?:Bitte|Please)\b|(?:Und |Dann |Jetzt )?[A-ZÄÖÜ][a-zäöüß]+(?:en|ern|eln) Sie\b|"
    r"(?:Click|Subscribe|Find out|Check out|Help us|Don[’']t miss|Learn more|"
    r"(?:Sign|Read|Follow|Join|Get|Discover|Learn|Listen|Enter|Donate|Buy|Browse) (?:to|in|up|here|now|this"
    r"|these|your|our|us|the|a|more|for)\b|"
    r"(?:Share|Download|Watch|Support|Register|Log|Shop|Save|Try|Contact|Email) (?:in|up|here|now|this|your|our|us)\b|"
    r"Abonniere|Abonniert|Lies|Klicke|Entdecke|Sichere|Teste|Nutze|Erfahre)\b)"
)
QUOTED = re.compile(r"„[^“”\"]*[“”\"]|“[^”]*”|»[^«]*«|«[^»]*»|\"[^\"]*\"")
# The publisher speaks of its own readers; a sentence of an article seldom does outside a quote.
PUBLISHER = re.compile(
    r"\b(?:unser(?:e[nrm]?)? (?:leser|leserinnen|nutzer|nutzerinnen|community|abonnent\w+)|liebe leser\w*"
    r"|dear readers?|our readers)\b",
    re.I,
)

"""Headings that open a part of the page which is not the article, German and English."""

from __future__ import annotations

import re
from enum import StrEnum


class Section(StrEnum):
    """What a heading opens: the lines below it belong to it until prose resumes."""

    RELATED = "related"
    OFFERS = "offers"
    COMMENTS = "comments"
    AUTHOR = "author"


def _line(*alternatives: str) -> re.Pattern[str]:
    """One of the alternatives is the whole line, apart from marks around it."""
    return re.compile(rf"\W*(?:{'|'.join(alternatives)})\W*", re.I)


HEADINGS: dict[Section, re.Pattern[str]] = {
    Section.RELATED: _line(
        r"(?:lesen|hören|sehen) sie (?:auch|mehr|hier|dazu|weiter)(?: .{2,30})?",
        r"(?:mehr|weitere\w*|alles|links|artikel|beiträge) (?:zum thema|zu diesem thema|zu den themen|zum artikel)",
        r"mehr (?:dazu|davon|lesen|erfahren|anzeigen|nachrichten|artikel|videos|(?:aus|von|über|zu|auf) .{2,40})",
        r"(?:weitere|verwandte|ähnliche|passende|beliebte|neueste|neue|aktuelle|letzte|empfohlene|meistgelesene) "
        r"(?:artikel|nachrichten|themen|meldungen|beiträge|news|texte|inhalte|informationen|videos|podcasts?"
        r"|links|storys)"
        r"(?: .{2,30})?",
        r"(?:auch|ebenfalls) (?:interessant|spannend|lesenswert)|passend dazu|zum weiterlesen|siehe auch|mehr zu",
        r"das könnte (?:sie|dich|euch) (?:auch )?interessieren|(?:sie|du) (?:könnten|könntest) .{0,20}interessieren",
        r"meistgelesen\w*(?: .{2,30})?|meistkommentiert\w*|top[- ]?themen|top[- ]?news|top[- ]?artikel",
        r"themenseiten?|dossiers?",
        r"(?:unsere |redaktions)?empfehlungen?(?: der redaktion| für sie)?|(?:redaktions)?tipps?(?: der redaktion)?",
        r"schlagworte|schlagwörter|stichwörter|stichworte|themen(?: in diesem artikel| des artikels)?|tags?",
        r"related(?: (?:articles?|stories|story|content|topics?|coverage|news|posts?|links?|reading|internet links))?",
        r"(?:read|watch|see|listen) (?:more|next|also|this next)",
        r"more (?:on this(?: story| topic)?|stories|news|like this)",
        r"more (?:from|in|about|on) .{2,40}|you (?:may|might) (?:also )?(?:like|be interested in|have missed)",
        r"recommended(?: (?:for you|stories|reading))?|most (?:read|popular|viewed|shared|commented)",
        r"trending(?: now| stories)?",
        r"(?:top|latest|breaking|popular|featured|other|further|today's top) (?:stories|news|headlines"
        r"|articles|posts|videos|reading)",
        r"(?:alle|ältere|neuere|mehr|weitere) (?:artikel|beiträge|folgen|texte|meldungen|storys"
        r"|einträge)(?: .{2,40})?",
        r"mehr laden|(?:load|show|view) more.{0,20}",
        r"alles?,? (?:was sie|wichtige).{0,60}|gewinnspiele?|quiz|umfrage|rätsel|sudoku|abstimmung",
        r"see also|popular now|editor[’']?s['’]? (?:picks?|choice)|don[’']t miss|up next|what to read next"
        r"|in this (?:story|article)"
        r"|filed under|explore more|keep reading|around the web|elsewhere on .{2,30}|topics?(?: in this article)?",
    ),
    Section.OFFERS: _line(
        r"(?:aktuelle |neue |passende )?(?:stellenangebote|stellenanzeigen|stellenmarkt|jobangebote|jobs"
        r"|karriere|jobbörse)(?: .{2,30})?",
        r"anzeigen?|werbung|sponsored(?: content| post)?|advertisements?|ads?|advertorial|promoted(?: stories"
        r"| content)?|partnerangebote?"
        r"|from our partners?|shop|angebote?|unsere produkte|paid (?:content|post)|empfohlener (?:externer )?inhalt",
        r"(?:unser(?:e|en)? |der |die |das |free |our |daily |morning |e-mail-"
        r"|täglicher )*newsletters?(?:[- ]anmeldung| bestellen| signup)?",
        r"get in touch|contact us|kontakt|(?:unsere )?(?:buch|lese|shopping)[- ]?(?:tipps?|empfehlung(?:en)?)",
        r"bücher zum thema|bestseller|podcasts?|veranstaltungen|events",
        r"(?:latest |featured |related )?(?:jobs|careers|vacancies|job (?:listings|openings|offers))",
        r"(?:folgen sie uns|folge uns|follow us|stay connected|social media|bleiben sie (?:informiert"
        r"|auf dem laufenden))(?: auf .{2,40}| on .{2,40})?",
    ),
    Section.COMMENTS: _line(
        r"\d+ (?:leser)?kommentare?",
        r"(?:leser)?(?:kommentare|kommentaren|beiträge im forum|leserbriefe)(?: ?\(?\d+\)?)?(?: zu .{2,90}"
        r"| anzeigen| lesen)?",
        r"(?:schreibe?n?(?: sie)?|hinterlasse?n?(?: sie)?|verfassen?(?: sie)?) (?:einen|ihren|deinen) kommentar.{0,20}",
        r"kommentar (?:schreiben|verfassen|hinterlassen|abgeben)|antwort(?:en)? (?:abbrechen|schreiben)|diskussion",
        r"forum|ihre meinung(?: ist gefragt| zählt)?",
        r"diskutieren sie (?:mit|über diesen artikel)|jetzt mitdiskutieren|sagen sie (?:uns )?ihre meinung",
        r"leserstimmen",
        r"(?:\d+ )?(?:reader )?comments?(?: ?\(?\d+\)?)?|leave a (?:reply|comment)|post a comment"
        r"|join the (?:conversation|discussion|debate)"
        r"|view (?:all )?comments?|show comments?|what do you think|cancel reply|have your say|add a comment",
    ),
    Section.AUTHOR: _line(
        r"(?:über|zu|mehr über) (?:den|die|dem|der|unsere[nr]?) (?:autor(?:in|en)?|verfasser(?:in)?"
        r"|redakteur(?:in)?|korrespondent(?:in|en)?)",
        r"(?:zur autorin|zum autor|autor(?:in)?|autoreninfo|autorenbox)|about the (?:authors?|writers?)",
        r"author(?: bio)?|meet the author",
    ),
}

"""Verbs of saying with what each does to its content, and the small words around them, German and English."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from workbench.types import Modality


@dataclass(frozen=True, slots=True)
class Verb:
    """``particle``: words that stand apart from it (``kündigte … an``). ``objects``: it takes a noun phrase."""

    lemma: str
    modality: Modality
    particle: tuple[str, ...]
    objects: bool


# particle (joined by +, or -), infinitive, present, past, participle. A row with ! takes a noun phrase as its content.
_GERMAN = {
    Modality.ASSERTS: """
        - sagen sagt sagte gesagt; - erklären erklärt erklärte erklärt; - betonen betont betonte betont
        - behaupten behauptet behauptete behauptet; - berichten berichtet berichtete berichtet
        - schreiben schreibt schrieb geschrieben; -! warnen warnt warnte gewarnt; - meinen meint meinte gemeint
        - argumentieren argumentiert argumentierte argumentiert; - versichern versichert versicherte versichert
        - unterstreichen unterstreicht unterstrich unterstrichen; - erläutern erläutert erläuterte erläutert
        - bekräftigen bekräftigt bekräftigte bekräftigt; - twittern twittert twitterte getwittert
        - antworten antwortet antwortete geantwortet; - ergänzen ergänzt ergänzte ergänzt
        - schätzen schätzt schätzte geschätzt; - vermuten vermutet vermutete vermutet
        - erwarten erwartet erwartete erwartet
        - entgegnen entgegnet entgegnete entgegnet; - erzählen erzählt erzählte erzählt
        - kontern kontert konterte gekontert
        - zeigen zeigt zeigte gezeigt; - ergeben ergibt ergab ergeben; - glauben glaubt glaubte geglaubt
        - prognostizieren prognostiziert prognostizierte prognostiziert
        - urteilen urteilt urteilte geurteilt; - gestehen gesteht gestand gestanden; - äußern äußert äußerte geäußert
        - rufen ruft rief gerufen; - bemängeln bemängelt bemängelte bemängelt; - klagen klagt klagte geklagt
        - loben lobt lobte gelobt; - formulieren formuliert formulierte formuliert; - fragen fragt fragte gefragt
        mit teilen teilt teilte mitgeteilt; darauf+hin weisen weist wies hingewiesen
        hinzu fügen fügt fügte hinzugefügt
        fest stellen stellt stellte festgestellt; aus führen führt führte ausgeführt
        davon+aus gehen geht ging ausgegangen
        an geben gibt gab angegeben; fort fahren fährt fuhr fortgefahren
        -! bestätigen bestätigt bestätigte bestätigt; -! melden meldet meldete gemeldet
        -! kritisieren kritisiert kritisierte kritisiert; -! beklagen beklagt beklagte beklagt
        vor! werfen wirft warf vorgeworfen; ein! räumen räumt räumte eingeräumt; zu! geben gibt gab zugegeben
        -! nennen nennt nannte genannt; -! bezeichnen bezeichnet bezeichnete bezeichnet
        """,
    Modality.ANNOUNCES: """
        an! kündigen kündigt kündigte angekündigt; bekannt! geben gibt gab bekanntgegeben
        -! verkünden verkündet verkündete verkündet; -! versprechen verspricht versprach versprochen
        zu! sagen sagt sagte zugesagt; zu! sichern sichert sicherte zugesichert
        in+aussicht! stellen stellt stellte gestellt
        bekannt! machen macht machte bekanntgemacht
        """,
    Modality.PLANS: """
        -! planen plant plante geplant; -! beabsichtigen beabsichtigt beabsichtigte beabsichtigt
        -! erwägen erwägt erwog erwogen; an! streben strebt strebte angestrebt; vor! haben hat hatte vorgehabt
        """,
    Modality.DEMANDS: """
        -! fordern fordert forderte gefordert; -! verlangen verlangt verlangte verlangt; - mahnen mahnt mahnte gemahnt
        -! drängen drängt drängte gedrängt; -! appellieren appelliert appellierte appelliert
        auf! rufen ruft rief aufgerufen; auf! fordern fordert forderte aufgefordert
        sich+aus! sprechen spricht sprach ausgesprochen; -! plädieren plädiert plädierte plädiert
        -! pochen pocht pochte gepocht; an! mahnen mahnt mahnte angemahnt
        """,
    Modality.DENIES: """
        -! bestreiten bestreitet bestritt bestritten; -! dementieren dementiert dementierte dementiert
        -! leugnen leugnet leugnete geleugnet; zurück! weisen weist wies zurückgewiesen
        ab! streiten streitet stritt abgestritten; -! verneinen verneint verneinte verneint
        """,
    Modality.DOUBTS: """
        -! bezweifeln bezweifelt bezweifelte bezweifelt; an! zweifeln zweifelt zweifelte angezweifelt
        -! zweifeln zweifelt zweifelte gezweifelt; infrage! stellen stellt stellte gestellt
        in+frage! stellen stellt stellte gestellt; -! hinterfragen hinterfragt hinterfragte hinterfragt
        """,
}
# base, third person, past, participle, -ing. ! as above, > also takes "to …", what stands after + follows it.
_ENGLISH = {
    Modality.ASSERTS: """
        say says said said saying; tell tells told told telling; write writes wrote written writing
        state states stated stated stating; add adds added added adding; report reports reported reported reporting
        argue argues argued argued arguing; claim claims claimed claimed claiming; note notes noted noted noting
        explain explains explained explained explaining; insist insists insisted insisted insisting
        believe believes believed believed believing; think thinks thought thought thinking
        estimate estimates estimated estimated estimating; suggest suggests suggested suggested suggesting
        stress stresses stressed stressed stressing; tweet tweets tweeted tweeted tweeting
        allege alleges alleged alleged alleging; maintain maintains maintained maintained maintaining
        declare declares declared declared declaring; testify testifies testified testified testifying
        reveal reveals revealed revealed revealing; show shows showed shown showing; find finds found found finding
        predict predicts predicted predicted predicting; reply replies replied replied replying
        conclude concludes concluded concluded concluding; observe observes observed observed observing
        concede concedes conceded conceded conceding; recall recalls recalled recalled recalling
        ask asks asked asked asking; point+out points+out pointed+out pointed+out pointing+out
        expect expects expected expected expecting
        confirm! confirms confirmed confirmed confirming; warn! warns warned warned warning
        accuse! accuses accused accused accusing; blame! blames blamed blamed blaming
        admit! admits admitted admitted admitting; acknowledge! acknowledges acknowledged acknowledged acknowledging
        criticise! criticises criticised criticised criticising
        criticize! criticizes criticized criticized criticizing
        describe! describes described described describing; condemn! condemns condemned condemned condemning
        """,
    Modality.ANNOUNCES: """
        announce! announces announced announced announcing; promise!> promises promised promised promising
        pledge!> pledges pledged pledged pledging; vow!> vows vowed vowed vowing
        unveil! unveils unveiled unveiled unveiling
        """,
    Modality.PLANS: """
        plan!> plans planned planned planning; intend> intends intended intended intending
        aim> aims aimed aimed aiming
        want> wants wanted wanted wanting; consider! considers considered considered considering
        propose!> proposes proposed proposed proposing; hope> hopes hoped hoped hoping
        """,
    Modality.DEMANDS: """
        demand!> demands demanded demanded demanding; urge! urges urged urged urging
        call+for! calls+for called+for called+for calling+for; call+on! calls+on called+on called+on calling+on
        appeal+for! appeals+for appealed+for appealed+for appealing+for
        appeal+to! appeals+to appealed+to appealed+to appealing+to
        insist+on! insists+on insisted+on insisted+on insisting+on; request! requests requested requested requesting
        """,
    Modality.DENIES: """
        deny! denies denied denied denying; reject! rejects rejected rejected rejecting
        dismiss! dismisses dismissed dismissed dismissing; dispute! disputes disputed disputed disputing
        refute! refutes refuted refuted refuting
        """,
    Modality.DOUBTS: """
        doubt! doubts doubted doubted doubting; question! questions questioned questioned questioning
        cast+doubt+on! casts+doubt+on cast+doubt+on cast+doubt+on casting+doubt+on
        """,
}


def _rows(table: str) -> list[list[str]]:
    return [row.split() for line in table.strip().splitlines() for row in line.split(";") if row.strip()]


def _plural(past: str) -> str:
    return f"{past}n" if past.endswith("e") else f"{past}en"


def _german() -> tuple[dict[str, list[Verb]], dict[str, list[Verb]], dict[str, list[Verb]]]:
    """Finite forms apart from their particle, participles, and finite forms with their particle before them."""
    finite: dict[str, list[Verb]] = defaultdict(list)
    participles: dict[str, list[Verb]] = defaultdict(list)
    final: dict[str, list[Verb]] = defaultdict(list)
    for modality, table in _GERMAN.items():
        for first, infinitive, present, past, participle in (row for row in _rows(table) if len(row) == 5):
            name = first.rstrip("!")
            particle = () if name == "-" else tuple(name.split("+"))
            verb = Verb(infinitive, modality, particle, first.endswith("!"))
            for form in {infinitive, present, past, _plural(past)}:
                finite[form].append(verb)
                final[(particle[-1] if particle else "") + form].append(verb)
            participles[participle].append(verb)
    return dict(finite), dict(participles), dict(final)


@dataclass(frozen=True, slots=True)
class EnglishVerb:
    """``form`` says which of the five forms a word is: 0 base, 1 third person, 2 past, 3 participle, 4 -ing."""

    base: str
    modality: Modality
    words: tuple[str, ...]
    forms: frozenset[int]
    objects: bool
    infinitive: bool


def _english() -> dict[str, list[EnglishVerb]]:
    found: dict[str, list[EnglishVerb]] = defaultdict(list)
    for modality, table in _ENGLISH.items():
        for row in _rows(table):
            objects, infinitive = "!" in row[0], ">" in row[0]
            forms = [row[0].rstrip("!>"), *row[1:]]
            for form in dict.fromkeys(forms):
                words = tuple(form.split("+"))
                where = frozenset(i for i, each in enumerate(forms) if each == form)
                found[words[0]].append(EnglishVerb(forms[0], modality, words, where, objects, infinitive))
    return {word: sorted(verbs, key=lambda verb: -len(verb.words)) for word, verbs in found.items()}


FINITE_DE, PARTICIPLES_DE, FINAL_DE = _german()
VERBS_EN = _english()

PARTICLES_DE = frozenset(
    "ab an auf aus bei ein fest fort hin hinzu mit nach vor zu zurück bekannt durch um weg".split()
)
# What a court may do to a suit is no denial: these verbs deny only where a charge or a report is refused.
CHARGES = (
    r"(?:vorw[uü]rf|kritik|anschuldigung|behauptung|darstellung|bericht|verdacht|gerücht|unterstellung|allegation|"
    r"accusation|claim|report|criticism|suggestion|charge|rumou?r|notion|idea|speculation)"
)
ARTICLES_DE = frozenset("der die das den dem des ein eine einen einem einer eines".split())
OWNERS_DE = frozenset(
    "sein seine seinem seiner seinen ihr ihre ihrem ihrer ihren unser unsere diese dieser dieses".split()
)
# I and we outside a quote are the author: no attribution.
PRONOUNS_DE = frozenset("er sie es man ihr dieser diese einer viele manche einige beide jemand niemand".split())
PRONOUNS_EN = frozenset("he she it they one many some others both this these those that another".split())
# To whom it was said, not who said it.
MEDIA_DE = (
    r"(?:.*(?:agentur|zeitung|zeitungen|rundfunk|sender|magazin|anzeiger|blatt|funk|dienst|redaktionsnetzwerk|presse|"
    r"nachrichten|mediengruppe|journalisten|reportern|medien)|dpa|afp|reuters|ard|zdf|ndr|wdr|mdr|swr|rnd|spiegel|bild|"
    r"welt|zeit|faz|bbc|kna|epd|tagesspiegel|funke-.*)"
)
DAYS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)

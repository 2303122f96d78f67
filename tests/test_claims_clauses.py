"""Compound sentences: which clauses become claims of their own, and near misses that stay whole."""

from __future__ import annotations

import pytest

from workbench.claims import extract
from workbench.claims.clauses import as_sentence, split_clauses
from workbench.types import Article, Block, BlockKind

SPLIT = (
    (
        "de",
        "Der Rat hat den Haushalt beschlossen, und die Schulen erhalten 40 Millionen Euro.",
        "Der Rat hat den Haushalt beschlossen.",
        "Die Schulen erhalten 40 Millionen Euro.",
    ),
    (
        "de",
        "Die Bahn sperrt ab Montag die Strecke und die Busse fahren nur noch stündlich.",
        "Die Bahn sperrt ab Montag die Strecke.",
        "Die Busse fahren nur noch stündlich.",
    ),
    (
        "de",
        "Die Feuerwehr rettete zwölf Menschen, doch ein Mann starb im Krankenhaus.",
        "Die Feuerwehr rettete zwölf Menschen.",
        "Ein Mann starb im Krankenhaus.",
    ),
    (
        "de",
        "Die Miete stieg um acht Prozent, aber die Löhne sanken im selben Jahr.",
        "Die Miete stieg um acht Prozent.",
        "Die Löhne sanken im selben Jahr.",
    ),
    (
        "de",
        "Der Strom fiel in 3.000 Haushalten aus, während die Polizei den Bahnhof räumte.",
        "Der Strom fiel in 3.000 Haushalten aus.",
        "Die Polizei räumte den Bahnhof.",
    ),
    (
        "de",
        "Das Werk schloss im März, nachdem der Eigentümer Insolvenz angemeldet hatte.",
        "Das Werk schloss im März.",
        "Der Eigentümer Insolvenz hatte angemeldet.",
    ),
    (
        "de",
        "Der Minister trat am Montag zurück, nachdem das Gericht den Antrag abgelehnt hatte.",
        "Der Minister trat am Montag zurück.",
        "Das Gericht hatte den Antrag abgelehnt.",
    ),
    (
        "de",
        "Norwegen übernimmt die Hälfte der Kosten und die Niederlande steuern 80 Raketen bei.",
        "Norwegen übernimmt die Hälfte der Kosten.",
        "Die Niederlande steuern 80 Raketen bei.",
    ),
    (
        "de",
        "Am Dienstag sperrte die Polizei die Brücke, und am Mittwoch begann der Abriss der Pfeiler.",
        "Am Dienstag sperrte die Polizei die Brücke.",
        "Am Mittwoch begann der Abriss der Pfeiler.",
    ),
    (
        "de",
        "In Köln wurden drei Menschen verletzt, und in Bonn brannte eine Lagerhalle.",
        "In Köln wurden drei Menschen verletzt.",
        "In Bonn brannte eine Lagerhalle.",
    ),
    (
        "de",
        "Die Zahl der Betten sinkt von 186 auf 140; die Notaufnahme bleibt geöffnet.",
        "Die Zahl der Betten sinkt von 186 auf 140.",
        "Die Notaufnahme bleibt geöffnet.",
    ),
    (
        "de",
        "Der Verein verlor gegen Mainz, und der Trainer verlor seinen Posten.",
        "Der Verein verlor gegen Mainz.",
        "Der Trainer verlor seinen Posten.",
    ),
    (
        "de",
        "Die Aktie fiel um drei Prozent, während der Dax leicht zulegte.",
        "Die Aktie fiel um drei Prozent.",
        "Der Dax zulegte leicht.",
    ),
    (
        "de",
        "Das Parlament hat das Gesetz gebilligt, doch der Präsident lehnt die Unterschrift ab.",
        "Das Parlament hat das Gesetz gebilligt.",
        "Der Präsident lehnt die Unterschrift ab.",
    ),
    (
        "de",
        "Zwölf Häuser wurden zerstört, und rund 300 Menschen mussten fliehen.",
        "Zwölf Häuser wurden zerstört.",
        "Rund 300 Menschen mussten fliehen.",
    ),
    (
        "de",
        "Das Land zahlt 30 Millionen Euro, und der Kreis zahlt den Rest.",
        "Das Land zahlt 30 Millionen Euro.",
        "Der Kreis zahlt den Rest.",
    ),
    (
        "en",
        "The council closed the library, and the union called a strike.",
        "The council closed the library.",
        "The union called a strike.",
    ),
    (
        "en",
        "The bridge was shut on Friday, but the tunnel remains open to cars.",
        "The bridge was shut on Friday.",
        "The tunnel remains open to cars.",
    ),
    (
        "en",
        "Shares fell 3% in London, while the dollar rose against the euro.",
        "Shares fell 3% in London.",
        "The dollar rose against the euro.",
    ),
    (
        "en",
        "The plant closed in May after the owner filed for bankruptcy.",
        "The plant closed in May.",
        "The owner filed for bankruptcy.",
    ),
    (
        "en",
        "The bridge was closed after inspectors found cracks in two piers.",
        "The bridge was closed.",
        "Inspectors found cracks in two piers.",
    ),
    (
        "en",
        "The river burst its banks, and some 300 homes were flooded.",
        "The river burst its banks.",
        "Some 300 homes were flooded.",
    ),
    (
        "en",
        "Norway will pay half of the cost, and Denmark will send 80 missiles.",
        "Norway will pay half of the cost.",
        "Denmark will send 80 missiles.",
    ),
    ("en", "The party lost two seats; the Greens won four.", "The party lost two seats.", "The Greens won four."),
    (
        "en",
        "The mayor resigned on Tuesday after the court rejected the appeal.",
        "The mayor resigned on Tuesday.",
        "The court rejected the appeal.",
    ),
    (
        "en",
        "Unemployment rose to 5%, while wages grew by 2% in June.",
        "Unemployment rose to 5%.",
        "Wages grew by 2% in June.",
    ),
    (
        "en",
        "Police closed the road, and the mayor opened two shelters.",
        "Police closed the road.",
        "The mayor opened two shelters.",
    ),
    (
        "en",
        "The court fined the bank $2m, and the regulator closed two branches.",
        "The court fined the bank $2m.",
        "The regulator closed two branches.",
    ),
)
# A shared or missing subject, a pronoun, speech, a condition, a list, a clause within a clause.
WHOLE = (
    ("de", "Der Konzern baut 640 Stellen ab, und der Betriebsrat kündigte Widerstand an."),
    ("de", "Die Polizei stoppte den Wagen, und der Fahrer gestand alles."),
    ("de", "Der Minister und die Kanzlerin haben den Vertrag unterzeichnet."),
    ("de", "Der Rat hat den Haushalt beschlossen und die Schulen geschlossen."),
    ("de", "Die Polizei sperrte die Straße und leitete den Verkehr um."),
    ("de", "Der Konzern baut Stellen ab, und er schließt zwei Werke."),
    ("de", "Der Minister sagte, die Lage sei ernst, und die Hilfe komme bald."),
    ("de", "„Wir zahlen, und die anderen schauen zu“, sagte der Bürgermeister."),
    ("de", "Wenn der Regen anhält, steigt der Fluss, und die Stadt wird geräumt."),
    ("de", "Laut Polizei fuhr der Wagen zu schnell, und der Fahrer war betrunken."),
    ("de", "Während der Sitzung verließen zwei Räte den Saal."),
    ("de", "Der Rat tagte, während er auf das Gutachten wartete."),
    ("de", "Es ist unklar, ob die Bahn zahlt und die Stadt hilft."),
    ("de", "Der Fahrer, der den Unfall verursachte, und die Beifahrerin wurden verletzt."),
    ("de", "Die Stadt zahlt zwei Millionen Euro und das Land drei."),
    ("de", "Die Zahl der Toten und die der Verletzten stieg."),
    ("de", "Bund und Land haben dem Projekt 564 Millionen Euro zugesagt."),
    ("de", "Der Vertrag gilt bis Mai und wird nicht verlängert."),
    ("de", "Das Museum zeigt Bilder und Skulpturen aus drei Jahrhunderten."),
    ("de", "Sie verlangt einen Sozialtarifvertrag und eine Standortgarantie bis Ende 2032."),
    ("de", "Der Rat tagte am Montag und am Dienstag."),
    ("de", "Die Stadt baut ein Bad und einen Park."),
    ("de", "Der Mann starb, nachdem er gestürzt war."),
    ("de", "Bleibt es trocken, sinkt der Fluss, und die Schiffe bleiben liegen."),
    ("en", "The trial was halted in March after two patients died in Leeds."),
    ("en", "Rents rose by 8%, but wages fell in the same period."),
    ("en", "The mayor and the council were surprised."),
    ("en", "The mayor resigned, and he left the party."),
    ("en", "The minister said the bridge was safe, and the tunnel was open."),
    ("en", "The firm closed the plant and sold the site."),
    ("en", "If the rain lasts, the river will rise, and the town will be cleared."),
    ("en", "“We paid, and the others watched,” said Ann Cole."),
    ("en", "The council closed the library after a long debate."),
    ("en", "The company grew after being sold."),
    ("en", "The road was closed after it flooded."),
    ("en", "The man who fell, and the woman who pushed him, were arrested."),
    ("en", "According to police, the car was speeding, and the driver was drunk."),
    ("en", "The team won after the proposed merger."),
    ("en", "She lived in Leeds while working in York."),
    ("en", "The bill, which the Senate passed, was vetoed, and critics cheered."),
    ("en", "The law bans fishing, hunting, and the sale of ivory."),
    ("en", "The firm, which owns two plants, and the city were sued."),
    ("en", "The price of oil and the cost of gas rose."),
    ("en", "Critics say the plan failed, and the town was right."),
    ("en", "Ann Cole and her son left after lunch."),
)


@pytest.mark.parametrize(("language", "sentence", "first", "second"), SPLIT)
def test_clauses_that_stand_alone(language: str, sentence: str, first: str, second: str) -> None:
    found = [sentence[start:end] for start, end in split_clauses(sentence, language)]
    assert [as_sentence(clause, language) for clause in found] == [first, second]


@pytest.mark.parametrize(("language", "sentence"), WHOLE)
def test_what_stays_whole(language: str, sentence: str) -> None:
    assert split_clauses(sentence, language) == [(0, len(sentence))]


def test_claims_of_a_compound_sentence() -> None:
    sentence = "Der Minister trat am Montag zurück, nachdem das Gericht den Antrag abgelehnt hatte."
    text = f"Kiel. {sentence}"
    claims = extract(Article("a", text, "de", (Block(0, len(text), BlockKind.BODY),)), min_check_worthiness=0.1).claims
    first, second = (claim for claim in claims if claim.sentence)
    assert (first.text, second.text) == (
        "Der Minister trat am Montag zurück",
        "das Gericht den Antrag abgelehnt hatte.",
    )
    assert second.matched == "Das Gericht hatte den Antrag abgelehnt."
    assert first.sentence == second.sentence == (6, 6 + len(sentence))
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    assert first.check_worthiness == second.check_worthiness

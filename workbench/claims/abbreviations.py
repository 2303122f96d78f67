"""Words that carry a full stop without ending a sentence, German and English."""

from __future__ import annotations

# A name, a noun or a figure has to follow: never the end of a sentence.
BEFORE_MORE = frozenset(
    """
    dr prof hr hrn fr frl dipl-ing dipl ing med jur rer nat habil hon st sankt
    z.b u.a d.h i.d.r u.u s.o s.u o.g i.e e.g cf vgl bzw ca evtl ggf inkl exkl einschl sog bes insb insbes zzgl
    abzgl mind geb gest verh jg jhrg mr mrs ms mx messrs vs v.s approx apt gen sen rep gov lt col capt cpt cmdr
    sgt maj adm rev fr pres supt det insp mt ft est esp incl allg dt engl frz russ ukr ehem stellv zw
    i.v v.a z.t z.zt m.e u.ä.m i.s.v viz al.-gen brig hptm oberst abg rep
    """.split()
)
# An abbreviation only before a figure: "No. 5", "Nr. 7", "S. 12", "Art. 5", "Abs. 2".
BEFORE_FIGURE = frozenset(
    "no nos nr nrn art abs abb tab fig figs vol bd bde kap sec eq p pp s ss rn tel fax ziff anm hs op max min".split()
)
# May end a sentence: it goes on unless the next word is one that sentences begin with.
PERHAPS = frozenset(
    """
    etc usw usf u.s u.k u.n e.u u.s.a d.c a.m p.m inc ltd co corp jr sr bros llc plc jh jhd jhdt mio mrd std min
    sek tsd o.ä u.ä u.v.m u.a.m e.v i.r a.d a.d.ö i.d n.chr v.chr b.c a.d b.a m.a b.sc m.sc ph.d m.d k.o str pl
    jan feb febr mär apr jun jul aug sep sept okt oct nov dez dec tues thurs ave blvd rd dept univ phil al
    """.split()
)
# Nouns that an ordinal stands before: "1. FC Köln", "im 19. Jahrhundert", "24. Dez.".
AFTER_ORDINAL = frozenset(
    """
    januar jänner februar märz april mai juni juli august september oktober november dezember jan feb febr mär apr
    jun jul aug sep sept okt nov dez jahrhundert jahrhunderts jahrtausend jahrestag geburtstag hochzeitstag
    todestag tag tage jahr mal male platz rang stelle liga bundesliga spieltag minute runde etappe spiel satz
    halbzeit fc sc sv fsv vfb vfl tsv lebensjahr weltkrieg weltkriegs stock stockwerk etage klasse klassen
    semester quartal halbjahr auflage ausgabe kapitel absatz artikel sitzung legislaturperiode wahlperiode brigade
    division armee bataillon regiment bezirk arrondissement senat kammer zivilsenat strafsenat strafkammer
    schwangerschaftswoche ssw woche breitengrad längengrad internationale internationalen welle dosis stunde
    staffel folge
    """.split()
)
# What stands before an ordinal in a sentence that goes on.
BEFORE_ORDINAL = frozenset(
    """
    am im dem den der die das des zum zur vom beim ab bis seit ihr ihre ihren ihrem sein seine seinen seinem unser
    vor nach jeder jede jedes jeden jedem mittwoch donnerstag freitag samstag sonnabend sonntag montag dienstag
    ein eine einen einem einer und oder bis zwischen kein keine dieser dieses diesem diesen anlässlich
    """.split()
)
# Words with which sentences begin rather than a name that goes on.
STARTERS = frozenset(
    """
    der die das den dem des ein eine einen einem einer er sie es wir ich ihr man dies diese dieser dieses diesen
    in im am auf bei beim und aber doch auch nach mit für von vom zu zum zur an aus seit vor während wenn weil als
    da dabei damit danach dann daher darum deshalb dennoch jedoch allerdings außerdem zudem so nun jetzt hier dort
    alle viele einige manche kein keine nur noch schon wer wie was warum wo sein seine ihre unser unsere laut
    trotz unter über um gegen ohne zwischen bisher zuvor später insgesamt rund etwa the a an he she it they we i
    you this that these those there here his her their its our my your at on by for from to with after before
    while when if as but and or so yet however meanwhile although though because since what who why how where
    which some many most all no not now then one two both each such another other others according during despite
    under over until once still also even only just
    """.split()
)

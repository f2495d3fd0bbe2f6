"""Grave words of a sentence, of crime, death, illness and disgrace: whether what it cites has one of the kind. English.

A short accusation passes every other test: "Iredale stole the election" has the name and "election" from the passage,
and but one word of its own.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.lexical import query_terms

#: Each kind: the grave words, then others that a source may have for them, in any form. A kind is wide, for a sentence
#: may put a source in its own words; words of many meanings ("lost", "passed", "toll") speak for none.
_KINDS = (
    (
        "die dies died dying dead death deaths deadly kill kills killed killing killings killer murder murders murdered"
        " murderer assassinated assassination slain slaughtered massacre massacred homicide manslaughter suicide"
        " fatal fatally executed execution executions",
        "shot shooting fatality victim funeral buried burial mourned drowned perished posthumous beheaded hanged widow",
    ),
    (
        "arrest arrests arrested detained detention jail jailed prison imprisoned convicted conviction guilty",
        "sentenced custody prisoner inmate incarcerated bars captured charged prosecutor parole verdict detainee",
    ),
    (
        "steal steals stole stolen stealing theft thief thieves robbed robbery looted looting burglary embezzled",
        "heist burglar larceny embezzlement shoplifting smuggled pilfered",
    ),
    (
        "corrupt corruption bribe bribes bribed bribery fraud fraudulent fraudster cheat cheated cheating cheater scam"
        " rigged extortion",
        "graft kickback swindle deceived defraud doping stolen embezzled laundering blackmail forged fake counterfeit",
    ),
    (
        "rape rapes raped rapist molested assault assaulted abuse abused abuser harassed harassment pedophile",
        "sexual misconduct attacked beaten violence groped mistreated",
    ),
    (
        "crime crimes criminal criminals felon felony felonies gangster mobster",
        "convicted charged indicted murder illegal unlawful offence offense arrested jail prison guilty prosecutor"
        " killed theft gang cartel mafia trafficking fraud robbery shooting",
    ),
    ("accused accuses accusation indicted indictment", "charged alleged claimed blamed suspected sued lawsuit jury"),
    ("lied liar liars", "lies lying false misled misleading untrue deceived dishonest perjury"),
    ("terrorist terrorists terrorism", "terror extremist militant bombing jihadist attack"),
    ("traitor treason", "betrayed spy spying espionage sedition"),
    (
        "racist racists racism nazi nazis fascist fascism antisemite antisemitic antisemitism bigot",
        "racial bigotry hitler slur hatred jewish jews supremacist hate black",
    ),
    ("cancer tumor tumour leukemia", "oncologist chemotherapy lymphoma melanoma malignant carcinoma"),
    (
        "ill sick sickened illness",
        "disease hospital diagnosed treatment health virus infected covid cancer flu fever symptoms surgery patient",
    ),
    ("resign resigns resigned resigning resignation quit quits", "step stepped left leave departure exit retire oust"),
    (
        "fired sacked ousted",
        "fire dismissed terminated removed replaced laid resigned launched missile rocket gun bullet shot shell",
    ),
    ("disgrace disgraced scandal", "shame misconduct outrage affair"),
    ("drunk drunken alcoholic", "alcohol drinking intoxicated drank sober beer"),
)
_WORD = re.compile(r"[^\W\d_]+")


def unsaid_grave_word(claim: str, said: str) -> str:
    """Return the first grave word of a claim of whose kind the text that it cites has none; "" when there is none."""
    stems = set(query_terms(said))
    for word in _WORD.findall(claim):
        if (kind := _kinds().get(word.casefold())) and not kind & stems:
            return str(word)
    return ""


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Return for each grave word the stems of all words of its kind."""
    return {word: frozenset(query_terms(f"{grave} {others}")) for grave, others in _KINDS for word in grave.split()}

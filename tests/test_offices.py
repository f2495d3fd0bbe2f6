"""Who holds an office: what a question asks, what a sentence states, who has left, and how many have died."""

from __future__ import annotations

import pytest

from assistant.question.offices import asked_office
from assistant.reading.departures import departures
from assistant.reading.holders import states_holder, whole_name
from assistant.reading.later import is_about
from assistant.reading.tolls import states_toll
from assistant.types import Article, Passage, RetrievedPassage

MAYOR = "Who is the mayor of Port Alden?"
CHIEF = "Who is the chief executive of Halden Works?"


def states(query: str, sentence: str, name: str, around: str = "") -> bool:
    start = sentence.index(name)
    return states_holder(query, sentence, start, start + len(name), around)


@pytest.mark.parametrize(
    ("query", "offices", "body"),
    [
        (MAYOR, {"mayor"}, {"port", "alden"}),
        ("WHO IS THE MAYOR OF PORT ALDEN", {"mayor"}, {"port", "alden"}),
        ("who's the ceo of halden works", {"chief executive"}, {"halden", "works"}),
        ("Who is Estvar's finance minister?", {"minister"}, {"estvar"}),
        ("Who is President Ruiz's chief of staff?", {"chief of staff"}, {"ruiz"}),
        ("Who currently captains the Kelbrook Rovers?", {"captain"}, {"kelbrook", "rovers"}),
    ],
)
def test_a_question_asks_for_an_office_of_a_body(query: str, offices: set[str], body: set[str]) -> None:
    asked = asked_office(query)
    assert asked is not None
    assert (set(asked.names), set(asked.body)) == (offices, body)


@pytest.mark.parametrize(
    "query",
    [
        "Who was the mayor of Port Alden?",
        "Who is the president?",
        "Who is running the city until the new mayor of Port Alden is sworn in?",
        "Which company is led by the former mayor of Port Alden?",
        "How many mayors has Port Alden had?",
    ],
)
def test_other_questions_ask_for_no_office_now(query: str) -> None:
    assert asked_office(query) is None


@pytest.mark.parametrize(
    ("query", "sentence", "name"),
    [
        (MAYOR, "Port Alden Mayor Helena Marsh opened the bridge.", "Helena Marsh"),
        (MAYOR, "“It is done,” said Helena Marsh, the mayor of Port Alden.", "Helena Marsh"),
        (MAYOR, "Iredale, a plumber who had never run before, was elected mayor of Port Alden.", "Iredale"),
        (MAYOR, "Tomas Iredale was sworn in on Friday as Port Alden's mayor.", "Tomas Iredale"),
        (MAYOR, "The mayor of Port Alden, Helena Marsh, said no.", "Helena Marsh"),
        (MAYOR, "The mayor of Port Alden was succeeded by Tomas Iredale.", "Tomas Iredale"),
        (CHIEF, "Halden chief executive Ana Ruiz told analysts so.", "Ana Ruiz"),
        (CHIEF, "Ana Ruiz, who became CEO of Halden Works in May, told analysts so.", "Ana Ruiz"),
        ("Who is the mayor of Istanbul?", "Istanbul Mayor Özgür Öztürk opened the bridge.", "Özgür Öztürk"),
        ("Who is the president of Niger?", "Nigerien President Ali Bodo opened the bridge.", "Ali Bodo"),
        ("Who is the president of Nigeria?", "Nigerian President Bola Adeyemi came.", "Bola Adeyemi"),
        ("Who is the US president?", "U.S. President Cora Lund opened the bridge.", "Cora Lund"),
        ("Who is the Iraqi prime minister?", "Iraqi Prime Minister Omar al-Hadi has left for Rome.", "Omar al-Hadi"),
        ("Who leads the Harbour Party?", "Harbour Party leader Jonas Brekke conceded.", "Jonas Brekke"),
        ("Who is the prime minister of Britain?", "The U.K.'s new prime minister, Ada Hill, flew in.", "Ada Hill"),
    ],
)
def test_a_sentence_says_who_holds_an_office(query: str, sentence: str, name: str) -> None:
    assert states(query, sentence, name)


@pytest.mark.parametrize(
    ("query", "sentence", "name"),
    [
        (MAYOR, "Northgate Mayor Cora Lund opened the bridge at Port Alden.", "Cora Lund"),
        (MAYOR, "Former Port Alden mayor Helena Marsh opened the bridge.", "Helena Marsh"),
        (MAYOR, "Port Alden deputy mayor Cora Lund opened the bridge.", "Cora Lund"),
        (MAYOR, "Port Alden mayor-elect candidate Cora Lund opened the bridge.", "Cora Lund"),
        (MAYOR, "Tomas Iredale, a mayoral candidate in Port Alden, spoke.", "Tomas Iredale"),
        (MAYOR, "Tomas Iredale defeated Helena Marsh and was elected mayor of Port Alden.", "Helena Marsh"),
        (MAYOR, "On Tuesday, Mayor Helena Marsh thanked Port Alden.", "Tuesday"),
        (MAYOR, "Those present were Bo Aster, Mayor Helena Marsh of Port Alden and others.", "Bo Aster"),
        (MAYOR, "Ana Ruiz, the Port Alden mayor's wife, opened the bridge.", "Ana Ruiz"),
        (MAYOR, "Anna Berg, a teacher, told reporters that Marsh was elected mayor of Port Alden.", "Anna Berg"),
        (MAYOR, "According to the mayor of Port Alden, Dan Pohl broke the rules.", "Dan Pohl"),
        (MAYOR, "Helena Marsh was mayor of Port Alden from 2004 to 2012.", "Helena Marsh"),
        (MAYOR, "Port Alden Mayor Faces Recall Vote", "Faces Recall Vote"),
        (MAYOR, "East Port Alden Mayor Cora Lund opened the bridge.", "Cora Lund"),
        ("Who is the president of Niger?", "Nigerian President Bola Adeyemi opened the bridge.", "Bola Adeyemi"),
        ("Who is the US president?", "President Emil Roth of Estvar told us so.", "Emil Roth"),
        ("Who is the editor of the Bay Post?", "Bay Post sports editor Mara Senn said no.", "Mara Senn"),
        (CHIEF, "Ana Ruiz, head of communications at Halden Works, said no.", "Ana Ruiz"),
        (CHIEF, "Halden Works Finance chief executive Mara Senn said no.", "Mara Senn"),
        (CHIEF, "Halden Works fired chief executive Ana Ruiz.", "Ana Ruiz"),
        (CHIEF, "Halden Works owner and Castell Lines CEO Bo Aster said so.", "Bo Aster"),
        ("Who leads the Bank of Estvar?", "President Jonas Brekke of Estvar said so.", "Jonas Brekke"),
    ],
)
def test_a_sentence_does_not_say_it_of_others(query: str, sentence: str, name: str) -> None:
    assert not states(query, sentence, name)


def test_whose_office_it_is_may_stand_around_the_sentence() -> None:
    sentence = "The mayor, Helena Marsh, said no."
    assert states(MAYOR, sentence, "Helena Marsh", "Bridge stays shut in Port Alden")
    assert not states(MAYOR, sentence, "Helena Marsh", "Bridge stays shut in Northgate")


@pytest.mark.parametrize(
    ("sentence", "span", "name"),
    [
        ("Rob Tillman, the mayor, said so.", "Rob", "Rob Tillman"),
        ("Mayor Omar al-Hadi said so.", "Omar", "Omar al-Hadi"),
        ("Mayor Rob van Dyke said so.", "Rob", "Rob van Dyke"),
        ("Mayor Rob Tillman Tuesday opened it.", "Rob", "Rob Tillman"),
        ("Mayor Rob Tillman and Northgate Mayor Cora Lund came.", "Rob Tillman", "Rob Tillman"),
    ],
)
def test_a_cut_name_goes_on(sentence: str, span: str, name: str) -> None:
    start = sentence.index(span)
    first, last = whole_name(MAYOR, sentence, start, start + len(span))
    assert sentence[first:last] == name
    assert whole_name("Who won?", sentence, start, start + len(span)) == (start, start + len(span))


def left(name: str, text: str) -> list[str]:
    article = Article(id="a", text=text, title="", published="2024-05-01")
    passage = Passage(id="p", article_id="a", start=0, end=len(text), text=text)
    asked = asked_office(MAYOR)
    assert asked is not None
    return [found.text for found in departures(name, asked, [RetrievedPassage(passage, article, 1.0, 1)])]


@pytest.mark.parametrize(
    "text",
    [
        "Helena Marsh's resignation surprised the council.",
        "Marsh, who stepped down in May, was not there.",
        "Marsh resigned on Monday.",
        "Iredale, a plumber, replaces Helena Marsh.",
        "He took over from Marsh last week.",
        "Former mayor Helena Marsh spoke first.",
        "Marsh was ousted by the council.",
        "Helena Marsh, the former mayor, spoke first.",
        "Port Alden's then mayor Helena Marsh spoke first.",
    ],
)
def test_who_has_left_is_found_by_the_last_name(text: str) -> None:
    assert len(left("Helena Marsh", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The union called for Helena Marsh's resignation.",
        "Marsh said that she would not step down.",
        "Marsh will step down if she loses.",
        "Marsh replaced the old bridge.",
        "Marsh's dismissal of the demands surprised the council.",
        "Marsh quit smoking.",
        "Marsh resigned as a bus driver in 2010.",
        "His father, Daniel Marsh, resigned.",
        "An adviser to Helena Marsh was fired.",
        "Iredale wants to replace Helena Marsh.",
        "Former mayor Ann Roe endorsed Helena Marsh.",
        "Helena Marsh, a former bus driver, was elected mayor.",
        "The former banker Helena Marsh spoke first.",
        "Helena Marsh succeeded Cora Lund.",
        "Ann Marshall's resignation surprised the council.",
    ],
)
def test_who_has_not_left_is_not_said_to_have(text: str) -> None:
    assert not left("Helena Marsh", text)


TOLL = "How many people have died in the Kelmar earthquake?"


@pytest.mark.parametrize(
    ("sentence", "number", "stated"),
    [
        ("The death toll from the Kelmar earthquake has risen to 148, with 900 injured.", "148", True),
        ("The death toll from the Kelmar earthquake has risen to 148, with 900 injured.", "900", False),
        ("The earthquake in Kelmar killed at least 62 people.", "62", True),
        ("In Kelmar 203 people were confirmed dead.", "203", True),
        ("Of 203 victims in Kelmar 14 have no name.", "14", False),
        ("The Kelmar earthquake of 1911 killed 3,000 people.", "3,000", False),
        ("The flood in Castell killed 62 people.", "62", False),
        ("The death toll in Kelmar could reach 10,000.", "10,000", False),
        ("The death toll in Kelmar rose from 28 to 34.", "28", False),
        ("Six more people died in Kelmar overnight.", "Six", False),
        ("The Kelmar earthquake killed 600 cattle.", "600", False),
        ("The dead in Kelmar include 12 children.", "12", False),
        ("The toll from the magnitude 6.8 earthquake in Kelmar stood at 34.", "6.8", False),
        ("It was reported that 9 people died in the Castell fire.", "9", False),
    ],
)
def test_a_toll_is_the_number_that_a_sentence_gives_as_one(sentence: str, number: str, stated: bool) -> None:
    start = sentence.index(number)
    assert states_toll(TOLL, sentence, start, start + len(number), "") is stated


def test_other_victims_are_other_tolls() -> None:
    sentence = "In Kelmar 148 people died and 900 people were injured."
    asked = "How many people were injured in the Kelmar earthquake?"
    found = [
        number
        for number in ("148", "900")
        if states_toll(asked, sentence, sentence.index(number), sentence.index(number) + 3, "")
    ]
    assert found == ["900"]


def test_a_text_is_about_what_it_names() -> None:
    assert is_about(TOLL, "Aid reaches the Kelmar valley")
    assert not is_about(TOLL, "Aid reaches the Castell valley")

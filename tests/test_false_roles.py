"""What a sentence checker must see where a sentence gives people another office, deed or part in the news."""

from __future__ import annotations

import pytest

from assistant.chat.facts import Source
from assistant.chat.sentence_check import check_sentence
from assistant.types import Article

TAXES = (
    "Finance Minister Ana Ruiz said on Friday that taxes will rise. Prime Minister Tomas Vell was abroad. Ruiz spoke to"
    " reporters in Alden."
)
MEETING = (
    "President Joe Biden met Chuck Schumer on Friday. Vice President Kamala Harris also attended the meeting. Boris"
    " Johnson, the former prime minister, was there. Defense Secretary Lloyd Austin spoke too. The mayor, Helena Marsh,"
    " met Gov. Luciana Prado."
)


def problem(said: str, claim: str) -> str:
    article = Article("a", said, "", source="Northgate Post (sample)", author="Lina Thorne", published="2024-11-08")
    return check_sentence(claim, [Source(article, 0, len(said))]).problem


@pytest.mark.parametrize(
    ("said", "claim", "office"),
    [
        (TAXES, "Prime Minister Ana Ruiz said that taxes will rise.", "Prime Minister is no office of ruiz"),
        (TAXES, "Premier Ruiz spoke to reporters.", "Premier is no office of ruiz"),
        (TAXES, "President Ruiz said that taxes will rise.", "President is no office of ruiz"),
        (TAXES, "Ana Ruiz, the prime minister, said that taxes will rise.", "prime minister is no office of ruiz"),
        (TAXES, "Finance Minister Tomas Vell was abroad.", "Finance Minister is no office of vell"),
        (MEETING, "President Kamala Harris attended the meeting.", "President is no office of harris"),
        (MEETING, "Vice President Joe Biden met Chuck Schumer.", "Vice President is no office of biden"),
        (MEETING, "Governor Helena Marsh met Luciana Prado.", "Governor is no office of marsh"),
        (MEETING, "Mayor Helena Marsh met Mayor Luciana Prado.", "Mayor is no office of prado"),
    ],
)
def test_an_office_that_is_another_ones_is_seen(said: str, claim: str, office: str) -> None:
    assert problem(said, claim) == f"{office} in what it cites"


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (TAXES, "Minister Ana Ruiz said that taxes will rise."),
        (TAXES, "Ana Ruiz, the finance minister, said that taxes will rise."),
        (TAXES, "The minister of finance, Ana Ruiz, said that taxes will rise."),
        (TAXES, "Premier Vell was abroad when Finance Minister Ruiz spoke to reporters."),
        (TAXES, "Ms. Ruiz spoke to reporters."),
        (MEETING, "President Biden met Senator Chuck Schumer on Friday."),
        (MEETING, "Former Prime Minister Boris Johnson was there."),
        (MEETING, "Secretary of Defense Lloyd Austin spoke."),
        (MEETING, "Mayor Marsh met Governor Luciana Prado."),
        ("Secretary Lloyd Austin spoke at the Defense Department.", "Defense Secretary Lloyd Austin spoke."),
        ("The deputy minister, Ana Ruiz, spoke.", "Deputy Finance Minister Ana Ruiz spoke."),
        ("King Charles III spoke. Prince Philip III was there.", "King Charles III spoke."),
    ],
)
def test_an_office_in_other_words_or_of_somebody_without_one_is_none_of_anothers(said: str, claim: str) -> None:
    assert "is no office of" not in problem(said, claim)


UNSEATED = "Tomas Iredale unseated Marsh as mayor of Port Alden on Tuesday. Marsh conceded shortly after midnight."
ELECTED = (
    "Tomas Iredale, who made the cost of Castell Bridge his theme, has been elected mayor of Port Alden, defeating"
    " Helena Marsh after eight years in office."
)
FINAL = (
    "Spain beat England 2-1 in the final. Elon Musk sued OpenAI over its profits. Kestrel acquired Bolt Steel in May."
    " Trump lost to Biden in 2020."
)
DARTS = "Michael Smith was beaten by Michael Gerwen."


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (UNSEATED, "Marsh defeated Iredale."),
        (UNSEATED, "Iredale was defeated by Marsh."),
        (UNSEATED, "Iredale lost to Marsh."),
        (ELECTED, "Marsh defeated Iredale."),
        (ELECTED, "Marsh beat Iredale for mayor of Port Alden."),
        (FINAL, "England defeated Spain."),
        (FINAL, "OpenAI sued Elon Musk."),
        (FINAL, "Bolt Steel bought Kestrel."),
        (DARTS, "Smith beat Gerwen."),
    ],
)
def test_a_deed_that_is_turned_round_is_seen(said: str, claim: str) -> None:
    assert "the other way round" in problem(said, claim)


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (UNSEATED, "Iredale defeated Marsh."),
        (UNSEATED, "Marsh was defeated by Iredale."),
        (UNSEATED, "Marsh lost to Iredale."),
        (ELECTED, "Marsh, who had been mayor for eight years, was beaten by Iredale."),
        (FINAL, "OpenAI was sued by Elon Musk."),
        (FINAL, "Bolt Steel was bought by Kestrel in May."),
        (FINAL, "Biden could lose to Trump."),
        (DARTS, "Michael Gerwen beat Michael Smith."),
        ("England beat Spain in 2021. Spain beat England in the final.", "Spain defeated England."),
        ("Spain beat England's captain.", "England beat Spain."),
        ("Marsh was sued. Iredale was killed after Marsh spoke.", "Marsh was killed after Iredale spoke."),
    ],
)
def test_a_deed_in_other_words_is_not_turned_round(said: str, claim: str) -> None:
    assert "the passage has who" not in problem(said, claim)


ARRESTED = "Police arrested three people in Port Alden on Friday. A fire damaged the market hall."


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("The Northgate Post arrested three people.", "Northgate Post"),
        ("Three people were arrested by the Northgate Post on Friday.", "Northgate Post"),
        ("A fire damaged the market hall in Northgate.", "Northgate"),
        ("Police arrested Lina Thorne in Port Alden on Friday.", "Lina Thorne"),
    ],
)
def test_who_reports_the_news_is_not_in_it(claim: str, name: str) -> None:
    assert problem(ARRESTED, claim) == f"{name} reports what it cites, and is not in it"


@pytest.mark.parametrize(
    "claim",
    [
        "The Northgate Post reported that police arrested three people.",
        "Police arrested three people, the Northgate Post reported.",
        "Police arrested three people, according to the Northgate Post.",
        "As the Northgate Post wrote on Friday, police arrested three people.",
        "The Northgate Post of November 8 also says that a fire damaged the market hall.",
        "A report by the Northgate Post says that a fire damaged the market hall.",
        "Lina Thorne of the Northgate Post writes that police arrested three people.",
    ],
)
def test_who_reports_the_news_may_be_named_for_it(claim: str) -> None:
    assert problem(ARRESTED, claim) == ""


def test_who_reports_the_news_may_be_in_it_where_the_article_says_so() -> None:
    assert problem("The Northgate Post sacked three people on Friday.", "The Northgate Post sacked three people.") == ""


COUNTS = (
    "The US has 900 troops in Syria. More than 400 people were hurt. The bridge took 20 years to build. Some 300 came."
    " Costs topped $5 million. It seats people who are 65 or older. Talks lasted two and a half years. The levy of $700"
    " was spread over 25 years. Between 110 and 130 fled."
)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("The US has less than 900 troops in Syria.", "900 is no bound"),
        ("The US has more than 900 troops in Syria.", "900 is no bound"),
        ("The US has at least 900 troops in Syria.", "900 is no bound"),
        ("More than 300 came.", "300 is no bound"),
        ("The bridge took over 20 years to build.", "20 is no bound"),
        ("Nearly 400 people were hurt.", "400 is the other bound"),
    ],
)
def test_a_bound_that_no_number_has_is_seen(claim: str, why: str) -> None:
    assert problem(COUNTS, claim) == f"{why} in what it cites"


@pytest.mark.parametrize(
    "claim",
    [
        "The US has about 900 troops in Syria.",
        "Nearly 900 troops are in Syria.",
        "Over 400 people were hurt.",
        "Costs were over $5 million.",
        "It seats people over 65.",
        "Talks lasted more than two years.",
        "The levy was spread over 25 years.",
        "At least 110 fled.",
        "At least 20 came.",
    ],
)
def test_a_bound_in_other_words_or_of_another_number_passes(claim: str) -> None:
    assert "bound" not in problem(COUNTS, claim)

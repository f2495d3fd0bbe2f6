"""What programs get: the HTTP endpoints, the MCP tools, and the README's own examples of both."""

import asyncio
import json
import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import ArticleNotFound, ModelError, QuestionError
from assistant.models import SpanModel
from assistant.ui import ChatServer, serve
from assistant.web.programs import Programs

README = Path(__file__).parent.parent / "README.md"
QUESTION = "How many US troops are in Syria?"

# Whatever an MCP client leaves open is its own affair.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def assistant(sample_library):
    with Assistant.open(sample_library) as opened:
        yield opened


@pytest.fixture(scope="module")
def chat(assistant):
    with ChatServer(assistant, port=0) as server:
        yield server


@contextmanager
def connected(url):
    from gradio_client import Client

    client = Client(url, verbose=False)
    try:
        yield client
    finally:
        client.close()


def over_mcp(url, work):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def run():
        async with (
            streamable_http_client(f"{url}mcp") as (incoming, outgoing, _),
            ClientSession(incoming, outgoing) as session,
        ):
            await session.initialize()
            return await work(session)

    return asyncio.run(run())


def without_timings(answer):
    return {**answer, "timings_ms": None}


# -- HTTP --------------------------------------------------------------------------------------------------------------


def test_the_endpoint_ask_returns_what_the_command_line_prints_with_its_notes(chat, assistant):
    with connected(chat.url) as client:
        got = client.predict(question=QUESTION, until="2024-02-01", api_name="/ask")
    want = assistant.answer(QUESTION, until="2024-02-01")
    assert want.notes and got.pop("notes") == list(want.notes)
    assert without_timings(got) == without_timings(want.to_dict())


def test_the_endpoint_search_returns_passages_that_stand_in_their_articles(chat, assistant):
    with connected(chat.url) as client:
        got = client.predict("troops in Syria", count=3, source="Capitol Ledger (sample)", api_name="/search")
    assert [result["rank"] for result in got["results"]] == [1, 2, 3]
    for result in got["results"]:
        article = assistant.article(result["article"]["id"])
        assert article.source == "Capitol Ledger (sample)"
        assert article.text[result["start"] : result["end"]] == result["text"]


def test_the_endpoints_are_two_with_typed_parameters(chat):
    with connected(chat.url) as client:
        endpoints = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert set(endpoints) == {"/ask", "/search"}
    types = {given["parameter_name"]: given["python_type"]["type"] for given in endpoints["/search"]["parameters"]}
    assert types["query"] == "str" and types["count"] == "int"


def test_the_endpoint_says_what_is_wrong_with_a_question(chat):
    from gradio_client.exceptions import AppError

    with connected(chat.url) as client, pytest.raises(AppError, match="since is 'yesterday'"):
        client.predict(question=QUESTION, since="yesterday", api_name="/ask")


# -- MCP ---------------------------------------------------------------------------------------------------------------


def test_the_mcp_tools_are_three_and_say_that_they_only_read(chat):
    async def work(session):
        return (await session.list_tools()).tools

    tools = {tool.name: tool for tool in over_mcp(chat.url, work)}
    assert set(tools) == {"ask", "search_articles", "read_article"}
    assert all(tool.annotations.readOnlyHint and tool.description for tool in tools.values())
    assert tools["search_articles"].inputSchema["properties"]["count"]["type"] == "integer"


def test_an_mcp_client_asks_then_reads_the_cited_article(chat, assistant):
    async def work(session):
        answer = (await session.call_tool("ask", {"question": QUESTION})).structuredContent
        cited = answer["citations"][0]["article"]["id"]
        article = (await session.call_tool("read_article", {"article_id": cited})).structuredContent
        found = (await session.call_tool("search_articles", {"query": "Castell Bridge", "count": 2})).structuredContent
        missing = await session.call_tool("read_article", {"article_id": "nowhere"})
        return answer, article, found, missing

    answer, article, found, missing = over_mcp(chat.url, work)
    want = assistant.answer(QUESTION)
    assert answer.pop("notes") == list(want.notes)
    assert without_timings(answer) == without_timings(want.to_dict())
    assert answer["citations"][0]["quote"] in article["text"] and article["next_start"] is None
    assert len(found["results"]) == 2
    assert missing.isError and "nowhere" in missing.content[0].text


# -- the functions behind both -----------------------------------------------------------------------------------------


def test_an_outlet_is_found_as_people_type_it(assistant):
    [first, *_] = Programs(assistant).search_articles("bridge", source="harbor times")["results"]
    assert first["article"]["source"] == "Harbor Times (sample)"
    assert not Programs(assistant).ask("Who is the mayor of Port Alden?", source="harbor times")["abstained"]


@pytest.mark.parametrize("count", [0, 51, 1.5, "8", None, float("nan"), [1]])
def test_a_search_for_no_number_or_too_many_is_refused(assistant, count):
    with pytest.raises(QuestionError, match=re.escape(repr(count))):
        Programs(assistant).search_articles("Syria", count=count)


def test_half_a_character_reaches_no_answer(assistant):
    """JSON can carry one; nothing can be printed or stored that has it."""
    found = Programs(assistant).search_articles("Syria \ud800", source="Wire \ud800")
    assert json.dumps(found, ensure_ascii=False).encode()


def test_a_long_article_is_read_in_parts(assistant, monkeypatch):
    monkeypatch.setattr("assistant.web.programs.MOST_CHARACTERS", 100)
    whole = assistant.article(assistant.articles()[0].article.id)
    parts, start = [], 0
    while start is not None:
        part = Programs(assistant).read_article(whole.id, start=start)
        parts.append(part["text"])
        start = part["next_start"]
    assert len(parts) > 1 and "".join(parts) == whole.text
    with pytest.raises(ArticleNotFound):
        Programs(assistant).read_article("nowhere")


# -- the README --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("library", ["gradio_client", "mcp"])
def test_the_examples_of_the_readme_run_as_they_stand(chat, library):
    blocks = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    (example,) = [block for block in blocks if f"from {library} import" in block]
    names = {}
    exec(compile(example.replace("http://127.0.0.1:7860/", chat.url), "README.md", "exec"), names)
    assert names["answer"]["citations"]
    if "client" in names:
        assert len(names["found"]["results"]) == 3
        names["client"].close()


class Seen(Exception):
    """Ends a server that would run for ever."""


@pytest.mark.parametrize("trouble", [None, ModelError("its weights are missing")])
def test_a_served_chat_loads_its_models_before_anybody_asks_and_lives_without(sample_assistant, monkeypatch, trouble):
    loaded = []

    def warm_up() -> None:
        loaded.append(True)
        if trouble is not None:
            raise trouble

    def ready(url: str) -> None:
        assert loaded
        raise Seen

    monkeypatch.setattr(sample_assistant, "warm_up", warm_up)
    with pytest.raises(Seen):
        serve(sample_assistant, port=0, on_ready=ready)


def test_what_is_loaded_is_what_the_next_answer_needs(sample_assistant, monkeypatch):
    read = []
    monkeypatch.setattr(SpanModel, "read", lambda self, question, passages: read.append(passages) or [])
    sample_assistant.warm_up()
    assert len(read) == 1

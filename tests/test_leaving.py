"""Who closes the connection is answered no further: a chat model that writes for them is read no more."""

import http.client
import json
import threading
import time
from urllib.parse import urlsplit

import pytest
from chat_models import Pondering, Scripted

from assistant import Assistant
from assistant.asker import asked_by
from assistant.chat.stream import stream_text
from assistant.errors import AskerGone
from assistant.settings import Settings
from assistant.ui import ChatServer

QUESTION = "How many US troops are in Syria?"
#: Far longer than an asker waits here, and a test.
CHAT_SECONDS = 60


@pytest.fixture
def chat(sample_library):
    model = Pondering(script=str, calls=[], ended=[])
    settings = Settings.load(sample_library, environment={}, reader="chat", chat_seconds=CHAT_SECONDS)
    with Assistant.open(settings=settings, chat_model=model) as assistant, ChatServer(assistant, port=0) as server:
        server.model = model
        yield server


def ask_over_mcp(url):
    """Call the tool ``ask``, and return the connection over which the answer would come."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    params = {"name": "ask", "arguments": {"question": QUESTION}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    kinds = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    connection.request("POST", "/mcp", body, kinds)
    return connection


def ask(url):
    """Ask over HTTP as a program does, and return the connection over which the answer would come."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    body = json.dumps({"data": [QUESTION, None, None, None, None, None]})
    connection.request("POST", "/gradio_api/call/ask", body, {"Content-Type": "application/json"})
    event = json.load(connection.getresponse())["event_id"]
    connection.request("GET", f"/gradio_api/call/ask/{event}")
    return connection


def until(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize("ask", [ask, ask_over_mcp])
def test_a_program_that_leaves_ends_the_writing_of_its_answer_and_one_that_waited_and_left_is_not_begun(chat, ask):
    # Two places, and one who waits for one.
    connections = [ask(chat.url), ask(chat.url)]
    assert until(lambda: len(chat.model.calls) == 2)
    connections.append(ask(chat.url))
    time.sleep(1)
    assert len(chat.model.calls) == 2 and not chat.model.ended
    for connection in reversed(connections):
        connection.close()
        time.sleep(0.5)
    assert until(lambda: len(chat.model.ended) == 2)
    time.sleep(2)
    assert len(chat.model.calls) == 2


def test_a_model_that_writes_nothing_is_waited_for_no_longer_than_its_asker_waits():
    released = threading.Event()

    def silent(messages):
        released.wait(60)
        return ""

    model = Scripted(script=silent, calls=[])
    left = time.monotonic() + 1
    try:
        with asked_by(lambda: time.monotonic() > left), pytest.raises(AskerGone, match="given up"):
            list(stream_text(model, [], seconds=30))
        assert time.monotonic() - left < 5
    finally:
        released.set()

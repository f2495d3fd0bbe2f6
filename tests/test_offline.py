"""Nothing leaves the machine: all works without a network, and tracing that the environment asks for stays off."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "ingest" / "samples"
QUESTION = "How many troops are in Syria?"

#: The command line, in a process that says on stderr whatever it tries to reach beyond this machine.
WATCHED = """
import ipaddress, sys

def watch(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    try:
        inside = host in (None, "", "localhost") or ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        print("reached out:", event, arguments, file=sys.stderr, flush=True)

sys.addaudithook(watch)
from assistant.cli import main
main()
"""

#: Serves the chat, looks at its page and asks it one question, all inside the same cut-off network; stops it again.
VISIT = """
import json, re, signal, subprocess, sys, urllib.request

watched, folder, question = sys.argv[1:]
server = subprocess.Popen(
    [sys.executable, "-c", watched, "serve", "--port", "0", "--data-dir", folder],
    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    # A shell starts what it runs in the background with Ctrl+C ignored, and children inherit that.
    preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
)
try:
    address = re.search("http://127[.]0[.]0[.]1:[0-9]+/", server.stdout.readline())[0]
    with urllib.request.urlopen(address, timeout=60) as page:
        shown = page.read().decode()
    body = json.dumps({"data": [question, None, None, None, None, None]}).encode()
    call = urllib.request.Request(address + "gradio_api/call/ask", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(call, timeout=60) as reply:
        event = json.load(reply)["event_id"]
    with urllib.request.urlopen(address + "gradio_api/call/ask/" + event, timeout=60) as reply:
        answered = reply.read().decode()
    server.send_signal(signal.SIGINT)
    server.wait(timeout=60)
finally:
    server.kill()
print(json.dumps({"shown": shown, "answered": answered, "code": server.returncode, "errors": server.stderr.read()}))
"""


def environment():
    """The environment without what tests and sandboxes add to it to keep libraries off the network."""
    dropped = ("DATELINE_", "HF_", "TRANSFORMERS_", "GRADIO_", "ANONYMIZED_", "LANGSMITH_", "LANGCHAIN_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {name: value for name, value in kept.items() if not name.lower().endswith("_proxy")}


@pytest.fixture(scope="module")
def cut_off():
    """How to start a program in a network that has nothing but the loopback interface."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("needs unshare and ip (Debian: apt-get install util-linux iproute2)")
    names = [sys.executable, "-c", "import socket; print(*(name for _, name in socket.if_nameindex()))"]
    for new_network in (["unshare", "-rn"], ["unshare", "-n"]):
        prefix = [*new_network, "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
        probe = subprocess.run([*prefix, *names], capture_output=True, text=True)
        if probe.returncode == 0 and probe.stdout.split() == ["lo"]:
            return prefix
    pytest.skip(f"needs to be allowed to make a network namespace: {probe.stderr.strip()}")


def run(prefix, *arguments):
    done = subprocess.run(
        [*prefix, sys.executable, "-c", *map(str, arguments)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


def test_without_a_network_articles_are_ingested_questions_answered_and_the_chat_served(cut_off, tmp_path):
    folder = tmp_path / "data"
    ingested = run(cut_off, WATCHED, "ingest", SAMPLES, "--json", "--data-dir", folder)
    assert ingested.stderr == ""
    assert json.loads(ingested.stdout)["added"] >= 20

    asked = run(cut_off, WATCHED, "ask", QUESTION, "--json", "--data-dir", folder)
    assert asked.stderr == ""
    answer = json.loads(asked.stdout)
    assert not answer["abstained"] and answer["citations"]

    visited = json.loads(run(cut_off, VISIT, WATCHED, folder, QUESTION).stdout)
    assert (visited["code"], visited["errors"]) == (0, "")
    assert "Answers from your articles" in visited["shown"]
    (served,) = json.loads(visited["answered"].split("data: ", 1)[1])
    assert isinstance(served.pop("notes"), list)
    assert {**served, "timings_ms": {}} == {**answer, "timings_ms": {}}


def test_what_watches_the_commands_would_notice_one_that_reaches_out(cut_off, tmp_path):
    watched = WATCHED.replace("main()\n", "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=1)\n")
    done = subprocess.run(
        [*cut_off, sys.executable, "-c", watched],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode != 0
    assert "reached out: socket.connect" in done.stderr and "unreachable" in done.stderr


# -- tracing ---------------------------------------------------------------------------------------------------------

#: Asks in every way there is, waits for what a tracer may still send, and says so; then runs something that is traced.
TRACED = """
import asyncio, sys
from langchain_core.runnables import RunnableLambda
from langchain_core.tracers.langchain import wait_for_all_tracers
from assistant import Assistant, answer
from assistant.settings import Settings

sys.path.insert(0, "tests")
from chat_models import says

folder, question = sys.argv[1:]

async def ask_asynchronously(retriever):
    found = await retriever.ainvoke(question)
    await retriever.abatch([question])
    async for _ in retriever.astream(question):
        pass
    return found

assert answer(question, data_dir=folder).citations
with Assistant.open(folder) as assistant:
    assert assistant.answer(question).citations
    *_, last = assistant.stream(question)
    assert last.citations
    abandoned = assistant.stream(question)
    next(abandoned)
    abandoned.close()
    assert assistant.read(question, ["Some 900 troops are in Syria, the Pentagon said."])
    retriever = assistant.as_retriever(k=3)
    assert len(retriever.invoke(question)) == 3
    retriever.batch([question, question])
    assert len(list(retriever.stream(question))) == 1
    assert len(asyncio.run(ask_asynchronously(retriever))) == 3
model = says("Some 900 troops are in Syria. [1]")
chat = Settings.load(folder, environment={}, reader="chat")
with Assistant.open(settings=chat, chat_model=model) as assistant:
    assert assistant.answer(question).citations
    assert assistant.answer("And in Iraq?", history=[(question, "some 900")]).query
assert len(model.calls) >= 3
wait_for_all_tracers()
print("asked", flush=True)
sys.stdin.readline()
RunnableLambda(lambda given: given, name="control").invoke("the words of the control")
wait_for_all_tracers()
print("controlled", flush=True)
"""


@pytest.fixture
def recorder():
    """A server on this machine that takes whatever it is sent, and the list of that."""
    received = []

    class Recorder(BaseHTTPRequestHandler):
        def take(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            received.append((self.command, self.path, body))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_GET = do_POST = do_PUT = do_PATCH = take

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", received
        server.shutdown()
        thread.join()


def test_nothing_is_traced_whatever_the_environment_says(sample_library, recorder):
    address, received = recorder
    tracing = {
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_TRACING_V2": "true",
        "LANGSMITH_ENDPOINT": address,
        "LANGCHAIN_ENDPOINT": address,
        "LANGSMITH_API_KEY": "x",
    }
    with subprocess.Popen(
        [sys.executable, "-c", TRACED, str(sample_library), QUESTION],
        cwd=ROOT, env=environment() | tracing, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    ) as process:  # fmt: skip
        said = process.stdout.readline()
        if said != "asked\n":
            raise AssertionError(process.stderr.read())
        time.sleep(2)  # A background thread sends every quarter of a second.
        assert received == []
        output, errors = process.communicate("\n", timeout=100)
    assert (process.returncode, output) == (0, "controlled\n"), errors
    # The control arrived, so that silence before it means something.
    assert any(command == "POST" for command, _, _ in received), received

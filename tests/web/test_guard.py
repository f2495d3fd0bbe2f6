"""What keeps the web chat to itself: where it listens, whom it answers, and what its pages may load."""

import json
import shutil
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from browsing import CHROMIUM_ARGUMENTS
from gradio.utils import get_upload_folder
from logging_in import PASSWORD

from assistant import Assistant
from assistant.errors import SettingsError
from assistant.ui import ChatServer, serve
from assistant.web.guard import MOST_POSTED_BYTES


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with Assistant.open(tmp_path_factory.mktemp("empty")) as opened:
        yield opened


@pytest.fixture(scope="module")
def chat(assistant):
    with ChatServer(assistant, port=0) as server:
        yield server


def request(url, **options):
    with urllib.request.urlopen(urllib.request.Request(url, **options), timeout=30) as response:
        return response.read().decode(), dict(response.headers)


def test_pages_carry_a_policy_that_lets_nothing_out(chat):
    body, headers = request(chat.url)
    policy = {part.split()[0]: part.split()[1:] for part in headers["content-security-policy"].split(";")}
    assert policy["default-src"] == policy["connect-src"] == ["'self'"]
    assert "'unsafe-inline'" not in policy["script-src"]
    nonce = policy["script-src"][1].removeprefix("'nonce-").rstrip("'")
    assert body.count(f'nonce="{nonce}"') == body.count("<script") > 0
    assert nonce not in request(chat.url)[1]["content-security-policy"]


def test_another_site_can_neither_rebind_a_name_to_the_chat_nor_post_to_it(chat):
    with pytest.raises(urllib.error.HTTPError, match="400"):
        request(chat.url, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        request(f"{chat.url}gradio_api/upload", data=b"x", headers={"Sec-Fetch-Site": "cross-site"})


def test_telemetry_is_off(chat):
    assert json.loads(request(f"{chat.url}config")[0])["analytics_enabled"] is False


def test_serve_says_when_it_is_ready_and_frees_its_port_when_interrupted(assistant):
    urls = []

    def stop(url):
        urls.append(url)
        assert "Dateline" in request(url)[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        serve(assistant, port=0, on_ready=stop)
    port = int(urls[0].rstrip("/").rpartition(":")[2])
    socket.create_server(("127.0.0.1", port)).close()


def test_a_taken_port_is_named_with_the_remedy(assistant):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} .* --port"):
            serve(assistant, port=port)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "news.example"])
def test_an_address_that_others_can_reach_is_refused(assistant, host):
    with pytest.raises(SettingsError, match="--host 127.0.0.1"):
        serve(assistant, host=host, port=0)


def test_who_insists_may_serve_others(assistant):
    with ChatServer(assistant, host="0.0.0.0", port=0, insecure=True) as server:
        port = server.url.rstrip("/").rpartition(":")[2]
        assert "Dateline" in request(f"http://127.0.0.1:{port}/")[0]


def test_this_machine_is_answered_under_every_address_of_its_own(chat, assistant):
    port = chat.url.rstrip("/").rpartition(":")[2]
    assert "Dateline" in request(chat.url, headers={"Host": f"[::1]:{port}"})[0]
    with ChatServer(assistant, host="127.0.0.2", port=0) as server:
        assert "Dateline" in request(server.url)[0]


def test_the_origin_tells_of_another_site_where_a_browser_says_nothing_else(chat):
    """To an address that is neither https nor this machine, browsers send no Sec-Fetch-Site."""
    own = chat.url.rstrip("/")
    for origin in ("http://evil.example", "http://127.0.0.1:1", "null"):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            request(f"{chat.url}gradio_api/call/ask", data=b'{"data": []}', headers={"Origin": origin})
    said, _ = request(
        f"{chat.url}gradio_api/call/ask",
        data=b'{"data": ["Who?", null, null, null, null, null]}',
        headers={"Origin": own, "Content-Type": "application/json"},
    )
    assert "event_id" in said


@pytest.mark.browser
def test_a_browser_logs_in_by_a_name_to_which_it_says_its_origin_alone(browser, tmp_path, auth_file):
    """As to another machine over plain HTTP, where it sends no Sec-Fetch-Site."""
    arguments = [*CHROMIUM_ARGUMENTS, "--host-resolver-rules=MAP news.test 127.0.0.1"]
    with (
        Assistant.open(tmp_path / "data") as empty,
        ChatServer(empty, port=0, auth_file=auth_file, public_names=["news.test"]) as server,
        browser.browser_type.launch(executable_path=shutil.which("chromium"), args=arguments) as away,
    ):
        page = away.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.all_headers()))
        page.goto(f"{server.url.replace('127.0.0.1', 'news.test')}login")
        page.get_by_label("Name").fill("ana")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.locator("#offered .empty-library").wait_for()
        assert not any("sec-fetch-site" in headers for headers in asked)


@pytest.mark.parametrize("endpoint", ["ask", "search"])
def test_a_file_that_was_not_uploaded_is_never_read(chat, tmp_path, endpoint):
    """Gradio copies whatever file a value of this shape names into the folder that it serves, unless it looks first."""
    secret = tmp_path / "secret.txt"
    secret.write_text(f"the launch code is {time.monotonic_ns()}")
    named = {"path": str(secret), "meta": {"_type": "gradio.FileData"}}
    said, _ = request(
        f"{chat.url}gradio_api/call/{endpoint}",
        data=json.dumps({"data": ["Who?", named, None, None, None, None]}).encode(),
        headers={"Content-Type": "application/json"},
    )
    told, _ = request(f"{chat.url}gradio_api/call/{endpoint}/{json.loads(said)['event_id']}")
    assert "event: error" in told
    served = [path for path in Path(get_upload_folder()).rglob("*.txt") if path.read_bytes() == secret.read_bytes()]
    assert not served


def test_what_is_far_larger_than_a_question_is_refused(chat):
    huge = b'{"data": ["' + b"x" * (MOST_POSTED_BYTES + 1) + b'", null, null, null, null]}'
    with pytest.raises(urllib.error.HTTPError, match="413"):
        request(f"{chat.url}gradio_api/call/ask", data=huge, headers={"Content-Type": "application/json"})

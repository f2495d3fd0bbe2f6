"""Who gets in: passwords are stored as salted hashes, and nothing behind the door is reached without one."""

import base64
import json
import stat
import time
from concurrent.futures import ThreadPoolExecutor

import anyio
import httpx
import pytest
from click.testing import CliRunner
from logging_in import PASSWORD, basic, call, cookie_of, log_in
from starlette.responses import JSONResponse

from assistant import Assistant
from assistant.cli import cli
from assistant.errors import SettingsError
from assistant.ui import ChatServer
from assistant.web import login
from assistant.web.access import Credential, UsersFile, add_user, read_users
from assistant.web.fair_gate import FairGate


@pytest.fixture
def guarded(tmp_path, auth_file):
    with Assistant.open(tmp_path / "data") as empty, ChatServer(empty, port=0, auth_file=auth_file) as server:
        yield server


@pytest.fixture
def verified(monkeypatch):
    """The passwords that were verified, in order, each within a moment that has room for others."""
    passwords = []

    def recording(self, password):
        passwords.append(password)
        time.sleep(0.05)
        return password == PASSWORD

    monkeypatch.setattr(Credential, "verify", recording)
    return passwords


# -- the file ----------------------------------------------------------------------------------------------------------


def test_the_file_holds_no_password_and_is_its_owners_alone(auth_file):
    text = auth_file.read_text()
    assert PASSWORD not in text and text.startswith("ana:scrypt:16384:8:5:")
    assert stat.S_IMODE(auth_file.stat().st_mode) == 0o600


def test_equal_passwords_have_different_hashes_and_only_the_right_one_verifies(auth_file):
    add_user(auth_file, "ben", PASSWORD)
    users = read_users(auth_file)
    assert users["ana"].line.split(":")[5:] != users["ben"].line.split(":")[5:]
    assert users["ana"].verify(PASSWORD) and not users["ana"].verify(PASSWORD + " ")


def test_the_command_adds_a_user_and_changes_a_password(tmp_path):
    path = tmp_path / "users"
    first = CliRunner().invoke(cli, ["add-user", "ana", "--auth-file", str(path)], input=f"{PASSWORD}\n")
    second = CliRunner().invoke(cli, ["add-user", "ana", "--auth-file", str(path)], input="another password\n")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "can log in" in first.output and "is changed" in second.output
    assert read_users(path)["ana"].verify("another password") and len(path.read_text().splitlines()) == 1


@pytest.mark.parametrize(("name", "password"), [("a:b", PASSWORD), ("", PASSWORD), ("ana", "short")])
def test_a_name_or_password_that_cannot_be_used_is_refused_in_one_line(tmp_path, name, password):
    result = CliRunner().invoke(cli, ["add-user", name, "--auth-file", str(tmp_path / "u")], input=f"{password}\n")
    assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "u").exists()


@pytest.mark.parametrize("text", ["", "ana:plain:secret\n", "ana:scrypt:16384:8:5:zz:00\n", None])
def test_a_file_that_lets_nobody_in_is_refused_with_the_remedy(tmp_path, text):
    if text is not None:
        (tmp_path / "users").write_text(text)
    with pytest.raises(SettingsError, match="add-user"):
        read_users(tmp_path / "users")


# -- the door ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"), ("GET", "/config"), ("GET", "/gradio_api/info"), ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/call/ask"), ("POST", "/gradio_api/queue/join"), ("POST", "/mcp"),
        ("GET", "/gradio_api/file=/etc/passwd"), ("GET", "/theme.css"),
    ],
)  # fmt: skip
def test_nothing_is_reached_without_logging_in(guarded, method, path):
    assert call(guarded, method, path, b"{}").status == 401


def test_a_browser_is_sent_to_the_log_in_page(guarded):
    sent = call(guarded, "GET", "/", Accept="text/html")
    assert (sent.status, sent.getheader("location")) == (303, "/login")
    page = call(guarded, "GET", "/login", Accept="text/html")
    assert page.status == 200 and 'autocomplete="current-password"' in page.text
    assert "script-src" in page.getheader("content-security-policy")


def test_who_logs_in_gets_a_cookie_that_no_script_reads_and_comes_in(guarded):
    answer = log_in(guarded)
    cookie = answer.getheader("set-cookie")
    assert answer.status == 200 and "HttpOnly" in cookie and "SameSite=lax" in cookie
    assert call(guarded, "GET", "/config", Cookie=cookie.split(";")[0]).status == 200


def test_a_wrong_password_an_unknown_name_and_a_forged_cookie_stay_outside(guarded):
    assert log_in(guarded, "wrong password").status == 401
    assert log_in(guarded, name="nobody").status == 401
    name, until, signature = log_in(guarded).getheader("set-cookie").split(";")[0].split("=", 1)[1].split(".")
    for forged in (
        f"{name}.9999999999.{signature}", f"YmVu.{until}.{signature}", "x", f"{name}.{until}.", "é.1.x",
        f"{name}.{until}.é",
    ):  # fmt: skip
        assert call(guarded, "GET", "/config", Cookie=f"dateline_session={forged}".encode()).status == 401


def test_guessing_is_slowed_down(guarded):
    statuses = [log_in(guarded, f"wrong password {number}").status for number in range(11)]
    assert statuses == [401] * 10 + [429]
    assert log_in(guarded).status == 429


def test_many_guesses_sent_together_are_not_tried_more_often_than_one_after_the_other(guarded, verified):
    with ThreadPoolExecutor(40) as guessers:
        guesses = guessers.map(lambda number: log_in(guarded, f"wrong password {number}").status, range(40))
    assert sorted(guesses) == [401] * 10 + [429] * 30
    assert len(verified) == 10


def test_right_passwords_sent_together_are_verified_once_and_all_come_in(guarded, verified):
    with ThreadPoolExecutor(20) as people:
        statuses = list(people.map(lambda _: log_in(guarded).status, range(20)))
    assert statuses == [200] * 20 and verified == [PASSWORD]
    assert [log_in(guarded, f"wrong password {number}").status for number in range(11)] == [401] * 10 + [429]


def test_a_program_comes_in_with_basic_credentials_and_gradio_client_with_auth(guarded):
    from gradio_client import Client

    encoded = base64.b64encode(f"ana:{PASSWORD}".encode()).decode()
    assert call(guarded, "GET", "/config", Authorization=f"Basic {encoded}").status == 200
    wrong = base64.b64encode(b"ana:wrong password").decode()
    assert call(guarded, "GET", "/config", Authorization=f"Basic {wrong}").status == 401
    assert call(guarded, "GET", "/config", Authorization="Basic é").status == 401
    client = Client(guarded.url, auth=("ana", PASSWORD), verbose=False)
    assert client.predict("Anything?", api_name="/ask")["abstained"] is True
    client.close()


def test_a_changed_password_ends_the_sessions_opened_with_the_old_one(tmp_path, auth_file):
    with Assistant.open(tmp_path / "data") as empty:
        with ChatServer(empty, port=0, auth_file=auth_file) as server:
            cookie = log_in(server).getheader("set-cookie").split(";")[0]
        with ChatServer(empty, port=0, auth_file=auth_file) as server:
            assert call(server, "GET", "/config", Cookie=cookie).status == 200
        add_user(auth_file, "ana", "another password")
        with ChatServer(empty, port=0, auth_file=auth_file) as server:
            assert call(server, "GET", "/config", Cookie=cookie).status == 401


def test_a_running_chat_goes_by_the_users_as_they_are_now(guarded, auth_file):
    add_user(auth_file, "ben", PASSWORD)
    ana, ben = cookie_of(log_in(guarded)), cookie_of(log_in(guarded, name="ben"))
    assert call(guarded, "GET", "/config", Authorization=basic()).status == 200
    add_user(auth_file, "ana", "another password")
    assert call(guarded, "GET", "/config", Cookie=ana).status == 401
    assert call(guarded, "GET", "/config", Authorization=basic()).status == 401
    assert log_in(guarded).status == 401
    assert call(guarded, "GET", "/config", Cookie=cookie_of(log_in(guarded, "another password"))).status == 200
    assert call(guarded, "GET", "/config", Cookie=ben).status == 200
    auth_file.write_text(read_users(auth_file)["ana"].line)
    assert call(guarded, "GET", "/config", Cookie=ben).status == 401
    assert log_in(guarded, name="ben").status == 401


@pytest.mark.parametrize("broken", [None, b"", b"ana:plain:secret\n", b"\xff\xfe"])
def test_while_the_users_cannot_be_read_nobody_comes_in(guarded, auth_file, caplog, broken):
    cookie, whole = cookie_of(log_in(guarded)), auth_file.read_bytes()
    auth_file.unlink()
    if broken is not None:
        auth_file.write_bytes(broken)
    for _ in range(2):
        assert call(guarded, "GET", "/config", Cookie=cookie).status == 401
    assert log_in(guarded).status == 401
    assert [record.name for record in caplog.records if "nobody can log in" in record.message] == [
        "assistant.web.access"
    ]
    auth_file.write_bytes(whole)
    assert call(guarded, "GET", "/config", Cookie=cookie).status == 200


# -- who it is ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def turns(monkeypatch):
    """Whose turn it was, in order: the person and their page."""
    taken = []
    turn = FairGate.turn

    def recording(self, person, page=""):
        taken.append((person, page))
        return turn(self, person, page)

    monkeypatch.setattr(FairGate, "turn", recording)
    return taken


def ask_in_every_way(server, taken, **headers):
    """Ask over HTTP in two sessions, and over MCP."""
    before = len(taken)
    headers = {"Content_Type": "application/json", "Accept": "application/json, text/event-stream", **headers}
    for session in ("mine", "another of mine"):
        asked = json.dumps({"data": ["Who?", *[None] * 5], "session_hash": session})
        assert call(server, "POST", "/gradio_api/api/ask", asked, **headers).status == 200
    tool = {"name": "ask", "arguments": {"question": "Who?"}}
    asked = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": tool})
    assert call(server, "POST", "/mcp", asked, **headers).status == 200
    return taken[before:]


def test_who_logged_in_is_one_person_in_every_session_and_program(guarded, auth_file, turns):
    add_user(auth_file, "ben", PASSWORD)
    for name in ("ana", "ben"):
        for known in ({"Authorization": basic(name)}, {"Cookie": cookie_of(log_in(guarded, name=name))}):
            taken = ask_in_every_way(guarded, turns, **known)
            assert taken == [(name, "mine"), (name, "another of mine"), (name, "mcp")]


def test_where_nobody_logs_in_a_person_is_an_address(tmp_path, turns):
    with Assistant.open(tmp_path / "data") as empty, ChatServer(empty, port=0) as server:
        assert {person for person, _ in ask_in_every_way(server, turns)} == {"127.0.0.1"}


def test_with_passwords_other_machines_may_be_served(tmp_path, auth_file):
    with (
        Assistant.open(tmp_path / "data") as empty,
        ChatServer(empty, host="0.0.0.0", port=0, auth_file=auth_file) as server,
    ):
        assert call(server, "GET", "/config").status == 401


def test_the_addresses_of_one_ipv6_network_share_their_guesses_and_old_ones_are_forgotten(auth_file, monkeypatch):
    monkeypatch.setattr(Credential, "verify", lambda self, password: False)
    monkeypatch.setattr(login, "MOST_ADDRESSES", 3)
    monkeypatch.setattr(login, "_MINUTE", 0.0)
    door = login.Door(JSONResponse({}), UsersFile(auth_file), "secret")

    def guess(address):
        async def ask():
            transport = httpx.ASGITransport(door, client=(address, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
                return (await client.post("/login", data={"username": "ana", "password": "wrong"})).status_code

        return anyio.run(ask)

    for number in range(5):
        assert guess(f"192.0.2.{number}") == 401
    assert len(door._tries) <= 3
    monkeypatch.setattr(login, "_MINUTE", 60.0)
    assert [guess(f"2001:db8::{number}") for number in range(1, 12)] == [401] * 10 + [429]
    assert guess("2001:db8:0:1::1") == 401

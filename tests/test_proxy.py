"""A chat that a proxy on its machine offers to others: the names it answers to, who comes in, and the way out."""

import gradio as gr
import pytest
from click.testing import CliRunner
from logging_in import PASSWORD, basic, call

from assistant import Assistant
from assistant.cli import cli
from assistant.errors import SettingsError
from assistant.ui import ChatServer


@pytest.fixture
def proxied(tmp_path, auth_file):
    """A chat that a proxy on this machine offers to others."""
    names = ["News.Example.org", "chat.example"]
    with (
        Assistant.open(tmp_path / "data") as empty,
        ChatServer(empty, port=0, auth_file=auth_file, public_names=names) as server,
    ):
        yield server


def test_a_proxy_that_keeps_the_name_it_was_called_by_reaches_the_chat_and_no_other_name_does(proxied, tmp_path):
    for name in ("news.example.org", "news.example.org:8443", "chat.example", "127.0.0.1", "localhost:80"):
        assert call(proxied, "GET", "/login", Host=name).status == 200
        assert call(proxied, "GET", "/config", Host=name).status == 401
    for name in ("evil.example", "x.chat.example"):
        assert call(proxied, "GET", "/login", Host=name).status == 400
    with Assistant.open(tmp_path / "open") as empty, ChatServer(empty, port=0) as server:
        assert call(server, "GET", "/", Host="news.example.org").status == 400


def test_behind_a_proxy_with_tls_the_cookie_is_for_tls_and_guessers_are_told_apart(proxied):
    def log_in_from(address, password):
        forwarded = {"X_Forwarded_For": address, "X_Forwarded_Proto": "https", "Host": "news.example.org"}
        return call(proxied, "POST", "/login", {"username": "ana", "password": password}, **forwarded)

    assert [log_in_from("203.0.113.5", "wrong password").status for _ in range(11)] == [401] * 10 + [429]
    let_in = log_in_from("203.0.113.6", PASSWORD)
    assert let_in.status == 200 and "Secure" in let_in.getheader("set-cookie")


def test_a_chat_that_a_proxy_offers_to_others_asks_who_is_there_and_fetches_nothing_local(tmp_path, monkeypatch):
    given = []
    monkeypatch.setattr("assistant.ui.build_app", lambda *_, private, **__: given.append(private) or gr.Blocks())
    with Assistant.open(tmp_path / "data") as empty:
        with pytest.raises(SettingsError, match=r"news\.example\.org .*--auth-file"):
            ChatServer(empty, port=0, public_names=["news.example.org"])
        with ChatServer(empty, port=0, public_names=["news.example.org"], insecure=True):
            assert given == [False]


@pytest.mark.parametrize("name", ["", "*", "*.example.org", "https://news.example.org", "news.example.org:443"])
def test_a_public_name_that_is_none_is_refused_with_one_that_is(tmp_path, auth_file, name):
    with Assistant.open(tmp_path / "data") as empty, pytest.raises(SettingsError, match=r"news\.example\.org"):
        ChatServer(empty, port=0, auth_file=auth_file, public_names=[name])


def test_the_command_serves_under_the_public_names(tmp_path, auth_file, monkeypatch):
    given = {}
    monkeypatch.setattr("assistant.ui.serve", lambda _, **options: given.update(options))
    arguments = ["serve", "--data-dir", str(tmp_path / "data"), "--auth-file", str(auth_file)]
    arguments += ["--public-name", "news.example.org", "--public-name", "chat.example"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert given["public_names"] == ("news.example.org", "chat.example")


def test_a_page_leads_out_where_somebody_is_logged_in_and_nowhere_else(proxied, tmp_path):
    assert "/logout" in call(proxied, "GET", "/config", Authorization=basic()).text
    with Assistant.open(tmp_path / "open") as empty, ChatServer(empty, port=0) as server:
        assert "/logout" not in call(server, "GET", "/config").text

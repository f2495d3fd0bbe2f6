"""Output that cannot be encoded or written, questions that are broken off, and what -v keeps to itself."""

import json
import os
import subprocess
import sys
from contextlib import suppress

import pytest
from command_line import start

from assistant.catalog import Catalog
from assistant.storage.rows import PreparedArticle
from assistant.types import Article, Passage
from assistant.web.access import add_user

TITLE = "Orbán and the Țepeș dispute"


@pytest.fixture
def library(empty):
    """A library of one article whose title no encoding of one byte a character holds."""
    text = f"{TITLE}\n\nThe courts will decide."
    catalog = Catalog.open(empty)
    passage = Passage("a1-1-0", "a1", 0, len(text), text, boilerplate=True)
    catalog.add([PreparedArticle(Article("a1", text, TITLE), "words", [passage], [None])], "model", {})
    catalog.close()
    return empty


def assert_ended_in_one_line(done, *expected):
    """Assert that a process ended with code 2 and one line on stderr that has all of ``expected`` in it."""
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("dateline: ") and done.stderr.count("\n") == 1, done.stderr
    for words in expected:
        assert words in done.stderr


# -- encodings -------------------------------------------------------------------------------------------------------


def start_in(encoding, *arguments):
    environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    return start(*arguments, environment=environment, encoding=encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_what_the_encoding_of_the_output_lacks_is_printed_as_an_escape(library, encoding):
    listed = start_in(encoding, "articles", "list", "--data-dir", library)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert r"Orbán and the \u021aepe\u0219 dispute" in listed.stdout
    unknown = start_in(encoding, "articles", "show", "Țepeș", "--data-dir", library)
    assert_ended_in_one_line(unknown, r"\u021aepe\u0219")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_json_is_ascii_where_the_output_is_not_utf_8(library, encoding):
    listed = start_in(encoding, "articles", "list", "--json", "--data-dir", library)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout.isascii() and json.loads(listed.stdout)["articles"][0]["title"] == TITLE


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8"])
def test_json_has_the_characters_themselves_where_the_output_is_utf_8(library, encoding):
    assert TITLE in start_in(encoding, "articles", "list", "--json", "--data-dir", library).stdout


# -- output that cannot be written -----------------------------------------------------------------------------------


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device here that is always full")  # noqa: PTH110
@pytest.mark.parametrize("command", ["articles list", "articles show a1 --json", "--help", "articles --help"])
def test_output_to_a_full_disk_ends_in_one_line_and_code_2(library, command):
    environment = {"DATELINE_DATA_DIR": str(library)}
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = start(*command.split(), environment=environment, stdout=full)
    assert_ended_in_one_line(done, "cannot be read or written", "No space left on device")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device here that is always full")  # noqa: PTH110
def test_a_full_disk_that_takes_the_errors_too_ends_with_code_2(library):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        for command in (["articles", "list"], ["articles", "show", "nosuch"]):
            done = start(*command, "--data-dir", library, stdout=full, stderr=full)
            assert done.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise on Windows")
def test_a_reader_that_went_away_is_no_error_to_speak_of(library):
    reading, writing = os.pipe()
    os.close(reading)
    done = start("articles", "list", "--data-dir", library, stdout=writing)
    os.close(writing)
    assert done.stderr == ""


# -- questions that are broken off -----------------------------------------------------------------------------------

#: The command line with the terminal of its standard input as the one whose keys reach it.
#: What runs tests in the background may have told its processes to ignore Ctrl+C.
AT_A_TERMINAL = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
os.open(os.ttyname(0), os.O_RDWR)
from assistant.cli import main
main()
"""


def ask_at_a_terminal(arguments, *, asked, keys):
    """Run a command at a terminal, press ``keys`` once it has asked; return its exit code, stdout, and the screen."""
    pty = pytest.importorskip("pty")
    terminal, its_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL, *map(str, arguments)],
        stdin=its_end, stdout=subprocess.PIPE, stderr=its_end, start_new_session=True,
    )  # fmt: skip
    os.close(its_end)
    screen = b""
    with os.fdopen(terminal, "r+b", buffering=0) as opened, process:
        while asked.encode() not in screen:
            screen += opened.read(1024)
        for _ in range(12):
            # Pressed in the moment before Python waits for an answer, Ctrl+C is heard at the next key alone.
            opened.write(keys)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)
                break
        printed = process.stdout.read()
        # Linux ends what it showed with an error once the process is gone.
        with suppress(OSError):
            while shown := opened.read(1024):
                screen += shown
    return process.returncode, printed.decode(), screen.decode().replace("\r", "")


@pytest.mark.parametrize("keys", [b"\x03", b"\x04"], ids=["Ctrl+C", "Ctrl+D"])
def test_a_removal_that_is_broken_off_at_its_question_removes_nothing_and_ends_with_code_130(library, keys):
    command = ["articles", "remove", "a1", "--data-dir", library]
    code, printed, screen = ask_at_a_terminal(command, asked="[y/N]", keys=keys)
    assert (code, printed) == (130, "")
    assert screen.endswith("\ndateline: stopped; nothing is changed\n") and "Aborted" not in screen
    assert start("articles", "show", "a1", "--data-dir", library).returncode == 0


@pytest.mark.parametrize("keys", [b"\x03", b"\x04"], ids=["Ctrl+C", "Ctrl+D"])
def test_a_user_whose_password_is_not_given_is_not_added_and_that_ends_with_code_130(tmp_path, keys):
    add_user(tmp_path / "users", "ana", "a long passphrase")
    before = (tmp_path / "users").read_bytes()
    command = ["add-user", "ben", "--auth-file", tmp_path / "users"]
    code, printed, screen = ask_at_a_terminal(command, asked="Password", keys=keys)
    assert (code, printed) == (130, "")
    assert screen.endswith("\ndateline: stopped; nothing is changed\n") and "Aborted" not in screen
    assert (tmp_path / "users").read_bytes() == before


# -- what -v says ----------------------------------------------------------------------------------------------------

#: The command line with a command that logs as the packages of a chat model do.
TALKS = """
import logging
from assistant.cli import cli, main

@cli.command()
def talk():
    for name in ("httpx", "httpcore.http11", "openai._base_client"):
        logging.getLogger(name).info("POST https://news.example/v1?key=SECRETKEY")
    logging.getLogger("httpx").warning("slow")
    logging.getLogger("assistant.chat_reader").info("left out a sentence")

main()
"""


def test_what_is_said_of_the_work_has_no_address_of_a_chat_server_in_it():
    command = [sys.executable, "-c", TALKS]
    assert start("-v", "talk", command=command).stderr == "dateline: slow\ndateline: left out a sentence\n"
    assert start("talk", command=command).stderr == ""


def test_the_requests_for_a_page_are_not_logged_by_the_library_that_makes_them(site, empty):
    done = start("-v", "ingest", site.address("/gone.html"), "--data-dir", empty)
    assert_ended_in_one_line(done, "404")

"""The command line, to the letter of the contract: its commands, its options, the data folder and the settings."""

import json
import os
import sys
import time
from pathlib import Path

import pytest
from command_line import (
    SYRIA,
    assert_one_error,
    run,
    run_json,
    start,
)

import assistant
from assistant.settings import Settings

# -- help and usage --------------------------------------------------------------------------------------------------

COMMANDS = {
    "ingest": {"--source", "--published", "--json", "--data-dir"},
    "ask": {"--since", "--until", "--as-of", "--source", "--reader", "--json", "--data-dir"},
    "serve": {"--host", "--port", "--auth-file", "--public-name", "--insecure", "--data-dir"},
    "add-user": {"--auth-file"},
    "feedback": {"--json", "--data-dir"},
    "articles list": {"--json", "--data-dir"},
    "articles show": {"--version", "--json", "--data-dir"},
    "articles remove": {"--yes", "--json", "--data-dir"},
    "reindex": {"--vectors", "--lexical", "--data-dir"},
    "eval": {"--predictions", "--json", "--data-dir"},
    "demo": {"--port", "--data-dir"},
}


def test_help_comes_in_half_a_second():
    def seconds():
        began = time.perf_counter()
        assert start("--help").returncode == 0
        return time.perf_counter() - began

    # The best of some: the machine may be busy with other things.
    for _ in range(6):
        if (taken := seconds()) < 0.5:
            return
    assert taken < 0.5


@pytest.mark.parametrize(("command", "options"), COMMANDS.items(), ids=COMMANDS)
def test_each_command_has_the_options_of_the_contract(command, options):
    shown = run(*command.split(), "--help")
    assert shown.exit_code == 0
    words = set(shown.stdout.replace(",", " ").replace("|", " ").split())
    assert options <= words


def test_the_console_script_is_the_command_line():
    script = Path(sys.executable).with_name("dateline")
    if not script.exists():
        pytest.skip("dateline is not installed in this environment: pip install -e .")
    shown = start("--version", command=[script])
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, f"dateline {assistant.__version__}\n", "")


def test_the_module_is_the_command_line_too():
    shown = start("--version", command=[sys.executable, "-m", "assistant.cli"])
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, f"dateline {assistant.__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    ["ask", "ingest", "frobnicate", "ask x --frobnicate", "serve --port 70000", "articles show"],
)
def test_wrong_usage_ends_with_code_2(arguments):
    result = run(*arguments.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


# -- the data folder and the settings --------------------------------------------------------------------------------


def test_the_data_folder_may_be_named_before_or_after_the_command_or_in_the_environment(sample_library, empty):
    listed = run_json("articles", "list", data_dir=sample_library)
    commands = (
        (["--data-dir", sample_library, "articles", "list", "--json"], {}),
        (["articles", "list", "--json", "--data-dir", sample_library], {}),
        (["articles", "list", "--json"], {"DATELINE_DATA_DIR": str(sample_library)}),
        (["articles", "list", "--json", "--data-dir", sample_library], {"DATELINE_DATA_DIR": str(empty)}),
        (["--data-dir", sample_library, "articles", "list", "--json"], {"DATELINE_DATA_DIR": str(empty)}),
        (["--data-dir", empty, "articles", "list", "--json", "--data-dir", sample_library], {}),
    )
    for arguments, environment in commands:
        result = run(*arguments, env=environment)
        assert (result.exit_code, json.loads(result.stdout)) == (0, listed)
    assert not empty.exists()


def test_without_a_data_folder_the_users_own_is_used(tmp_path):
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "x")}
    done = start("articles", "list", "--json", environment=home)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"articles": []})
    assert list(tmp_path.rglob("catalog.sqlite"))


def test_an_unknown_setting_is_refused_with_the_settings_there_are(empty):
    for command in (["ask", SYRIA], ["articles", "list"], ["reindex"]):
        result = run(*command, data_dir=empty, env={"DATELINE_EMBEDING_MODEL": "x"})
        assert_one_error(result, "DATELINE_EMBEDING_MODEL", "DATELINE_EMBEDDING_MODEL")


@pytest.mark.parametrize("command", [["ask", SYRIA], ["articles", "list"], ["feedback"]], ids=" ".join)
def test_a_folder_that_is_not_there_is_an_empty_library_and_is_said_to_be_that(empty, command):
    result = run(*command, data_dir=empty)
    assert result.exit_code == 0
    assert f"there is no folder {empty} yet" in result.stderr and "--data-dir" in result.stderr


def test_a_setting_with_an_impossible_value_is_refused(empty):
    assert_one_error(run("ask", SYRIA, data_dir=empty, env={"DATELINE_PASSAGES": "many"}), "'many'", "whole number")
    assert_one_error(run("ask", SYRIA, data_dir=empty, env={"DATELINE_PASSAGES": "0"}), "passages is 0")
    never = run("ask", SYRIA, data_dir=empty, env={"DATELINE_STALE_AFTER_DAYS": "-1"})
    assert_one_error(never, "stale_after_days is -1", "0 (no warning) or more")
    assert_one_error(run("ask", SYRIA, data_dir=empty, env={"DATELINE_READER": "oracle"}), "'oracle'")
    empty.mkdir()
    (empty / "dateline.toml").write_text("passages = [")
    assert_one_error(run("ask", SYRIA, data_dir=empty), "dateline.toml")


def file_of_settings(folder, written):
    folder.mkdir()
    (folder / "dateline.toml").write_text(written)
    return folder / "dateline.toml"


@pytest.mark.parametrize("command", [["ask", SYRIA], ["articles", "list"], ["ingest", "."]], ids=" ".join)
@pytest.mark.parametrize("setting", ["chat_model", "chat_base_url"])
def test_a_library_does_not_decide_where_questions_and_passages_are_sent(empty, setting, command):
    file = file_of_settings(empty, f'reader = "chat"\n{setting} = "openai:http://news.example/v1"\n')
    mine = {"DATELINE_CHAT_MODEL": "ollama:mine", "DATELINE_CHAT_BASE_URL": "http://127.0.0.1:1/"}
    for environment in ({}, mine):
        refused = run(*command, data_dir=empty, env=environment)
        assert_one_error(refused, f"{file} sets {setting}, but", "where questions and passages are sent")
        assert f"set DATELINE_{setting.upper()} in the environment" in refused.stderr
        assert "news.example" not in refused.stderr


def test_a_file_of_settings_may_have_the_others(empty):
    file_of_settings(empty, 'reader = "chat"\nchat_seconds = 7\nstale_after_days = 0\n')
    mine = {"DATELINE_CHAT_MODEL": "ollama:mine", "DATELINE_CHAT_BASE_URL": "http://127.0.0.1:1/"}
    for loaded in (
        Settings.load(empty, environment=mine),
        Settings.load(empty, environment={}, chat_model="ollama:mine", chat_base_url="http://127.0.0.1:1/"),
    ):
        assert (loaded.reader, loaded.chat_seconds, loaded.stale_after_days) == ("chat", 7, 0)
        assert (loaded.chat_model, loaded.chat_base_url) == ("ollama:mine", "http://127.0.0.1:1/")


def test_an_unknown_setting_of_a_file_is_refused_with_those_that_a_file_may_have(empty):
    file_of_settings(empty, "pasages = 3\n")
    refused = run("articles", "list", data_dir=empty)
    assert_one_error(refused, "unknown setting pasages", "passages", "chat_seconds")
    assert "chat_model" not in refused.stderr and "chat_base_url" not in refused.stderr


@pytest.mark.parametrize("below", ["", "below"])
@pytest.mark.parametrize("command", [["ask", SYRIA], ["articles", "list"], ["reindex"], ["ingest", "."]], ids=" ".join)
def test_a_data_folder_that_is_a_file_is_refused(tmp_path, command, below):
    (tmp_path / "file").write_text("x")
    folder = tmp_path / "file" / below if below else tmp_path / "file"
    assert_one_error(run(*command, data_dir=folder), str(folder), "name another")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any folder; the test of a file in its place stands in")
def test_a_data_folder_that_may_not_be_written_is_refused(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert_one_error(run("ask", SYRIA, data_dir=locked / "data"), str(locked), "name another")


def test_a_catalog_that_is_no_database_is_refused_and_left_alone(empty):
    empty.mkdir()
    (empty / "catalog.sqlite").write_bytes(b"not a database at all" * 500)
    for command in (["ask", SYRIA], ["articles", "list"], ["reindex"]):
        assert_one_error(run(*command, data_dir=empty), str(empty))
    assert (empty / "catalog.sqlite").read_bytes() == b"not a database at all" * 500


def test_a_library_of_another_model_is_refused_with_the_remedy_but_its_articles_can_be_listed(sample_library):
    other = {"DATELINE_EMBEDDING_MODEL": "other/model"}
    result = run("ask", SYRIA, data_dir=sample_library, env=other)
    assert_one_error(result, "other/model", "dateline reindex --vectors")
    assert run("articles", "list", data_dir=sample_library, env=other).exit_code == 0

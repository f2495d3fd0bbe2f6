"""Running the command line, in this process or another, and what the contract says that it prints."""

import json
import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from assistant.cli import cli

ROOT = Path(__file__).parent.parent
SYRIA = "How many troops are in Syria?"
COMMAND_LINE = [sys.executable, "-c", "from assistant.cli import main; main()"]

ARTICLE_KEYS = {"id", "title", "source", "author", "url", "published", "version"}
LISTING_KEYS = ARTICLE_KEYS | {"passages"}
ANSWER_KEYS = {
    "question", "query", "text", "short_answer", "abstained", "confidence", "as_of", "reader", "citations", "timeline",
    "timings_ms",
}  # fmt: skip
CITATION_KEYS = {"number", "quote", "start", "end", "supports", "article"}
REPORT_KEYS = {"added", "updated", "unchanged", "duplicates", "failed", "articles", "passages", "seconds"}
#: The contract lets later issues add keys; these have been.
ADDED_REPORT_KEYS = {"other_kinds", "other_languages", "removed", "undated"}


def run(*arguments, data_dir=None, **options):
    """Run the command line in this process."""
    given = [str(argument) for argument in arguments] + (["--data-dir", str(data_dir)] if data_dir is not None else [])
    result = CliRunner().invoke(cli, given, **options)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run_json(*arguments, data_dir):
    result = run(*arguments, "--json", data_dir=data_dir)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def assert_one_error(result, *expected, code=2):
    """Assert that the command said one thing, on stderr, in one line that has all of ``expected`` in it."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("dateline: ") and result.stderr.count("\n") == 1, result.stderr
    for words in expected:
        assert words in result.stderr


def start(*arguments, command=COMMAND_LINE, **options):
    """Run a command in another process."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    environment |= options.pop("environment", {})
    return subprocess.run(
        [*command, *map(str, arguments)],
        cwd=ROOT, env=environment, text=True, timeout=120,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
    )  # fmt: skip


def write_row(path, **row):
    path.write_text(json.dumps(row) + "\n", "utf-8")
    return path

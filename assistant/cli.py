"""The command line: ``dateline``. Errors become one line and an exit code here.

0: done. 1: some items failed, each named, the rest done. 2: wrong usage, nothing could be done, or what was done could
not be printed. 130: stopped at the keyboard.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant import __version__
from assistant.commands.articles import articles
from assistant.commands.feedback import feedback
from assistant.commands.serve import add_user, run_chat, serve
from assistant.commands.shared import complain, data_dir_option, fail, json_option, print_result, settings_to_read
from assistant.errors import DatelineError
from assistant.settings import READERS, Settings

if TYPE_CHECKING:
    from assistant.types import Citation

#: They log the addresses that they ask, and a chat server's may hold a key.
LOGGERS_OF_ADDRESSES = ("httpx", "httpcore", "openai")


class _Group(click.Group):
    """A group whose commands end in one line on stderr and exit code 2 when Dateline raises."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(context)
        except DatelineError as error:
            fail(str(error))
        except KeyboardInterrupt:
            click.echo("dateline: stopped; what was stored stays, and the same command goes on from there", err=True)
            raise SystemExit(130) from None
        except click.Abort:  # Ctrl+C or Ctrl+D at a question, whose line is not ended yet.
            click.echo("\ndateline: stopped; nothing is changed", err=True)
            raise SystemExit(130) from None


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="dateline %(version)s")
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done, on stderr.")
@data_dir_option
@click.pass_context
def cli(context: click.Context, verbose: bool, data_dir: str | None) -> None:
    """Ask your news articles, and read the exact words behind every answer.

    \b
    Examples:
      dateline demo                              try it on the sample articles
      dateline ingest articles/ news.jsonl.gz    add your own
      dateline ask "How many troops are in Syria?"
      dateline serve                             the web chat
    """
    logging.basicConfig(
        level=logging.INFO if verbose else logging.ERROR, format="dateline: %(message)s", stream=sys.stderr
    )
    if verbose:
        for name in LOGGERS_OF_ADDRESSES:
            logging.getLogger(name).setLevel(logging.WARNING)
    context.obj = data_dir


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--source", metavar="NAME", help="The outlet of articles that do not name theirs.")
@click.option("--published", metavar="DATE", help="The date of articles that do not give theirs, as 2024-01-23.")
@click.option("--prune", is_flag=True, help="Remove the articles that are in none of the sources.")
@json_option
@data_dir_option
@click.pass_obj
def ingest(
    group_dir: str | None,
    sources: Sequence[str],
    source: str | None,
    published: str | None,
    prune: bool,
    as_json: bool,
    data_dir: str | None,
) -> None:
    """Add articles: files, folders, globs, URLs and feeds.

    Running it again is cheap: what has not changed is not touched, what has becomes a new version.

    \b
    Examples:
      dateline ingest articles/
      dateline ingest dump.txt --source "Example Wire" --published 2024-01-23
      dateline ingest "archive/2024-*.jsonl.gz" --json
      dateline ingest archive/ --prune            make the library what the archive is
    """
    from assistant.terminal import TerminalProgress
    from ingest.pipeline import ingest as ingest_sources

    with TerminalProgress() as progress:
        report = ingest_sources(
            sources,
            data_dir=data_dir or group_dir,
            source=source,
            published=published,
            prune=prune,
            progress=progress,
        )
    for name, reason in report.failed:
        complain(f"{name}: {reason}")
    print_result(report.to_dict() if as_json else str(report))
    if report.failed:
        raise SystemExit(1 if report.done else 2)


@cli.command()
@click.argument("question", nargs=-1, required=True, metavar="QUESTION")
@click.option("--since", metavar="DATE", help="Only articles published on this day or later.")
@click.option("--until", metavar="DATE", help="Only articles published on this day or earlier.")
@click.option("--as-of", metavar="DATE", help="Answer as one could have on this day.")
@click.option("--source", metavar="NAME", help="Only articles of this outlet.")
@click.option(
    "--reader",
    metavar="|".join(READERS),
    help=f"Which reader answers. This version has: {', '.join(READERS)}.",
)
@json_option
@data_dir_option
@click.pass_obj
def ask(
    group_dir: str | None, /, question: tuple[str, ...], as_json: bool, data_dir: str | None, **options: str | None
) -> None:
    """Answer a question from the articles, with the exact words it relies on.

    Below the answer are its sources, each with its words where the answer does not quote them.
    Without quotation marks its words are put together; the shell then takes "?" and "*" for itself.

    \b
    Examples:
      dateline ask "How many troops are in Syria?"
      dateline ask "How many troops are in Syria?" --as-of 2024-06-30
      dateline ask "Why was the launch delayed?" --source "Example Wire" --json
    """
    from assistant.chain import Assistant
    from assistant.types import plain_text

    with Assistant.open(settings=settings_to_read(data_dir or group_dir)) as assistant:
        answer = assistant.answer(" ".join(question), **options)  # type: ignore[arg-type]
    if as_json:
        print_result(answer.to_dict())
        return
    text = plain_text(answer.text)
    print_result(text)
    for note in answer.notes:
        print_result(f"({note})")
    if answer.citations:
        print_result("")
    for citation in answer.citations:
        print_result(_source(citation, text))


def _source(citation: Citation, answer: str) -> str:
    """Return the lines of a source: where it is from, its words unless ``answer`` (plain text) has them, its URL."""
    article = citation.article
    named = " · ".join(part for part in (article.source, article.title, (article.published or "")[:10]) if part)
    quote = " ".join(citation.quote.split())
    lines = (f"[{citation.number}] {named}", "" if quote in answer else f"“{quote}”", article.url)
    return "\n    ".join(line for line in lines if line)


cli.add_command(serve)
cli.add_command(add_user)
cli.add_command(feedback)
cli.add_command(articles)


@cli.command()
@click.option("--vectors", is_flag=True, help="Only the vector index.")
@click.option("--lexical", is_flag=True, help="Only the lexical index.")
@data_dir_option
@click.pass_obj
def reindex(group_dir: str | None, vectors: bool, lexical: bool, data_dir: str | None) -> None:
    """Rebuild the derived indexes from the catalog.

    Nothing is embedded again, unless the embedding model has been changed: then --vectors embeds everything with it.
    """
    from assistant.reindex import reindex as rebuild
    from assistant.terminal import TerminalProgress

    both = not vectors and not lexical
    with TerminalProgress() as progress:
        rebuild(
            settings_to_read(data_dir or group_dir), vectors=vectors or both, lexical=lexical or both, progress=progress
        )
    print_result("The indexes are rebuilt and up to date.")


@cli.command("eval")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--predictions", type=click.Path(path_type=Path), metavar="OUT", help="Write one row a question here.")
@json_option
@data_dir_option
@click.pass_obj
def evaluate(group_dir: str | None, file: Path, predictions: Path | None, as_json: bool, data_dir: str | None) -> None:
    """Score a question file: JSONL rows {"id", "question", "answers", "asked"?, "answer_urls"?, "contexts"?}."""
    from assistant.chain import Assistant
    from assistant.evaluate import evaluate as score
    from assistant.evaluate import read_questions, write_predictions
    from assistant.terminal import track

    questions = read_questions(file)
    with Assistant.open(settings=settings_to_read(data_dir or group_dir)) as assistant:
        report = score(assistant, questions, progress=track("Asking", "questions"))
    # Printed first: hours of asking must not be lost to a file that cannot be written.
    print_result(report.to_dict() if as_json else str(report))
    if predictions is not None:
        write_predictions(predictions, report)


@cli.command()
@click.option("--port", default=7860, show_default=True, metavar="P", type=click.IntRange(0, 65535))
@data_dir_option
@click.pass_obj
def demo(group_dir: str | None, port: int, data_dir: str | None) -> None:
    """Ingest the bundled sample articles into a library of their own, and open the chat on it."""
    from assistant.terminal import TerminalProgress
    from ingest.pipeline import ingest as ingest_sources
    from ingest.samples import EXAMPLE_QUESTIONS, samples_folder

    chosen = data_dir or group_dir or str(Settings.load().data_dir / "demo")
    with TerminalProgress() as progress:
        report = ingest_sources([samples_folder()], data_dir=chosen, progress=progress)
    print_result(str(report))
    run_chat(chosen, host="127.0.0.1", port=port, examples=EXAMPLE_QUESTIONS)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exits with its code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # As on stderr: what the output's encoding lacks is shown as "\u021a".
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        cli.main(args=list(arguments) if arguments is not None else None, prog_name="dateline")
    except OSError as error:
        with suppress(OSError):
            complain(f"stopped, because something cannot be read or written: {error}")
        # What could not be written would be tried, and fail, once more at the interpreter's end.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.close()
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()

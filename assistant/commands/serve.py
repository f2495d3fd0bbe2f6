"""``dateline serve`` and ``dateline add-user``: the web chat, and who may use it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from assistant.commands.shared import data_dir_option, print_result


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="H", help="Address to listen on.")
@click.option("--port", default=7860, show_default=True, metavar="P", type=click.IntRange(0, 65535))
@click.option(
    "--auth-file", metavar="F", type=click.Path(path_type=Path), help="Ask for the names and passwords of this file."
)
@click.option(
    "--public-name",
    "public_names",
    metavar="NAME",
    multiple=True,
    help="The name by which a proxy on this machine offers the chat to others; may be given several times.",
)
@click.option("--insecure", is_flag=True, help="Serve other machines without asking who is there.")
@data_dir_option
@click.pass_obj
def serve(
    group_dir: str | None,
    host: str,
    port: int,
    auth_file: Path | None,
    public_names: Sequence[str],
    insecure: bool,
    data_dir: str | None,
) -> None:
    """Open the web chat, on this machine alone unless told otherwise.

    \b
    Examples:
      dateline serve --port 8080
      dateline add-user ana --auth-file users
      dateline serve --auth-file users --public-name news.example.org     behind a proxy with TLS
      dateline serve --host 0.0.0.0 --auth-file users
    """
    run_chat(
        data_dir or group_dir, host=host, port=port, auth_file=auth_file, public_names=public_names, insecure=insecure
    )


@click.command("add-user")
@click.argument("name")
@click.option("--auth-file", required=True, metavar="F", type=click.Path(path_type=Path), help="The file of users.")
def add_user(name: str, auth_file: Path) -> None:
    """Add a user of the web chat to a file, or change their password.

    The password is asked for; from a pipe, it is the first line. The file holds salted hashes (scrypt), no passwords. A
    chat that is being served goes by the change at once, and by the removal of somebody's line too.
    """
    from assistant.web.access import add_user as add

    if sys.stdin.isatty():
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    new = add(auth_file, name, password)
    print_result(f"{name} can log in." if new else f"The password of {name} is changed.")


def run_chat(
    data_dir: str | None,
    *,
    host: str,
    port: int,
    examples: Sequence[str] = (),
    auth_file: Path | None = None,
    public_names: Sequence[str] = (),
    insecure: bool = False,
) -> None:
    """Serve the chat over a library until it is interrupted."""
    if sys.stderr.isatty():
        click.echo("Starting the chat and loading its models …", err=True)
    from assistant.chain import Assistant
    from assistant.ui import serve as serve_chat

    # Ctrl+C is how the chat is meant to end.
    with Assistant.open(data_dir) as assistant, suppress(KeyboardInterrupt):
        serve_chat(
            assistant,
            host=host,
            port=port,
            examples=examples,
            auth_file=auth_file,
            public_names=public_names,
            insecure=insecure,
            on_ready=lambda url: print_result(f"The chat is at {url}  (Ctrl+C stops it)"),
        )

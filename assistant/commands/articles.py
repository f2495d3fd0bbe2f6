"""``dateline articles``: list, show and remove."""

from __future__ import annotations

import sys

import click

from assistant.commands.shared import data_dir_option, fail, json_option, print_result, settings_to_read


@click.group()
def articles() -> None:
    """List, show and remove articles."""


@articles.command("list")
@json_option
@data_dir_option
@click.pass_obj
def list_articles(group_dir: str | None, as_json: bool, data_dir: str | None) -> None:
    """List the articles, newest first."""
    from assistant.catalog import Catalog

    catalog = Catalog.open(settings_to_read(data_dir or group_dir).data_dir)
    listings = catalog.listings()
    catalog.close()
    if as_json:
        print_result({"articles": [listing.to_dict() for listing in listings]})
        return
    for listing in listings:
        article = listing.article
        print_result(
            f"{article.id}  {(article.published or 'undated')[:10]:10}  {article.source[:24]:24}  {article.title}"
        )
    if not listings:
        click.echo("There are no articles yet; dateline ingest FOLDER adds some.", err=True)


@articles.command()
@click.argument("article_id", metavar="ID")
@click.option(
    "--version", type=click.IntRange(1, 2**31), metavar="N", help="An earlier version. [default: the current one]"
)
@json_option
@data_dir_option
@click.pass_obj
def show(group_dir: str | None, article_id: str, version: int | None, as_json: bool, data_dir: str | None) -> None:
    """Show one article with its text."""
    from assistant.catalog import Catalog

    catalog = Catalog.open(settings_to_read(data_dir or group_dir).data_dir)
    listing = catalog.listing(article_id, version)
    catalog.close()
    article = listing.article
    if as_json:
        print_result({**listing.to_dict(), "text": article.text})
        return
    facts = (article.source, article.author, article.published, article.url, f"version {article.version}")
    print_result(" · ".join(fact for fact in facts if fact) + "\n\n" + article.text)


@articles.command()
@click.argument("article_id", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@data_dir_option
@click.pass_obj
def remove(group_dir: str | None, article_id: str, yes: bool, as_json: bool, data_dir: str | None) -> None:
    """Remove an article for good, all its versions with it."""
    from assistant.chain import Assistant
    from assistant.terminal import TerminalProgress

    with Assistant.open(settings=settings_to_read(data_dir or group_dir)) as assistant:
        article = assistant.article(article_id)
        if not yes:
            if not sys.stdin.isatty():
                fail("nobody to ask whether to remove the article; pass --yes")
            if not click.confirm(f"Remove {article.title!r}?", err=True):
                raise SystemExit(2)
        assistant.remove(article_id, on_wait=TerminalProgress().waiting)
    print_result({"removed": article.to_dict()} if as_json else f"Removed {article.title!r}.")

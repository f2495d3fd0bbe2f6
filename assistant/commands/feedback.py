"""``dateline feedback``: what people thought of answers."""

from __future__ import annotations

import click

from assistant.commands.shared import data_dir_option, json_option, print_result, settings_to_read


@click.command()
@json_option
@data_dir_option
@click.pass_obj
def feedback(group_dir: str | None, as_json: bool, data_dir: str | None) -> None:
    """Print what people thought of answers in the web chat, oldest first."""
    from assistant.catalog import Catalog

    catalog = Catalog.open(settings_to_read(data_dir or group_dir).data_dir)
    given = catalog.feedback()
    catalog.close()
    if as_json:
        print_result({"feedback": [judgement.to_dict() for judgement in given]})
        return
    for judgement in given:
        rated = "useful    " if judgement.rating > 0 else "not useful"
        note = f"  ({' '.join(judgement.note.split())})" if judgement.note else ""
        print_result(f"{judgement.created[:10]}  {rated}  {' '.join(judgement.question.split())}{note}")
    if not given:
        click.echo("Nobody has rated an answer yet; the web chat has the buttons.", err=True)

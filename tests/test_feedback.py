"""What people think of answers is stored in the catalog, changed in place, and read out again."""

import json
import sqlite3

from click.testing import CliRunner

from assistant.catalog import Catalog
from assistant.cli import cli
from assistant.types import Answer


def test_a_judgement_is_stored_once_and_changed_in_place(tmp_path):
    catalog = Catalog.open(tmp_path)
    answer = Answer("How many?", "how many", text="900 [1]", confidence=0.5)
    first = catalog.rate(answer, 1)
    assert catalog.rate(answer, -1, note="old", feedback_id=first) == first
    assert catalog.rate(answer, 1, feedback_id=999) != 999
    assert [(judgement.rating, judgement.note) for judgement in catalog.feedback()] == [(-1, "old"), (1, "")]
    catalog.close()


def test_the_command_prints_judgements_for_people_and_programs(tmp_path):
    run = CliRunner().invoke
    assert "Nobody has rated" in run(cli, ["feedback", "--data-dir", str(tmp_path)]).stderr
    catalog = Catalog.open(tmp_path)
    catalog.rate(Answer("How many?", "how many", text="900 [1]", confidence=0.5), -1, note="an old figure")
    catalog.close()
    assert "not useful  How many?  (an old figure)" in run(cli, ["feedback", "--data-dir", str(tmp_path)]).stdout
    (judgement,) = json.loads(run(cli, ["feedback", "--json", "--data-dir", str(tmp_path)]).stdout)["feedback"]
    assert judgement["answer"] == "900 [1]" and judgement["confidence"] == 0.5 and judgement["articles"] == []


def test_a_library_of_the_first_schema_is_migrated_and_keeps_what_it_has(tmp_path):
    Catalog.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "catalog.sqlite") as connection:
        connection.execute("DROP TABLE feedback")
        connection.execute("UPDATE facts SET value = '1' WHERE name = 'schema_version'")
        connection.execute("INSERT INTO facts VALUES ('embedding_model', 'kept')")
    connection.close()
    catalog = Catalog.open(tmp_path)
    assert catalog.fact("schema_version") == "2" and catalog.fact("embedding_model") == "kept"
    catalog.rate(Answer("q", "q"), 1)
    assert len(catalog.feedback()) == 1
    catalog.close()

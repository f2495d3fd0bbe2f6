"""``dateline ingest``: its report, what fails, and a full disk."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from command_line import (
    ADDED_REPORT_KEYS,
    COMMAND_LINE,
    REPORT_KEYS,
    assert_one_error,
    run,
    run_json,
    start,
    write_row,
)


def assert_is_a_report(report):
    assert report.keys() - ADDED_REPORT_KEYS == REPORT_KEYS
    assert all(isinstance(report[name], int) for name in REPORT_KEYS - {"failed", "seconds"})
    for failure in report["failed"]:
        assert failure.keys() == {"input", "reason"}


def test_ingest_reports_as_the_contract_says(empty, tmp_path):
    rows = write_row(tmp_path / "news.jsonl", text="The ferry sank off Kelmouth.", url="https://news.example/1")
    report = run_json("ingest", rows, data_dir=empty)
    assert_is_a_report(report)
    assert (report["added"], report["articles"], report["passages"], report["failed"]) == (1, 1, 1, [])
    again = run_json("ingest", rows, data_dir=empty)
    assert (again["added"], again["unchanged"]) == (0, 1)


def test_an_ingest_of_which_some_failed_names_each_does_the_rest_and_ends_with_code_1(empty, tmp_path):
    good = {"text": "The ferry sank off Kelmouth.", "url": "https://news.example/1"}
    rows = tmp_path / "news.jsonl"
    rows.write_text(f"{json.dumps(good)}\n{{broken\n[]\n", "utf-8")
    (tmp_path / "empty.txt").write_text("")
    result = run("ingest", rows, tmp_path / "empty.txt", tmp_path / "missing.txt", "--json", data_dir=empty)
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert_is_a_report(report)
    assert report["added"] == 1
    lines = result.stderr.splitlines()
    assert len(lines) == len(report["failed"]) == 4
    for name in ("news.jsonl line 2", "news.jsonl line 3", "empty.txt", "missing.txt"):
        assert sum(line.startswith("dateline: ") and name in line for line in lines) == 1
        assert any(name in failure["input"] for failure in report["failed"])


def test_an_ingest_of_which_nothing_could_be_done_ends_with_code_2(empty, tmp_path):
    result = run("ingest", tmp_path / "missing.txt", data_dir=empty)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1 and "missing.txt" in result.stderr


def test_an_ingest_without_sources_or_with_an_impossible_date_is_refused(empty, tmp_path):
    assert run("ingest", data_dir=empty).exit_code == 2
    rows = write_row(tmp_path / "news.jsonl", text="The ferry sank.")
    assert_one_error(run("ingest", rows, "--published", "soonish", data_dir=empty), "'soonish'", "2024-01-23")
    assert not (empty / "catalog.sqlite").exists()


def test_source_and_date_are_given_to_the_articles_that_have_none(empty, tmp_path):
    rows = tmp_path / "news.jsonl"
    own = {"text": "A storm came.", "url": "https://news.example/2", "source": "Pell Echo", "published": "2023-05-05"}
    rows.write_text(json.dumps({"text": "The ferry sank.", "url": "https://news.example/1"}) + "\n" + json.dumps(own))
    run_json("ingest", rows, "--source", "Example Wire", "--published", "2024-01-23", data_dir=empty)
    listed = run_json("articles", "list", data_dir=empty)["articles"]
    assert [(article["source"], article["published"]) for article in listed] == [
        ("Example Wire", "2024-01-23"),
        ("Pell Echo", "2023-05-05"),
    ]


def test_python_m_ingest_is_dateline_ingest(tmp_path):
    rows = write_row(tmp_path / "news.jsonl", text="The ferry sank.", url="https://news.example/1")
    reports = []
    for name, command in (("a", [sys.executable, "-m", "ingest"]), ("b", [*COMMAND_LINE, "ingest"])):
        done = start(rows, tmp_path / "missing.txt", "--json", "--data-dir", tmp_path / name, command=command)
        assert done.returncode == 1
        reports.append((json.loads(done.stdout) | {"seconds": 0}, done.stderr))
    assert reports[0] == reports[1]


# -- a full disk -----------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own, and a function that leaves so many kilobytes of it free."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(*options):
        return subprocess.run(["mount", *options, "tmpfs", disk], capture_output=True).returncode == 0

    def leave(kilobytes):
        status = os.statvfs(disk)
        used = (status.f_blocks - status.f_bfree) * status.f_frsize // 1024
        assert mount("-o", f"remount,size={used + kilobytes}k")

    if not shutil.which("mount") or not mount("-t", "tmpfs", "-o", "size=3m"):
        pytest.skip("needs to be allowed to mount a file system, as root in a container with CAP_SYS_ADMIN is")
    yield disk, leave
    subprocess.run(["umount", "--lazy", disk], check=True)


#: Kilobytes that are left, so that the disk is full at three different stages. The articles have 70 kilobytes of text.
ROOM = {"while it reads": 30, "while it stores": 150, "while the indexes catch up": 450}


@pytest.mark.parametrize("room", ROOM.values(), ids=ROOM)
def test_a_full_disk_is_one_clear_error_and_all_goes_on_when_there_is_room_again(small_disk, tmp_path, room):
    disk, leave = small_disk
    folder = disk / "data"
    first = write_row(
        tmp_path / "first.jsonl", text="The Ostrava ferry sank with 41 aboard.", url="https://news.example/0"
    )
    assert run_json("ingest", first, data_dir=folder)["added"] == 1
    many = tmp_path / "many.jsonl"
    with many.open("w") as file:
        for number in range(40):
            text = " ".join(f"Ship {number} of line {line} left." for line in range(60))
            text += " The lighthouse of Sorrow burned for 17 hours." * (number == 39)
            file.write(json.dumps({"text": text, "url": f"https://news.example/many/{number}"}) + "\n")
    leave(room)
    failed = start("ingest", many, "--data-dir", folder)
    assert failed.returncode == 2, failed
    assert failed.stdout == ""
    assert failed.stderr.startswith("dateline: ") and failed.stderr.count("\n") == 1, failed.stderr
    assert "free disk space" in failed.stderr and str(folder) in failed.stderr

    leave(100_000)
    answer = run_json("ask", "How many were aboard the Ostrava ferry?", data_dir=folder)
    assert "41 aboard" in answer["citations"][0]["quote"]
    report = run_json("ingest", many, data_dir=folder)
    assert report["added"] + report["unchanged"] == 40
    answer = run_json("ask", "How long did the lighthouse of Sorrow burn?", data_dir=folder)
    assert "17 hours" in answer["citations"][0]["quote"]

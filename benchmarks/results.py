"""What every benchmark says beside its numbers, and where it writes them."""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant import __version__
from assistant.scoring import Measure
from assistant.settings import ENVIRONMENT_PREFIX

#: Variables that say where things are, or may hold a key: they change no result and are nobody's business.
_PRIVATE = re.compile(r"URL|KEY|TOKEN|SECRET|PASSWORD|DIR")
_PACKAGES = ("torch", "sentence-transformers", "chromadb", "tantivy")


def machine() -> dict[str, Any]:
    """Return the date, the processor, how many of its cores may be used, the versions that matter, and the settings.

    ``settings`` are those that the environment makes: they change what is measured.
    """
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": processor_name(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "python": platform.python_version(),
        "settings": environment_settings(os.environ),
        "versions": {"dateline": __version__, **{name: version(name) for name in _PACKAGES}},
    }


def environment_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return Dateline's variables, but for addresses, folders and keys."""
    return {
        name: value
        for name, value in sorted(environment.items())
        if name.startswith(ENVIRONMENT_PREFIX) and not _PRIVATE.search(name)
    }


def processor_name() -> str:
    """Return the processor's own name, with the instruction sets that decide how fast bfloat16 is."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    facts = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    name = facts.get("model name", platform.machine())
    flags = facts.get("flags", "").split()
    fast = [flag for flag in ("avx2", "avx512_bf16", "amx_bf16") if flag in flags]
    return f"{name} ({', '.join(fast)})" if fast else name


def peak_memory_mib() -> float:
    """Return the most memory that this process has held so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024


def command_line(name: str, arguments: Sequence[str]) -> str:
    """Return the command that repeats this run."""
    return shlex.join(["python", "-m", "benchmarks", name, *arguments])


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, as benchmarks/README.md takes it."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def parts_table(measures: Mapping[str, Measure], parts: Sequence[str]) -> str:
    """Return the table of measures named "NAME PART": a line a name, a column a part, each with its count."""
    names = dict.fromkeys(name.rpartition(" ")[0] for name in measures)
    cells = {name: f"{measure.shown(3)} of {measure.count}" for name, measure in measures.items()}
    return markdown_table(["measure", *parts], [[name, *(cells[f"{name} {part}"] for part in parts)] for name in names])


def as_json(measures: Mapping[str, Measure]) -> dict[str, Any]:
    """Return measures by name as JSON has them."""
    return {name: measure.to_dict() for name, measure in measures.items()}


def result_name(*parts: object) -> str:
    """Return a file name of what was measured and on what: runs that differ in it do not replace each other.

    Parts that are empty, or None, are left out.
    """
    shown = (re.sub(r"[^\w.]+", "-", str(part)).strip("-") for part in parts if part not in ("", None))
    return "-".join(shown)


def write_result(work: Path, name: str, result: Mapping[str, Any]) -> Path:
    """Write a result as JSON under the work folder, replacing the last one of that name, and return its path."""
    path = work.absolute() / "results" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path

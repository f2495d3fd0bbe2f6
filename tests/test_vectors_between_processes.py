"""One process writes the vector index while another opens it again and again, as a chat does beside an ingest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROUNDS = 15
BATCH = 900
#: A broken graph's file grows until the disk is full; no file may be larger than this many bytes here.
MOST_FILE_BYTES = 1 << 28
_BOTH = f"""
import resource, sys, time
import numpy as np
from pathlib import Path
from assistant.vectors import VectorIndex
resource.setrlimit(resource.RLIMIT_FSIZE, ({MOST_FILE_BYTES}, {MOST_FILE_BYTES}))
index = VectorIndex(Path(sys.argv[1]), key="model")
"""
_WRITER = f"""{_BOTH}
chance = np.random.default_rng(1)
for batch in range({ROUNDS}):
    index.open_for_writing()
    vectors = chance.normal(size=({BATCH}, 384)).astype(np.float32)
    index.apply(([f"{{batch}}-{{row}}" for row in range({BATCH})], vectors), [], batch + 1)
"""
_READER = f"""{_BOTH}
began = time.monotonic()
while index.applied < {ROUNDS} and time.monotonic() - began < 240:
    if index.changed_on_disk():
        index.reopen()
    index.search(np.ones(384, np.float32), 5)
print(index.applied, len(index.search(np.ones(384, np.float32), 5)))
"""


def test_a_reader_outlives_a_writer_and_sees_all_that_it_wrote(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path / "vectors")]) as writer:
        reader = subprocess.run(
            [sys.executable, "-c", _READER, str(tmp_path / "vectors")], capture_output=True, text=True, timeout=280
        )
    assert writer.returncode == 0
    assert (reader.returncode, reader.stdout.split()) == (0, [str(ROUNDS), "5"]), reader.stderr

"""The sample articles that ``dateline demo`` ingests, written for this project; README.md says what they are."""

from __future__ import annotations

from pathlib import Path

#: Questions that the samples answer, for the demo's chat.
EXAMPLE_QUESTIONS = (
    "How many US troops are in Syria?",
    "How much will the Castell Bridge cost?",
    "Why was the launch of Halden-4 delayed?",
    "Who is the mayor of Port Alden?",
    "When will the coalition's mission in Iraq end?",
)


def samples_folder() -> Path:
    """Return the folder of the sample articles."""
    return Path(__file__).parent

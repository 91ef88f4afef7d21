"""A training that takes seconds: an encoder of two narrow layers, and a handful of papers."""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from kg.model import Paper
from tests.nlp.tiny import make_tokenizer

needs_torch = pytest.mark.skipif(
    find_spec("torch") is None or find_spec("transformers") is None,
    reason="NO TORCH: pip install -e '.[train]'; this was NOT checked",
)

CONFIG = """
encoder = {encoder}
seed = 4

[adapt]
steps = 2
batch = 2
length = 24

[network]
places = 6
text = 4
signals = 8
hidden = 16

[fit]
epochs = 2
batch = 4

[distil]
papers = 6
epochs = 1

[hold_out]
parts = 4
"""


def write_encoder(folder: Path) -> Path:
    """An encoder with random weights, as ``transformers`` keeps one, with its tokenizer."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    tokenizer = make_tokenizer()
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(config).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def write_config(folder: Path, encoder: Path) -> Path:
    """The settings of a training with that encoder."""
    path = folder / "train.toml"
    path.write_text(CONFIG.format(encoder=json.dumps(str(encoder))))
    return path


def pairs(count: int = 24) -> Iterator[tuple[Paper, dict[str, Any]]]:
    """Papers with their annotations."""
    for i in range(count):
        name = f"Foo{i}net"
        text = f"We propose {name} for image folding. {name} wins on BarBench."
        found = [
            _entity("METHOD", name, "named", "introduced"),
            _entity("BENCHMARK", "BarBench", "named", "evaluated"),
            _entity("TASK", "image folding", "concept", "addressed"),
        ]
        yield Paper(f"p{i}", f"{name}: a network", text), {"id": f"p{i}", "entities": found}


def _entity(label: str, name: str, kind: str, role: str) -> dict[str, Any]:
    return {"label": label, "name": name, "aliases": [name], "kind": kind, "role": role}


def write_data(folder: Path) -> tuple[Path, Path]:
    """Annotations and texts, as files; the text of one annotation is missing."""
    data, texts = folder / "annotations.jsonl", folder / "papers.jsonl"
    found = list(pairs())
    records = [*(record for _, record in found), {"id": "absent", "entities": []}]
    papers = [{"id": p.id, "title": p.title, "abstract": p.abstract} for p, _ in found]
    data.write_text("".join(json.dumps(record) + "\n" for record in records))
    texts.write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    return data, texts

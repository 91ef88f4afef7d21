"""Models small enough for tests: a reading model with random weights, pipelines of a few rules."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import spacy
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from spacy.language import Language
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from kg.nlp.entities import NOTHING
from kg.nlp.reader import WIDEST
from kg.nlp.roles import ALLOWED
from kg.nlp.signals import SIGNALS

CLASSES = (NOTHING, "METHOD/named", "METHOD/concept", "BENCHMARK/named", "TASK/concept")
ROLES = ("introduced", "used", "compared", "mentioned", "evaluated", "trained", "addressed")
PLACES, TEXT = 6, 4
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_OTHERS = ".,:;()-/'!?"


def make_tokenizer() -> Tokenizer:
    """Pieces of one letter."""
    pieces = [*_MARKS, *_LETTERS, *_OTHERS, *(f"##{letter}" for letter in _LETTERS)]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(list(_MARKS))
    return tokenizer


def write_reader(folder: Path, seed: int = 0, signals: tuple[str, ...] = SIGNALS) -> Path:
    """A reading model with random weights, in which each piece knows of all others."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    tokenizer = make_tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    vocabulary = tokenizer.get_vocab_size()
    _write_encoder(folder / "encoder.onnx", _drawn(random, vocabulary, 3 * PLACES))
    width = 2 * PLACES + TEXT + len(signals)
    judges = [_drawn(random, width, len(names)) for names in (CLASSES, ROLES)]
    _write_head(folder / "head.onnx", *judges)
    np.save(folder / "widths.npy", _drawn(random, WIDEST + 1, PLACES))
    (folder / "reader.toml").write_text(reader_settings(signals))
    return folder


def reader_settings(signals: tuple[str, ...] = SIGNALS) -> str:
    """The settings of a reading model, with low thresholds."""
    names = {"classes": CLASSES, "roles": ROLES, "signals": signals}
    lines = [f"{name} = {list(found)}" for name, found in names.items()]
    lines += ["[allowed]", *(f"{label} = {list(roles)}" for label, roles in ALLOWED.items())]
    lines += ["[mix]", "classes = 0.5", "roles = 0.5", "temperature = 1.0"]
    lines += ["[thresholds]", *(f'"{name}" = 0.4' for name in CLASSES[1:])]
    return "\n".join(lines) + "\n"


def _drawn(random: np.random.Generator, *shape: int) -> NDArray[np.float32]:
    return random.normal(0, 0.7, shape).astype(np.float32)


def _write_encoder(path: Path, table: NDArray[np.float32]) -> None:
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["looked"]),
        helper.make_node("Squeeze", ["looked", "first"], ["rows"]),
        helper.make_node("ReduceMean", ["rows"], ["mean"], axes=[0], keepdims=1),
        helper.make_node("Add", ["rows", "mean"], ["pieces"]),
        helper.make_node("Slice", ["mean", "from", "to", "axis"], ["short"]),
        helper.make_node("Squeeze", ["short", "first"], ["text"]),
    ]
    numbers = {"first": [0], "from": [0], "to": [TEXT], "axis": [1]}
    constants = {name: np.array(value, dtype=np.int64) for name, value in numbers.items()}
    given = [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n"])]
    found = [_floats("pieces", ["n", table.shape[1]]), _floats("text", [TEXT])]
    _write(path, nodes, given, found, {"table": table, **constants})


def _write_head(path: Path, classes: NDArray[np.float32], roles: NDArray[np.float32]) -> None:
    nodes = [
        helper.make_node("MatMul", ["rows", "to-classes"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["classes"], axis=1),
        helper.make_node("MatMul", ["rows", "to-roles"], ["roles"]),
    ]
    given = [_floats("rows", ["n", classes.shape[0]])]
    found = [_floats("classes", ["n", classes.shape[1]]), _floats("roles", ["n", roles.shape[1]])]
    _write(path, nodes, given, found, {"to-classes": classes, "to-roles": roles})


def _floats(name: str, shape: list[Any]) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _write(
    path: Path, nodes: list[Any], given: list[Any], found: list[Any], constants: dict[str, Any]
) -> None:
    kept = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, path.stem, given, found, kept)
    opsets = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), path)


def write_pipeline(folder: Path, patterns: list[dict[str, Any]], key: str = "mentions") -> Path:
    """A spaCy pipeline that finds phrases and puts them into the span group ``key``."""
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("span_ruler", config={"spans_key": key})
    ruler.add_patterns(patterns)
    return _saved(nlp, folder)


def write_entity_pipeline(folder: Path, patterns: list[dict[str, Any]]) -> Path:
    """A spaCy pipeline that finds phrases as entities."""
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(patterns)
    return _saved(nlp, folder)


def _saved(nlp: Language, folder: Path) -> Path:
    nlp.to_disk(folder)
    return folder

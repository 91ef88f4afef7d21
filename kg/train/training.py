"""The whole of a training: from annotated papers to a model that ``--model DIR`` reads with."""

import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from kg.errors import NothingToReadError, SettingsError, SourceError
from kg.model import Paper
from kg.nlp.encoder import MASK, find_mark
from kg.nlp.pipeline import make_pipeline
from kg.nlp.reader import Reader
from kg.nlp.roles import ALLOWED
from kg.nlp.signals import SIGNALS
from kg.train.adapting import adapt, shuffled
from kg.train.config import Config, Mix
from kg.train.distilling import label_softly
from kg.train.examples import CLASSES, Example, make_examples
from kg.train.fitting import fit
from kg.train.network import ReaderNetwork
from kg.train.packaging import write_network, write_settings
from kg.train.parts import part_of
from kg.train.tuning import find_temperature, find_thresholds, measure, score_examples

Record = Mapping[str, Any]
Told = Callable[[str], None]
CHECKPOINT, SECOND, ADAPTED, REPORT = "first.pt", "second.pt", "adapted", "report.json"
BEGUN = "begun.sha256"
NO_RECORD: Record = {"entities": []}


@dataclass(frozen=True, slots=True)
class Report:
    """What a training had and reached.

    Attributes:
        papers: how many were trained on, tuned on and tested on.
        missing: the annotated papers whose texts were not given.
        thresholds: the least score of each class.
        tune, test: F1 of each class and the share of right roles, on the papers set aside.
    """

    papers: dict[str, int]
    missing: tuple[str, ...]
    thresholds: dict[str, float]
    tune: dict[str, float]
    test: dict[str, float]


def train(
    annotations: Iterable[Path],
    papers: Iterable[Paper],
    out: Path,
    config: Config,
    *,
    unlabelled: Iterable[Paper] = (),
    tell: Told = lambda _: None,
) -> Report:
    """Train a reading model and write it into a folder.

    A run that was broken off goes on where it was: the adapted encoder and the state after each
    epoch are kept in ``out`` until it is done.

    Args:
        annotations: files in the form of ``kg extract``.
        papers: the texts of the annotated papers, and others.
        out: the folder of the model.
        config: all settings.
        unlabelled: papers to adapt the encoder on first, and for a second network to learn from.
        tell: told how far it is, a line at a time.

    Raises:
        SourceError: an annotation cannot be read.
        NothingToReadError: no annotated paper has its text.
        SettingsError: there is no encoder where the settings say, or the folder holds what another
            training left when it was broken off.
    """
    records = read_annotations(annotations)
    texts = {paper.id: paper for paper in papers if paper.id in records}
    missing = tuple(id for id in records if id not in texts)
    if not texts:
        raise NothingToReadError("none of the annotated papers is among them", "the texts")
    source = find_encoder(config.encoder)
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    plain_papers = [paper for paper in unlabelled if paper.id not in records]
    _begin(out, f"{config!r}\n{sorted(records.items())!r}\n{sorted(texts.items())!r}", plain_papers)
    tell(f"reading {len(texts)} annotated papers")
    pairs = [(texts[id], record) for id, record in records.items() if id in texts]
    nlp = make_pipeline()
    examples = list(make_examples(nlp, tokenizer, pairs))
    parts = split(examples, config)
    if not parts["train"]:
        raise NothingToReadError("all of the annotated papers are held out", "the texts")
    others = shuffled(plain_papers, config.seed)
    if config.adapt.steps and others:
        source = _adapted(out, source, tokenizer, others, config, tell)
    mask = find_mark(tokenizer, MASK)
    network = _fitted(source, parts["train"], config, out / CHECKPOINT, tell, mask=mask)
    if config.distil.papers and others:
        chosen = others[: config.distil.papers]
        plain = list(make_examples(nlp, tokenizer, ((paper, NO_RECORD) for paper in chosen)))
        tell(f"labelling {len(plain)} papers for the second network")
        softly = list(label_softly(network, plain, config.mix))
        again = replace(config, fit=replace(config.fit, epochs=config.distil.epochs))
        place = out / SECOND
        network = _fitted(source, parts["train"], again, place, tell, mask=mask, beside=softly)
    tokens = find_encoder(config.encoder) / "tokenizer.json"
    report = package(network, tokens, out, parts, config.mix, missing)
    for name in (CHECKPOINT, SECOND, BEGUN):
        (out / name).unlink(missing_ok=True)
    shutil.rmtree(out / ADAPTED, ignore_errors=True)
    return report


def _begin(out: Path, settings: str, plain: Iterable[Paper]) -> None:
    """See that what an earlier run left in the folder belongs to this training.

    Raises:
        SettingsError: it belongs to another.
    """
    digest = sha256(settings.encode())
    for text in sorted(paper.text for paper in plain):
        digest.update(text.encode())
    out.mkdir(parents=True, exist_ok=True)
    begun, now = out / BEGUN, digest.hexdigest()
    if begun.exists() and begun.read_text(encoding="utf-8") != now:
        raise SettingsError(
            f"{out} holds a training that was broken off, with other settings or papers: "
            "name another folder, or empty it"
        )
    begun.write_text(now, encoding="utf-8")


def _fitted(
    source: Path,
    examples: Sequence[Example],
    config: Config,
    checkpoint: Path,
    tell: Told,
    *,
    mask: int,
    beside: Sequence[Example] = (),
) -> ReaderNetwork:
    torch.manual_seed(config.seed)
    network = ReaderNetwork(source, len(SIGNALS), config.network)
    fit(network, examples, config.fit, config.seed, checkpoint, tell, mask=mask, beside=beside)
    return network


def package(
    network: ReaderNetwork,
    tokenizer: Path,
    out: Path,
    parts: Mapping[str, Sequence[Example]],
    mix: Mix,
    missing: tuple[str, ...] = (),
) -> Report:
    """Write a trained network as a model, its thresholds chosen on the part set aside for that."""
    write_network(network, tokenizer, out)
    settings = out / "reader.toml"
    write_settings(settings, dict.fromkeys(CLASSES[1:], 0.5), mix)
    temperature = find_temperature(Reader(out), parts["tune"], mix)
    write_settings(settings, dict.fromkeys(CLASSES[1:], 0.5), mix, temperature)
    reader = Reader(out)
    tune, test = (score_examples(reader, parts[name]) for name in ("tune", "test"))
    thresholds = find_thresholds(tune)
    write_settings(settings, thresholds, mix, temperature)
    report = Report(
        papers={name: len(found) for name, found in parts.items()},
        missing=missing,
        thresholds=thresholds,
        tune=measure(tune, thresholds),
        test=measure(test, thresholds),
    )
    told = {name: getattr(report, name) for name in ("papers", "thresholds", "tune", "test")}
    (out / REPORT).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return report


def split(examples: Sequence[Example], config: Config) -> dict[str, list[Example]]:
    """The papers to train on, to tune on and to test on."""
    hold = config.hold_out
    parts: dict[str, list[Example]] = {"train": [], "tune": [], "test": []}
    for example in examples:
        part = part_of(example.id, hold.parts)
        name = "tune" if part == hold.tune else "test" if part == hold.test else "train"
        parts[name].append(example)
    return parts


def read_annotations(paths: Iterable[Path]) -> dict[str, Record]:
    """Annotations by paper id; of a paper that stands in several files the first.

    Raises:
        SourceError: a line is no annotation.
    """
    found: dict[str, Record] = {}
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise SourceError(str(error), str(path)) from error
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                _check_entities(record["entities"])
                found.setdefault(record["id"], record)
            except (ValueError, KeyError, TypeError) as error:
                raise SourceError(f"no annotation: {error!r}", str(path), number) from error
    return found


def _check_entities(entities: Sequence[Mapping[str, Any]]) -> None:
    """See that each entity has names, and a class and a role to be trained on.

    Raises:
        ValueError, KeyError, TypeError: one has not.
    """
    for entity in entities:
        label, role = f"{entity['label']}/{entity['kind']}", entity["role"]
        if label not in CLASSES or role not in ALLOWED[entity["label"]]:
            raise ValueError(f"{label} {role} is no class and role")
        if not all(isinstance(alias, str) for alias in entity["aliases"]):
            raise TypeError("a name that is no text")


def find_encoder(name: str) -> Path:
    """The folder of an encoder: a path, or the ``model`` folder of an installed package.

    Raises:
        SettingsError: there is none.
    """
    folder = Path(name)
    if not folder.is_dir() and name.isidentifier() and (spec := find_spec(name)):
        folder = Path(*(spec.submodule_search_locations or [])[:1]) / "model"
    if not (folder / "config.json").is_file():
        raise SettingsError(
            f"no encoder at {name}: neither a folder with config.json nor a package"
        )
    return folder


def _adapted(
    out: Path,
    source: Path,
    tokenizer: Tokenizer,
    papers: Sequence[Paper],
    config: Config,
    tell: Told,
) -> Path:
    """The encoder adapted to the field, kept in ``out`` so that a run can go on."""
    from transformers import AutoModel

    folder = out / ADAPTED
    if not (folder / "config.json").is_file():
        encoder = AutoModel.from_pretrained(source, attention_probs_dropout_prob=0.0)
        texts = [paper.text for paper in papers]
        adapt(encoder, tokenizer, texts, config.adapt, config.seed, tell)
        beside = folder.with_suffix(".part")
        encoder.save_pretrained(beside)
        beside.replace(folder)
    return folder

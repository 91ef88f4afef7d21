"""A softmax regression on named features, fitted by averaged AdaGrad: deterministic, numpy only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BATCH, FEW = 256, 32
WEIGHT = "weight"
_START = 1e-3

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]


class Example(NamedTuple):
    """What was seen of a thing, and what it is."""

    features: Sequence[str]
    label: str


class Choice(NamedTuple):
    """The features of each option, and the place of the one that is right."""

    options: Sequence[Sequence[str]]
    chosen: int


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fit: features in fewer examples than ``least`` are left out."""

    least: int
    epochs: int
    rate: float
    decay: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """The classes, the features, and a row of weights for each feature."""

    classes: tuple[str, ...]
    features: tuple[str, ...]
    weights: Floats


def fit(examples: Sequence[Example], settings: Settings) -> Fitted:
    """Fit the weights; the mean over the second half of the epochs is what counts."""
    counts = Counter(name for example in examples for name in example.features)
    features = tuple(sorted(name for name, n in counts.items() if n >= settings.least))
    classes = tuple(sorted({example.label for example in examples}))
    row = {name: i for i, name in enumerate(features)}
    column = {name: i for i, name in enumerate(classes)}
    seen = [
        np.array([row[name] for name in example.features if name in row], dtype=np.intp)
        for example in examples
    ]
    labels = np.array([column[example.label] for example in examples], dtype=np.intp)
    shape = (len(features), len(classes))
    return Fitted(classes, features, _descend(seen, labels, shape, settings))


def fit_choices(choices: Sequence[Choice], settings: Settings) -> Fitted:
    """Fit one weight a feature, so that of the options of each choice the right one sums highest.

    Options are told apart by a softmax over their sums, as :meth:`Weights.choose` does it.
    """
    counts = Counter(name for each in choices for option in each.options for name in option)
    features = tuple(sorted(name for name, n in counts.items() if n >= settings.least))
    row = {name: i for i, name in enumerate(features)}
    seen = [
        [
            np.array([row[name] for name in option if name in row], dtype=np.intp)
            for option in each.options
        ]
        for each in choices
    ]
    weights, squares = np.zeros(len(features)), np.full(len(features), _START)
    total = np.zeros(len(features))
    random = np.random.default_rng(0)
    averaged = range(settings.epochs // 2, settings.epochs)
    for epoch in range(settings.epochs):
        order = random.permutation(len(seen))
        for begin in range(0, len(order), FEW):
            batch = [(seen[i], choices[i].chosen) for i in order[begin : begin + FEW]]
            _step_choices(batch, weights, squares, settings)
        if epoch in averaged:
            total += weights
    return Fitted((WEIGHT,), features, (total / len(averaged))[:, None])


def _step_choices(
    batch: Sequence[tuple[Sequence[Integers], int]],
    weights: Floats,
    squares: Floats,
    settings: Settings,
) -> None:
    """One step on a batch, in place."""
    gradient = settings.decay * len(batch) * weights
    for options, chosen in batch:
        sums = np.array([weights[rows].sum() for rows in options])
        powers = np.exp(sums - sums.max())
        errors = powers / powers.sum()
        errors[chosen] -= 1
        for rows, error in zip(options, errors, strict=True):
            gradient[rows] += error
    squares += gradient**2
    weights -= settings.rate * gradient / np.sqrt(squares)


def _descend(
    seen: Sequence[Integers], labels: Integers, shape: tuple[int, int], settings: Settings
) -> Floats:
    weights = np.zeros(shape)
    squares = np.full(shape, _START)
    total = np.zeros(shape)
    random = np.random.default_rng(0)
    averaged = range(settings.epochs // 2, settings.epochs)
    for epoch in range(settings.epochs):
        order = random.permutation(len(seen))
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            _step([seen[i] for i in batch], labels[batch], weights, squares, settings)
        if epoch in averaged:
            total += weights
    return total / len(averaged)


def _step(
    seen: Sequence[Integers],
    labels: Integers,
    weights: Floats,
    squares: Floats,
    settings: Settings,
) -> None:
    """One step on a batch, in place; every example has at least one feature (its bias)."""
    lengths = np.array([len(rows) for rows in seen])
    rows = np.concatenate(seen)
    sums = np.add.reduceat(weights[rows], np.r_[0, np.cumsum(lengths)[:-1]])
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    errors = powers / powers.sum(axis=1, keepdims=True)
    errors[np.arange(len(seen)), labels] -= 1
    unique, inverse = np.unique(rows, return_inverse=True)
    gradient = np.zeros((len(unique), weights.shape[1]))
    np.add.at(gradient, inverse, np.repeat(errors, lengths, axis=0))
    gradient = gradient / BATCH**0.5 + settings.decay * BATCH * weights[unique]
    squares[unique] += gradient**2
    weights[unique] -= settings.rate * gradient / np.sqrt(squares[unique])

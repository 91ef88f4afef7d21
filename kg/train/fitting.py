"""Training the network on annotated papers, one epoch after the other, resumable after each."""

import math
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from kg.nlp.roles import ALLOWED
from kg.train.config import Fit
from kg.train.examples import CLASSES, ROLES, Batch, Example, to_batch
from kg.train.hiding import hide_names
from kg.train.network import ReaderNetwork, frozen

_IMPOSSIBLE = -1e4
_WARM = 0.1
_USUAL = 8  # candidates a paper that are something, so that rates mean the same for any batch
_POOL = 16

Told = Callable[[str], None]


def fit(
    network: ReaderNetwork,
    examples: Sequence[Example],
    settings: Fit,
    seed: int,
    checkpoint: Path,
    tell: Told,
    *,
    mask: int,
    beside: Sequence[Example] = (),
) -> None:
    """Train a network in place.

    Args:
        network: what to train.
        examples: the annotated papers.
        settings: epochs, batch and rates.
        seed: what order and dropout are drawn from.
        checkpoint: where to keep the state after each epoch; one that is there is gone on from.
        tell: told of each epoch, in a line.
        mask: the id of the piece that stands for a hidden one.
        beside: examples that are seen once, an equal part of them in each epoch.
    """
    tuned = frozen(network)
    parts = {id(p) for p in network.parts.encoder.parameters()}
    rest = [p for p in network.parameters() if id(p) not in parts]
    groups = [{"params": tuned, "lr": settings.rate}, {"params": rest, "lr": settings.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    share = len(beside) // settings.epochs
    per_epoch = math.ceil((len(examples) + share) / settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: _rate(step / (per_epoch * settings.epochs))
    )
    done = _resume(checkpoint, network, optimizer, schedule)
    for epoch in range(done, settings.epochs):
        torch.manual_seed(seed * 1000 + epoch)
        network.train()
        total = 0.0
        random = Random(seed * 1000 + epoch)  # noqa: S311  no secret
        shown = [*examples, *beside[epoch * share : (epoch + 1) * share]]
        seen = [hide_names(example, mask, settings.hidden_names, random) for example in shown]
        for batch in _batches(seen, settings.batch, random):
            loss = find_loss(network, batch, settings.role_weight)
            (loss / (_USUAL * len(batch.ids))).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total += loss.item()
        _keep(checkpoint, epoch + 1, network, optimizer, schedule)
        tell(f"epoch {epoch + 1} of {settings.epochs}: loss a paper {total / len(seen):.2f}")


def find_loss(network: ReaderNetwork, batch: Batch, role_weight: float) -> Tensor:
    """Cross entropy of the classes of all candidates and of the roles of those that have one."""
    classes, roles = network(batch)
    loss = cross_entropy(classes, batch.classes, reduction="sum")
    known = batch.roles.sum(1) > 0
    if known.any():
        possible = roles[known] + role_mask()[batch.classes[known].argmax(1)]
        loss = loss + role_weight * cross_entropy(possible, batch.roles[known], reduction="sum")
    return loss


def role_mask() -> Tensor:
    """For each class what to add to the logits of the roles."""
    rows = [
        [0.0 if role in ALLOWED.get(name.partition("/")[0], ()) else _IMPOSSIBLE for role in ROLES]
        for name in CLASSES
    ]
    return torch.tensor(rows)


def _rate(done: float) -> float:
    return max(0.01, done / _WARM if done < _WARM else (1 - done) / (1 - _WARM))


def _batches(examples: Sequence[Example], size: int, random: Random) -> Iterator[Batch]:
    """Batches of papers of like length, in an order drawn anew."""
    order = list(examples)
    random.shuffle(order)
    pools = [order[i : i + size * _POOL] for i in range(0, len(order), size * _POOL)]
    ordered = [sorted(pool, key=lambda example: len(example.ids)) for pool in pools]
    batches = [pool[i : i + size] for pool in ordered for i in range(0, len(pool), size)]
    random.shuffle(batches)
    return map(to_batch, batches)


def _resume(path: Path, *parts: Any) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    for part, kept in zip(parts, state["parts"], strict=True):
        part.load_state_dict(kept)
    return int(state["epochs"])


def _keep(path: Path, epochs: int, *parts: Any) -> None:
    beside = path.with_suffix(".part")
    torch.save({"epochs": epochs, "parts": [part.state_dict() for part in parts]}, beside)
    os.replace(beside, path)  # noqa: PTH105  atomic

"""What the settings of a reading model say, in a TOML file beside its weights."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ModelError
from kg.model import Label, Role
from kg.nlp.entities import NOTHING
from kg.nlp.judged import NAMED
from kg.nlp.signals import SIGNALS


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """How to read what the model puts out.

    Attributes:
        classes: the classes of a candidate, ``nothing`` first.
        roles: the roles, in the order of the model's output.
        allowed: of each label the roles that it may have.
        thresholds: the least score at which a candidate of each class counts.
        class_share, role_share: how much the linear weights count beside the network.
        temperature: what the logarithms of the classes' probabilities are divided by.
    """

    classes: tuple[str, ...]
    roles: tuple[str, ...]
    allowed: Mapping[str, tuple[str, ...]]
    thresholds: Mapping[str, float]
    class_share: float = 0.0
    role_share: float = 0.0
    temperature: float = 1.0


def read_settings(path: Path) -> ReaderSettings:
    """The settings of a model.

    Raises:
        ModelError: the file is missing or malformed, or the model was trained on other signals.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        settings = _to_settings(told)
        signals = tuple(told["signals"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: {error!r}") from error
    if signals != SIGNALS:
        raise ModelError(f"{path}: the model was trained with other signals than this version has")
    return settings


def _to_settings(told: Mapping[str, Any]) -> ReaderSettings:
    classes = tuple(map(str, told["classes"]))
    roles = tuple(Role(role).value for role in told["roles"])
    allowed = {Label(label).value: tuple(found) for label, found in told["allowed"].items()}
    if not set(NAMED) <= set(classes):
        raise ValueError(f"{' and '.join(NAMED)} are among the classes")
    thresholds = {name: float(told["thresholds"][name]) for name in classes[1:]}
    scored = [set(found) for found in allowed.values() if len(found) > 1]
    if classes[0] != NOTHING or not all(found <= {*roles} for found in scored):
        raise ValueError("the first class is nothing, and only known roles are allowed")
    mix = [float(told["mix"][part]) for part in ("classes", "roles", "temperature")]
    return ReaderSettings(classes, roles, allowed, thresholds, *mix)

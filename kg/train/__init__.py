"""How what the package ships was made from annotated papers, runnable.

:mod:`kg.train.training` makes the reading model and needs the extra ``train``;
:mod:`kg.train.weights` and :mod:`kg.train.results` fit the linear weights with numpy alone.
"""

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from kg.errors import MissingExtraError

if TYPE_CHECKING:
    from kg.train.config import Config


def load_training(config: Path | None, seed: int | None) -> "tuple[ModuleType, Config]":
    """The module that trains, and its settings.

    Raises:
        MissingExtraError: the packages that training needs are not installed.
        SettingsError: the settings make no sense.
    """
    from dataclasses import replace

    from kg.train.config import read_config

    chosen = read_config(config)
    try:
        from kg.train import training
    except ModuleNotFoundError as error:
        if error.name in ("torch", "transformers", "onnx", "onnxruntime", "tokenizers"):
            raise MissingExtraError("kg train", "train") from error
        raise
    return training, chosen if seed is None else replace(chosen, seed=seed)

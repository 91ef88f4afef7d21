"""From a trained network to the files that reading needs: ONNX, int8 where it costs nothing.

``encoder.onnx`` (weights int8, dynamically quantised), ``head.onnx``, ``widths.npy``,
``tokenizer.json`` and ``reader.toml``.
"""

import shutil
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from kg.nlp.roles import ALLOWED
from kg.nlp.signals import SIGNALS
from kg.train.config import Mix
from kg.train.examples import CLASSES, ROLES
from kg.train.masks import remove_masks
from kg.train.network import EncoderParts, Head, ReaderNetwork

_OPSET = 17


class _OneText(nn.Module):
    """The encoder for one text at a time."""

    def __init__(self, parts: EncoderParts) -> None:
        super().__init__()
        self.parts = parts

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        pieces, text = self.parts(ids, torch.ones_like(ids))
        return pieces[0], text[0]


class _Judging(nn.Module):
    """The head with probabilities in place of logits."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head

    def forward(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        classes, roles = self.head(rows)
        return torch.softmax(classes, dim=1), roles


def write_network(network: ReaderNetwork, tokenizer: Path, folder: Path) -> None:
    """Write all of a model but its settings.

    Args:
        network: what was trained.
        tokenizer: the ``tokenizer.json`` of its encoder.
        folder: where to write.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary, "encoder.onnx")
        ids = torch.randint(0, network.parts.encoder.config.vocab_size, (1, 37))
        _export(_OneText(network.parts), ids, whole, "ids", ("pieces", "text"), {1: "n"}, {0: "n"})
        quantize_dynamic(
            whole, folder / "encoder.onnx", per_channel=True, weight_type=QuantType.QInt8
        )
    remove_masks(folder / "encoder.onnx")
    rows = torch.zeros(3, network.head.seen + len(SIGNALS))
    head = _Judging(network.head)
    shape = {0: "candidates"}
    _export(head, rows, folder / "head.onnx", "rows", ("classes", "roles"), shape, shape)
    np.save(folder / "widths.npy", network.widths.weight.detach().numpy())
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


def _export(
    module: nn.Module,
    example: Tensor,
    path: Path,
    given: str,
    found: tuple[str, str],
    axes: Mapping[int, str],
    first: Mapping[int, str],
) -> None:
    dynamic = {given: dict(axes), found[0]: dict(first)}
    if given == "rows":
        dynamic[found[1]] = dict(first)
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # the exporter's own, on what it traces
        torch.onnx.export(
            module.eval(),
            (example,),
            path,
            input_names=[given],
            output_names=list(found),
            dynamic_axes=dynamic,
            opset_version=_OPSET,
            dynamo=False,
        )


def write_settings(
    path: Path, thresholds: Mapping[str, float], mix: Mix, temperature: float = 1.0
) -> None:
    """Write ``reader.toml``."""
    lines = [
        "# How to read what the model puts out; written by kg train.",
        f"classes = {_list(CLASSES)}",
        f"roles = {_list(ROLES)}",
        f"signals = {_list(SIGNALS)}",
        "",
        "[allowed]",
        *(f"{label} = {_list(roles)}" for label, roles in ALLOWED.items()),
        "",
        "[mix]",
        f"classes = {mix.classes:g}",
        f"roles = {mix.roles:g}",
        f"temperature = {temperature:g}",
        "",
        "[thresholds]",
        *(f'"{name}" = {thresholds[name]:g}' for name in CLASSES[1:]),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _list(names: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"

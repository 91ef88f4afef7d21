"""An encoder without masks gives the same numbers, bit by bit."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from kg.nlp.models import SHIPPED
from kg.train.masks import remove_masks

WIDTH = 4


def write_attention(path: Path) -> Path:
    """Attention over the rows given, masked as an exporter of PyTorch writes it."""
    nodes = [
        helper.make_node("Transpose", ["rows"], ["turned"], perm=[1, 0]),
        helper.make_node("MatMul", ["rows", "turned"], ["scores"]),
        helper.make_node("Shape", ["scores"], ["shape"]),
        helper.make_node("Expand", ["seen", "shape"], ["all-seen"]),
        helper.make_node("Where", ["all-seen", "nought", "lowest"], ["mask"]),
        helper.make_node("Add", ["scores", "mask"], ["masked"]),
        helper.make_node("Softmax", ["masked"], ["weights"], axis=-1),
        helper.make_node("IsNaN", ["weights"], ["undefined"]),
        helper.make_node("Where", ["undefined", "nought", "weights"], ["defined"]),
        helper.make_node("MatMul", ["defined", "rows"], ["found"]),
    ]
    constants = {"seen": np.array([True]), "nought": np.float32(0), "lowest": np.float32(-np.inf)}
    kept = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    given, found = (
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", WIDTH])]
        for name in ("rows", "found")
    )
    graph = helper.make_graph(nodes, "attention", given, found, kept)
    opsets = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), path)
    return path


def run(path: Path) -> bytes:
    rows = np.random.default_rng(0).normal(size=(9, WIDTH)).astype(np.float32)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found: bytes = session.run(None, {"rows": rows})[0].tobytes()
    return found


def operators(path: Path) -> list[str]:
    return [node.op_type for node in onnx.load(path).graph.node]


def test_masks_go_and_the_numbers_stay(tmp_path: Path) -> None:
    path = write_attention(tmp_path / "attention.onnx")
    before = run(path)
    remove_masks(path)
    assert operators(path) == ["Transpose", "MatMul", "Softmax", "MatMul"]
    assert run(path) == before


def test_a_second_time_nothing_is_left_to_take_out(tmp_path: Path) -> None:
    path = write_attention(tmp_path / "attention.onnx")
    remove_masks(path)
    once = path.read_bytes()
    remove_masks(path)
    assert path.read_bytes() == once


def test_the_encoder_that_ships_has_no_masks() -> None:
    assert "IsNaN" not in operators(SHIPPED / "encoder.onnx")

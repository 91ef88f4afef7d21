import time

from kg.report.names import named_node, nearest
from kg.store import Store


def test_nearest_is_sorted_and_does_not_depend_on_order() -> None:
    names = ["ResNet-50", "ResNet-101", "ResNeXt", "BERT", "AlexNet"]
    assert nearest("resnet50", names) == ["ResNet-50", "ResNeXt", "ResNet-101"]
    assert nearest("resnet50", reversed(names)) == ["ResNet-50", "ResNeXt", "ResNet-101"]


def test_nearest_among_fifty_thousand_names_is_quick() -> None:
    names = [f"method {i * 7919 % 50_000:x} of {i}" for i in range(50_000)]
    begun = time.perf_counter()
    assert nearest(names[77][:-1] + "x", names)
    assert time.perf_counter() - begun < 5


def test_a_node_that_is_no_entity_is_called_by_its_id(store: Store) -> None:
    assert named_node(store, "result/x/12").name == "result/x/12"
    assert named_node(store, "result/x/12").kind == "result"
    assert named_node(store, "paper/omniglot-friends").name == "Omniglot & friends"

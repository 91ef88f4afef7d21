"""The softmax regression learns what is there to learn, the same each time."""

import numpy as np

from kg.train.linear import Choice, Example, Settings, fit, fit_choices
from kg.train.weights import to_table

SETTINGS = Settings(least=2, epochs=6, rate=0.1, decay=1e-5)
EXAMPLES = [Example(["bias", "hot"], "fire"), Example(["bias", "cold"], "ice")] * 20


def test_weights_point_the_right_way() -> None:
    fitted = fit([*EXAMPLES, Example(["bias", "rare"], "ice")], SETTINGS)
    assert fitted.classes == ("fire", "ice")
    assert fitted.features == ("bias", "cold", "hot")
    hot = fitted.weights[fitted.features.index("hot")]
    assert hot[0] > 0 > hot[1]


def test_fitting_twice_gives_the_same() -> None:
    assert np.array_equal(fit(EXAMPLES, SETTINGS).weights, fit(EXAMPLES, SETTINGS).weights)


def test_a_table_has_a_header_and_leaves_out_what_hardly_counts() -> None:
    lines = to_table(fit(EXAMPLES, SETTINGS)).splitlines()
    assert lines[0] == "feature\tfire\tice"
    assert [line.split("\t")[0] for line in lines[1:]] == ["cold", "hot"]


def test_of_each_choice_the_right_option_comes_to_weigh_most() -> None:
    choices = [Choice([["none"], ["near"], ["far"]], 1), Choice([["none"], ["far"]], 0)] * 20
    fitted = fit_choices(choices, SETTINGS)
    assert fitted.classes == ("weight",)
    weights = dict(zip(fitted.features, fitted.weights[:, 0], strict=True))
    assert weights["near"] > weights["none"] > weights["far"]
    assert np.array_equal(fitted.weights, fit_choices(choices, SETTINGS).weights)

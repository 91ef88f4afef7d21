import pytest

from kg.evaluate.forms import matching_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the GSM8K dataset", "gsm8k"),
        ('Darwin G\\"odel Machine', "darwin-godel machines"),
        ("chain-of-thought", "Chain of Thought"),
        ("$\\pi_0$", "0"),
        ("Q&A", "Q and A"),
    ],
)
def test_spellings_of_one_name_match(one: str, other: str) -> None:
    assert matching_form(one) == matching_form(other)


@pytest.mark.parametrize(("one", "other"), [("GPT-4", "GPT-4o"), ("C", "C++"), ("model", "")])
def test_different_names_do_not(one: str, other: str) -> None:
    assert matching_form(one) != matching_form(other)

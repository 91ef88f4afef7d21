import pytest

from kg.resolve.repositories import repository_key, repository_name, repository_url


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/cbfinn/maml",
        "http://www.github.com/cbfinn/maml.git",
        "github.com/CBFinn/MAML/",
        "https://github.com/cbfinn/maml/tree/main/data?x=1#readme",
    ],
)
def test_all_forms_have_one_key(url: str) -> None:
    assert repository_key(url) == "github.com/cbfinn/maml"


@pytest.mark.parametrize(
    ("url", "key", "name"),
    [
        (
            "huggingface.co/datasets/Owner/Set",
            "huggingface.co/datasets/owner/set",
            "datasets/Owner/Set",
        ),
        ("https://docetl.org/", "docetl.org", "docetl.org"),
        ("https://x.github.io/Page", "x.github.io/Page", "x.github.io/Page"),
        ("http://www.example.org/Get?id=7", "example.org/Get?id=7", "example.org/Get?id=7"),
        ("https://github.com/owner", "github.com/owner", "owner"),
    ],
)
def test_other_addresses(url: str, key: str, name: str) -> None:
    assert repository_key(url) == key
    assert repository_name(url) == name


def test_the_address_keeps_its_letters() -> None:
    assert repository_url("www.github.com/cbfinn/MAML.git") == "https://github.com/cbfinn/MAML"

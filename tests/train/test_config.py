"""The settings of a training."""

from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.train.config import Config, read_config


def _config(folder: Path, text: str) -> Config:
    path = folder / "train.toml"
    path.write_text(text)
    return read_config(path)


def test_without_a_file_all_is_as_it_was_for_the_shipped_model() -> None:
    assert read_config(None) == Config()


def test_what_is_said_replaces_the_default(tmp_path: Path) -> None:
    config = _config(tmp_path, 'encoder = "mine"\nseed = 3\n[fit]\nepochs = 2\nrate = 1\n')
    assert (config.encoder, config.seed, config.fit.epochs, config.fit.rate) == ("mine", 3, 2, 1.0)
    assert config.fit.batch == Config().fit.batch
    assert config.adapt == Config().adapt


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sede = 1", "no such setting: sede"),
        ("[fit]\nepoch = 1", "no such setting: epoch"),
        ('seed = "one"', "seed must be int, not 'one'"),
        ("seed = true", "seed must be int, not True"),
        ("seed = 1.5", "seed must be int"),
        ("fit = 3", "fit must be Fit"),
        ("[seed]\nvalue = 1", "seed must be int"),
        ("[fit]\nrate = true", "rate must be float"),
        ("seed = ", "Invalid value"),
        ("seed = -1", "seed must not be as small as -1"),
        ("[fit]\nbatch = 0", "batch must not be as small as 0"),
    ],
)
def test_what_makes_no_sense(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as raised:
        _config(tmp_path, text)
    assert str(raised.value).startswith(f"{tmp_path / 'train.toml'}: ")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="absent"):
        read_config(tmp_path / "absent.toml")

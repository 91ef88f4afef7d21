"""``kg train``: a whole training, small; what it says when something is amiss."""

import json
import sys
from pathlib import Path

import pytest

from kg import train as trainer
from tests.cli.test_extract import to_records
from tests.conftest import Kg
from tests.train.tiny import needs_torch, write_config, write_data, write_encoder


@pytest.mark.train
@needs_torch
def test_a_training_that_is_broken_off_goes_on_to_the_same_model(
    tmp_path: Path, kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.train import fitting, training

    config = write_config(tmp_path, write_encoder(tmp_path / "encoder"))
    data, texts = write_data(tmp_path)
    said = ("--data", data, "--texts", texts, "--unlabelled", texts, "--config", config)
    whole = kg("train", *said, "-o", tmp_path / "whole")
    assert whole.code == 0, whole.err
    assert "epoch 2 of 2" in whole.err
    assert "without text, left out: absent" in whole.err
    assert "METHOD/named" in whole.out

    def stop_after_one_epoch(*arguments: object, **more: object) -> None:
        def tell(line: str) -> None:
            if "epoch 1" in line:
                raise KeyboardInterrupt

        fitting.fit(*arguments[:-1], tell, **more)  # type: ignore[arg-type,call-arg]  # any

    monkeypatch.setattr(training, "fit", stop_after_one_epoch)
    broken = kg("train", *said, "-o", tmp_path / "broken")
    assert broken.code not in (0, 1)
    assert not (tmp_path / "broken" / "reader.toml").exists()
    monkeypatch.setattr(training, "fit", fitting.fit)
    other = kg("train", *said, "--seed", "9", "-o", tmp_path / "broken")
    assert other.code == 1
    assert "name another folder, or empty it" in other.err
    resumed = kg("train", *said, "-o", tmp_path / "broken")
    assert resumed.code == 0, resumed.err
    assert "epoch 1 of 2" not in resumed.err
    for name in ("encoder.onnx", "head.onnx", "widths.npy", "reader.toml", "report.json"):
        one, same = (tmp_path / folder / name for folder in ("whole", "broken"))
        assert one.read_bytes() == same.read_bytes(), name
    assert not {"adapted", "begun.sha256"} & {path.name for path in (tmp_path / "whole").iterdir()}

    read = kg("extract", texts, "--model", tmp_path / "whole")
    assert read.code == 0, read.err
    assert len(to_records(read.out)) == 24


@pytest.mark.train
@needs_torch
def test_bad_input_is_one_line(tmp_path: Path, kg: Kg) -> None:
    config = write_config(tmp_path, tmp_path / "no-encoder")
    data, texts = write_data(tmp_path)
    broken, unknown = tmp_path / "broken.jsonl", tmp_path / "unknown.jsonl"
    strange = tmp_path / "strange.jsonl"
    broken.write_text(data.read_text() + '{"id": "p"}\n')
    strange.write_text(data.read_text().replace("METHOD", "PLANET"))
    unknown.write_text(json.dumps({"id": "q", "entities": []}) + "\n")
    for given, message in (
        (data, "no encoder at "),
        (broken, "broken.jsonl:26: no annotation"),
        (strange, "strange.jsonl:1: no annotation: ValueError('PLANET/named introduced"),
        (unknown, "none of the annotated papers is among them"),
        (tmp_path / "absent.jsonl", "absent.jsonl"),
    ):
        out = tmp_path / "out"
        ran = kg("train", "--data", given, "--texts", texts, "--config", config, "-o", out)
        assert (ran.code, ran.err.count("\n")) == (1, 1), ran.err
        assert message in ran.err


@pytest.mark.train
@needs_torch
def test_something_must_be_left_to_train_on(tmp_path: Path, kg: Kg) -> None:
    config = write_config(tmp_path, write_encoder(tmp_path / "encoder"))
    config.write_text(config.read_text().replace("parts = 4", "parts = 1"))
    data, texts = write_data(tmp_path)
    said = ("--data", data, "--texts", texts, "--config", config)
    ran = kg("train", *said, "-o", tmp_path / "out")
    assert ran.code == 1
    assert ran.err.endswith("all of the annotated papers are held out\n")


def test_settings_that_make_no_sense_are_one_line(tmp_path: Path, kg: Kg) -> None:
    data, texts = write_data(tmp_path)
    config = tmp_path / "train.toml"
    config.write_text("[fit]\nepoch = 1\n")
    ran = kg("train", "--data", data, "--texts", texts, "--config", config, "-o", tmp_path / "out")
    assert (ran.code, ran.err) == (1, f"kg: {config}: no such setting: epoch\n")


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("kg.train.")]:
        monkeypatch.delitem(sys.modules, name)
        monkeypatch.delattr(trainer, name.rpartition(".")[2], raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    data, texts = write_data(tmp_path)
    ran = kg("train", "--data", data, "--texts", texts, "-o", tmp_path / "out")
    wanted = "kg: kg train needs an extra: pip install 'paper-kg[train]'\n"
    assert (ran.code, ran.err) == (1, wanted)


def test_texts_are_asked_for(tmp_path: Path, kg: Kg) -> None:
    ran = kg("train", "--data", tmp_path / "a.jsonl", "-o", tmp_path / "out")
    assert ran.code == 2
    assert "--texts" in ran.err

"""Which models there are, and what is said of a folder that is none."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.model_catalogue import catalogue, model_toml, read_model
from index.model_fetch import fetch_all
from index.model_files import find_model
from index.model_spec import ModelError


def test_a_damaged_default_model_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "e5-small-v2").mkdir(parents=True)
    with pytest.raises(ModelError, match=r"model\.onnx: missing; run `citewire models fetch e5-small-v2`"):
        find_model("e5-small-v2", tmp_path)


def test_unknown_and_missing_models_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"unknown model 'e6'.*e5-small-v2, ms-marco-minilm-l12"):
        fetch_all(["e6"], tmp_path, print)
    with pytest.raises(ModelError, match="run `citewire models fetch e5-small-v2`"):
        find_model("e5-small-v2", tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, r"model\.toml: No such file"),
        ("kind = ", r"model\.toml: no valid TOML"),
        ('kind = "poet"', "kind must be one of embedder, reranker, nli, llm, not 'poet'"),
        ('kind = "embedder"', "dimensions must be a whole number, not None"),
        ('kind = "reranker"\nmax_tokens = "many"', "max_tokens must be a whole number, not 'many'"),
        ('kind = "reranker"\npurpose = 3', "purpose must be a text, not 3"),
        ('kind = "reranker"\nfiles = 3', "files must be a table of tables"),
        ('kind = "reranker"', r"model\.onnx: missing; put the right file there"),
    ],
)
def test_a_folder_that_is_no_model_says_why(tmp_path: Path, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / "model.toml").write_text(text)
    with pytest.raises(ModelError, match=message):
        find_model(str(tmp_path), tmp_path)


def test_the_default_models_are_known_in_full(tmp_path: Path) -> None:
    for spec in catalogue(tmp_path).values():
        assert all((spec.purpose, spec.origin, spec.license, spec.max_tokens))
        assert all(file.parts and file.sha256 and file.bytes for file in spec.files)
        (tmp_path / spec.name).mkdir()
        (tmp_path / spec.name / "model.toml").write_text(model_toml(spec))
        assert replace(read_model(spec.folder), files=spec.files, license_text=spec.license_text) == spec

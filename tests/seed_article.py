"""The article in seeds/, and questions that it answers and does not."""

from pathlib import Path

import pytest

from bot.cli import main

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLE = "000_a619906d74208b3b"
TROOPS = "How many Russian troops did Niger say would be deployed?"
WORLD_CUP = "Who won the World Cup in 2022?"


def index_the_seeds(data: Path, models_root: Path) -> Path:
    """Make an index of these articles in `data`, which is returned."""
    with pytest.MonkeyPatch.context() as patch:
        read_the_seeds(patch, data, models_root)
        assert main(["index"]) == 0
    return data


def read_the_seeds(patch: pytest.MonkeyPatch, data: Path, models_root: Path) -> None:
    """Set the environment to these articles, an index in `data`, and the models that are there."""
    for name, value in {"ARTICLES": SEEDS, "DATA": data, "MODELS": models_root}.items():
        patch.setenv(f"CITEWIRE_{name}", str(value))

"""Fixtures that are dear to make, shared by all tests."""

import os
from pathlib import Path

import pytest

from index.model_fetch import fetch
from index.model_files import default_root
from index.models import Embedder, Reranker, load_embedder, load_reranker


@pytest.fixture(scope="session")
def models_root() -> Path:
    """The folder of fetched models; a fresh machine fetches the defaults at the first test that needs one."""
    return Path(os.environ.get("CITEWIRE_MODELS") or default_root())


@pytest.fixture(scope="session")
def embedder(models_root: Path) -> Embedder:
    return load_embedder(fetch("e5-small-v2", models_root, print))


@pytest.fixture(scope="session")
def reranker(models_root: Path) -> Reranker:
    return load_reranker(fetch("ms-marco-minilm-l12", models_root, print))

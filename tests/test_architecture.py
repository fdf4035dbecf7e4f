"""The import table of docs/design.md, and what keeps files small and names plain."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("bot", "index", "prompts")
MAY_IMPORT = {"bot": {"bot", "index", "prompts"}, "index": {"index"}, "prompts": {"prompts"}}
# One outside library, one place: the files, or the folder, that may import it.
PLACES = {
    "chromadb": {"index/chroma_client.py", "index/chroma_server.py", "index/chroma_tables.py"},
    "tantivy": {"index/lexicon.py", "index/lexicon_fields.py", "index/lexicon_folder.py"},
    "onnxruntime": {"index/network.py"},
    "tokenizers": {"index/models.py", "index/network.py", "index/passage_reader.py"},
    "sentencex": {"index/sentences.py"},
    "snowballstemmer": {"bot/reading/words.py"},
    "tiktoken": {"index/passages.py"},
    "llama_index": {"index/retriever.py", "bot/query_engine.py", "bot/llm.py", "bot/open_llm.py"},
    "openai": {"bot/llm_errors.py"},
    "xllamacpp": {"bot/local_llm.py"},
    "httpx": {
        "index/fetching.py",
        "index/fence.py",
        "bot/llm_errors.py",
        "bot/open_llm.py",
        "index/chroma_server.py",
        "bot/telegram_chat/connections.py",
    },
    "watchfiles": {"index/watching.py"},
    "feedparser": {"index/feeds.py"},
    "markdown_it": {"index/plain_markdown.py"},
    "httpcore": {"index/fence.py"},
    "telegram": {"bot/telegram_chat/"},
    "tornado": {"bot/telegram_chat/"},
    "prometheus_client": {"bot/telegram_chat/"},
    "prompt_toolkit": {"bot/repl.py"},
    "rich": {"bot/terminal.py", "bot/progress.py"},
    "pydantic_settings": {"bot/settings.py"},
    "matplotlib": {"bot/evaluation/curve.py"},
}
MOST_LINES = 220


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def test_imports_run_one_way() -> None:
    for path, tree in modules(*OURS):
        package = path.split("/")[0]
        for name in imported(tree):
            top = name.split(".")[0]
            assert top not in OURS or top in MAY_IMPORT[package], f"{path} imports {name}"


def test_an_outside_library_has_one_place() -> None:
    importers = defaultdict(set)
    for path, tree in modules(*OURS):
        for name in imported(tree):
            importers[name.split(".")[0]].add(path)
    for library, places in PLACES.items():
        assert importers[library], f"nothing imports {library}: take it out of the table"
        strays = {path for path in importers[library] if not any(path.startswith(place) for place in places)}
        assert not strays, f"{library} is imported outside its place"


@pytest.mark.parametrize("folder", [*OURS, "tests", "bench"])
def test_files_stay_small(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= MOST_LINES, f"{path.name} has {lines} lines: is there a second noun in it?"


def test_no_module_hides_a_standard_or_installed_one() -> None:
    others = set(sys.stdlib_module_names) | set(PLACES)
    for path, _ in modules(*OURS):
        stem = Path(path).stem
        assert stem.startswith("__") or stem not in others, f"{path} has the name of another module"

"""How an index stands beside its folder, told without writing anything."""

from pathlib import Path

from index.standing import Standing, State, standing
from index.store import Store
from tests.index_stage import Stage


def found(stage: Stage, folder: Path) -> Standing:
    store = Store.open(stage.data)
    try:
        return standing(folder, stage.data, store.snapshot)
    finally:
        store.close()


def test_each_state(tmp_path: Path) -> None:
    stage, folder = Stage(tmp_path), tmp_path / "articles"
    for name in ("niger", "mali", "chad"):
        stage.write(f"{name}.txt", f"An article about {name}.")
    stage.update()
    assert set(found(stage, folder).states.values()) == {State.INDEXED}
    stage.write("mali.txt", "Another article about Mali.")
    stage.remove("chad.txt")
    stage.write("togo.txt", "An article about Togo.")
    stage.write("bad.pdf", "no PDF")
    told = found(stage, folder)
    assert told.states == {
        "niger": State.INDEXED,
        "mali": State.CHANGED,
        "chad": State.REMOVED,
        "togo": State.NEW,
    }
    assert [file for file, _ in told.failed] == ["bad.pdf"]
    assert found(stage, folder) == told
    assert set(found(stage, tmp_path / "elsewhere").states.values()) == {State.INDEXED}
    stage.update()
    assert found(stage, folder).states == dict.fromkeys(("niger", "mali", "togo"), State.INDEXED)

"""Runs killed at any moment while two readers ask: nothing is lost, nothing stale or half done is answered.

`python -m bench kills [KILLS]`
"""

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.kill_stage import KillStage


def main(arguments: Sequence[str]) -> int:
    """Print what was found; 1 if anything was wrong."""
    kills = int(arguments[0]) if arguments else 50
    with tempfile.TemporaryDirectory() as folder, KillStage(Path(folder), random.Random(4), readers=2) as stage:
        for _ in range(kills):
            stage.change_some()
            stage.run_and_kill()
            stage.run_to_the_end()
        faults = stage.faults()
    print(f"{stage.killed} of {kills} runs killed before their end, the others had finished")
    print(f"{stage.answers} answers of two readers; faults: {len(faults)}")
    for fault in faults[:20]:
        print(f"  {fault}")
    return 1 if faults else 0

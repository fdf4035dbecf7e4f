"""Runs killed at any moment while two readers ask: nothing is lost, nothing stale or half done is answered.

`python -m bench kills [KILLS]`, and `--server` for the same on a Chroma server that it starts.
"""

import random
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.chroma_process import chroma_server
from tests.kill_stage import KillStage


def main(arguments: Sequence[str]) -> int:
    """Print what was found; 1 if anything was wrong."""
    numbers = [int(one) for one in arguments if one.isdecimal()]
    kills = numbers[0] if numbers else 50
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        server = stack.enter_context(chroma_server(folder / "server")) if "--server" in arguments else ""
        stage = stack.enter_context(KillStage(folder, random.Random(4), readers=2, server=server))
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

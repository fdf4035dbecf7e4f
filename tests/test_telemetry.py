"""Nothing leaves the machine: the libraries that would report to their makers are kept from it."""

import os
import subprocess
import sys
from pathlib import Path

LOAD = """
import sys
from pathlib import Path
from index.model_fetch import fetch
from index.models import load_embedder
load_embedder(fetch("e5-small-v2", Path(sys.argv[1]), print)).embed_query("words")
"""


def test_the_models_runtime_keeps_nothing_to_report(models_root: Path, tmp_path: Path) -> None:
    """It would write an id of the machine and a queue of reports below the home folder."""
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    command = [sys.executable, "-c", LOAD, str(models_root)]
    subprocess.run(command, check=True, timeout=60, env={**environment, "HOME": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []

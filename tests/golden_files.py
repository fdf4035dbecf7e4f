"""What people see, compared whole with a file.

`CITEWIRE_WRITE_GOLDEN=1 make test` writes the files anew: read the difference before you keep it.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, seen: str) -> None:
    path = FOLDER / name
    if os.environ.get("CITEWIRE_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(seen, encoding="utf-8")
    assert seen == path.read_text(encoding="utf-8"), f"{name} differs; CITEWIRE_WRITE_GOLDEN=1 writes it anew"

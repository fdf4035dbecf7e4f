"""A Chroma server in a process of its own, on a free port of the loopback interface."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.chroma_server import Address, ChromaServer, PatientRequests

PATIENCE = (0.05,) * 400  # seconds between looks at whether it listens


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def chroma_server(folder: Path, port: int | None = None) -> Iterator[str]:
    """Its address. It keeps its data in the folder, and is gone at the end."""
    port = port or free_port()
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        ChromaServer(Address(address), PatientRequests(address, PATIENCE)).close()
        yield address
    finally:
        process.kill()
        process.wait()

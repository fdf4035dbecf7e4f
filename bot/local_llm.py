"""A language model in this process: llama.cpp behind a loopback port that nobody else can use."""

import os
from pathlib import Path
from secrets import token_urlsafe

from index.errors import CitewireError

HOST = "127.0.0.1"


class LocalServer:
    """Serves a .gguf file from its making on, to those who have its key. Raises CitewireError."""

    def __init__(self, model: Path, context_tokens: int, threads: int | None = None) -> None:
        try:
            import xllamacpp
        except ImportError as error:
            raise CitewireError(
                "a language model in this process needs xllamacpp: python -m pip install xllamacpp"
            ) from error
        self.key = token_urlsafe(32)  # whoever is on this machine can reach the port
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(model)
        parameters.hostnames = [HOST]
        parameters.port = 0
        parameters.api_keys = [self.key]
        parameters.n_ctx = 2 * context_tokens  # shared out among both
        # What was read is kept of two prompts: of the last answer, whose instructions the next one shares, and of the
        # last question whether the evidence answers.
        parameters.n_parallel = 2
        parameters.cache_ram_mib = 0  # by default 8 GiB may hold what was read for earlier questions
        parameters.verbosity = -1
        parameters.warmup = False
        parameters.ui = False
        parameters.endpoint_slots = False
        for pool in (parameters.cpuparams, parameters.cpuparams_batch):
            pool.n_threads = threads or os.cpu_count() or 1
            pool.poll = 0  # threads that wait by spinning take the processor from the other half of the program
        try:
            self._server = xllamacpp.Server(parameters)
        except (RuntimeError, ValueError) as error:
            raise CitewireError(f"{model}: llama.cpp cannot load it; name a .gguf file of a chat model") from error
        self.base_url: str = f"{self._server.listening_address}/v1"

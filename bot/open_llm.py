"""Settings -> a language model: a server's, a file's or one of models.toml."""

from collections.abc import Callable
from pathlib import Path
from threading import local
from weakref import finalize

from bot.gguf_name import gguf_name
from bot.llm import SECONDS, ChatModel
from bot.local_llm import LocalServer
from index.errors import CitewireError
from index.model_catalogue import catalogue
from index.model_fetch import fetch

LARGEST_LOCAL_CONTEXT = 4096
NO_KEY = "none"  # servers that want no key get one all the same: the client insists


def open_llm(
    model: str,
    base_url: str | None,
    api_key: str | None,
    models_root: Path,
    progress: Callable[[str], None],
    seconds: float = SECONDS,
) -> ChatModel:
    """With `base_url` or `api_key` the server's model of that name; else a .gguf file, or a model of models.toml.

    Without a `base_url` the key is OpenAI's. Raises CitewireError.
    """
    if base_url or api_key:
        return connect(model, base_url, api_key or NO_KEY, seconds)
    spec = catalogue(models_root).get(model)
    if spec is not None and spec.kind == "llm":
        fetched = fetch(model, models_root, progress)
        return _local(
            fetched.folder / fetched.files[0].name, model, min(fetched.max_tokens, LARGEST_LOCAL_CONTEXT), seconds
        )
    path = Path(model).expanduser()
    if path.suffix != ".gguf":
        raise CitewireError(
            f"CITEWIRE_LLM_MODEL: {model} is no .gguf file and no language model that `citewire models` lists; "
            "for a server's model set CITEWIRE_LLM_BASE_URL or CITEWIRE_LLM_API_KEY too"
        )
    if not path.is_file():
        raise CitewireError(f"CITEWIRE_LLM_MODEL: {model}: no such file")
    return _local(path, gguf_name(path), LARGEST_LOCAL_CONTEXT, seconds)


def _local(path: Path, name: str, context_tokens: int, seconds: float) -> ChatModel:
    server = LocalServer(path, context_tokens)
    return connect(name, server.base_url, server.key, seconds, held=server)


def connect(model: str, base_url: str | None, api_key: str, seconds: float, held: object | None = None) -> ChatModel:
    """The model of a server of OpenAI's interface; `held` lives as long as the model."""
    import httpx
    from llama_index.llms.openai_like import OpenAILike

    # Closing LlamaIndex's stream leaves the connection to the garbage collector: the response is kept to be closed.
    responses = local()

    def keep(response: httpx.Response) -> None:
        responses.last = response

    client = httpx.Client(timeout=seconds, event_hooks={"response": [keep]})
    llm = OpenAILike(
        model=model,
        api_base=base_url or "https://api.openai.com/v1",
        api_key=api_key,
        is_chat_model=True,
        temperature=0.0,
        timeout=seconds,
        http_client=client,
        max_retries=0,  # what is worth a second attempt is decided in one place, bot/generative.py
    )
    chat = ChatModel(llm, openai_like=True, seconds=seconds, held=held, connection=lambda: responses.last)
    finalize(chat, client.close)  # nobody closes a model: its connections go when it does
    return chat

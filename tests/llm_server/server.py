"""The server: a thread with an event loop of its own."""

import asyncio
import json
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.llm_server.scripts import PAUSE, Failure, Reply, pieces

MOST_PAUSES = 100


@dataclass(frozen=True)
class Asked:
    """A request as it came: the body, and the key it carried."""

    body: dict[str, Any] = field(repr=False)
    key: str

    @property
    def prompt(self) -> str:
        return "\n".join(message["content"] for message in self.body["messages"])


class LlmServer:
    """Use as a context. Gives the replies in order, the last one again and again, and remembers what it was asked.

    `refuses` are parts of a request's body that it answers with 400, as servers do that do not know them.
    """

    def __init__(self, *replies: Reply, refuses: Iterable[str] = (), endless: bool = False) -> None:
        self._replies = deque(replies)
        self._refuses = tuple(refuses)
        self._endless = endless
        self.asked: list[Asked] = []
        self.hung_up = threading.Event()
        self.released = threading.Event()
        self._steps = threading.Semaphore(0)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self.base_url = ""

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self._steps.release(MOST_PAUSES)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def go_on(self) -> None:
        """End one pause of a reply."""
        self._steps.release()

    def script(self, *replies: Reply) -> None:
        """Replies for the next requests, in place of those that are left."""
        self._replies = deque(replies)
        self.asked.clear()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _start(self) -> web.AppRunner:
        application = web.Application()
        application.router.add_get("/v1/models", self._models)
        application.router.add_post("/v1/chat/completions", self._complete)
        runner = web.AppRunner(application, shutdown_timeout=0)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        return runner

    async def _models(self, request: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": [{"id": "scripted", "object": "model"}]})

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        asked = Asked(body, request.headers.get("Authorization", "").removeprefix("Bearer "))
        self.asked.append(asked)
        for name in self._refuses:
            if name in body:
                return _error(400, f"Unknown parameter: {name}")
        reply = self._replies.popleft() if len(self._replies) > 1 else self._replies[0]
        if reply.status != 200:
            return _error(reply.status, reply.text, dict(reply.headers))
        if reply.failure is Failure.HTML:
            return web.Response(text="<html>Welcome</html>", content_type="text/html")
        if not body.get("stream"):
            return web.json_response(_whole(reply, asked, odds=bool(body.get("logprobs"))))
        return await self._stream(request, reply, asked)

    async def _stream(self, request: web.Request, reply: Reply, asked: Asked) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        try:
            await self._send(response, reply, asked)
        except ConnectionError:
            self.hung_up.set()
        return response

    async def _send(self, response: web.StreamResponse, reply: Reply, asked: Asked) -> None:
        for number, part in enumerate(reply.written(asked.prompt).split(PAUSE)):
            if number:
                await asyncio.to_thread(self._steps.acquire)
            for piece in pieces(part):
                await response.write(_event({"choices": [_delta(piece)]}))
        while self._endless and not self.released.is_set():
            await response.write(_event({"choices": [_delta(" more")]}))
            await asyncio.sleep(0.01)  # the pace of a model, so that the test's own buffers do not fill
        match reply.failure:
            case Failure.CUT_OFF:
                assert response._req is not None
                assert response._req.transport is not None
                response._req.transport.close()
            case Failure.NO_END:
                await response.write(b"data: [DONE]\n\n")
            case Failure.SILENCE:
                await asyncio.to_thread(self.released.wait)
            case Failure.NOT_JSON:
                await response.write(b"data: {oops\n\n")
            case Failure.NO_CHOICES:
                await response.write(_event({"choices": None}))
            case Failure.ERROR_EVENT:
                await response.write(b'data: {"error": {"message": "the model has died", "code": 500}}\n\n')
            case _:
                await response.write(_event({"choices": [_delta("") | {"finish_reason": reply.finish_reason}]}))
                await response.write(b"data: [DONE]\n\n")


def _delta(piece: str) -> dict[str, Any]:
    return {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}


def _event(fields: dict[str, Any]) -> bytes:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted"} | fields
    return f"data: {json.dumps(chunk)}\n\n".encode()


def _whole(reply: Reply, asked: Asked, *, odds: bool) -> dict[str, Any]:
    choice: dict[str, Any] = {
        "index": 0,
        "message": {"role": "assistant", "content": reply.written(asked.prompt)},
        "finish_reason": reply.finish_reason,
    }
    if odds and reply.odds:
        top = [{"token": token, "logprob": logprob, "bytes": None} for token, logprob in reply.odds]
        choice["logprobs"] = {"content": [top[0] | {"top_logprobs": top}]}
    whole = {"id": "1", "object": "chat.completion", "created": 0, "model": "scripted"}
    return whole | {"choices": None if reply.failure is Failure.NO_CHOICES else [choice]}


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> web.Response:
    error = {"error": {"message": message, "type": "scripted", "code": status}}
    return web.json_response(error, status=status, headers=headers)

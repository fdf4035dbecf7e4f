"""The HTTP side: from a request to a method and back, with the record, the faults and the flood limits between."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from tests.telegram_server.calls import Call, CallLog
from tests.telegram_server.faults import Fault, FaultPlan, error_json
from tests.telegram_server.flood import FloodGate
from tests.telegram_server.methods import METHODS
from tests.telegram_server.nouns import Json
from tests.telegram_server.parameters import Fields, Upload, decode
from tests.telegram_server.polling import Polling
from tests.telegram_server.refusal import ApiError
from tests.telegram_server.state import World
from tests.telegram_server.webhook import Webhook

MAX_REQUEST_BYTES = 60 * 1024 * 1024
CLOSE_NOT_BEFORE_SECONDS = 600.0
_NOT_FOUND = ApiError(404, "Not Found")


class HttpFront:
    """An aiohttp application's handlers; all run on the server's event loop."""

    def __init__(
        self, world: World, token: str, log: CallLog, faults: FaultPlan, flood: FloodGate | None, webhook: Webhook
    ) -> None:
        self._world = world
        self._token = token
        self._log = log
        self._faults = faults
        self._flood = flood
        self._started_at = world.clock.now()
        self._logged_out = False
        self.webhook = webhook
        self.polling = Polling(world, lambda: webhook.is_set)

    def application(self) -> web.Application:
        application = web.Application(client_max_size=MAX_REQUEST_BYTES)
        application.router.add_route("*", "/bot{token}/{method}", self.call)
        application.router.add_get("/file/bot{token}/{path:.+}", self.download)
        application.router.add_route("*", "/{path:.*}", self.nothing_here)
        return application

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The content of a file at the path that getFile gave."""
        try:
            self._check_token(request)
        except ApiError as error:
            return _error(error)
        with self._world.changed:
            content = self._world.files.get(request.match_info["path"].removeprefix("files/"))
        return _error(_NOT_FOUND) if content is None else web.Response(body=content)

    async def nothing_here(self, _request: web.Request) -> web.StreamResponse:
        """Any other path."""
        return _error(_NOT_FOUND)

    def _check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self._token:
            raise ApiError(401, "Unauthorized")

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of a method: recorded, spoiled if that is ordered, carried out, answered."""
        form, files = await _read_form(request)
        call = Call(request.match_info["method"], form, self._world.clock.now())
        self._change(lambda: self._log.all.append(call))
        status = 0  # stays when the client goes away before there is an answer
        try:
            response, status = await self._respond(request, call, files)
        finally:
            self._change(lambda: setattr(call, "status", status))
        return response

    async def _respond(
        self, request: web.Request, call: Call, files: dict[str, Upload]
    ) -> tuple[web.StreamResponse, int]:
        """The answer, and its status for the record: 0 where the connection is broken on purpose."""
        fault: Fault | None = None
        try:
            self._check_token(request)
            call.parameters = decode(call.parameters)
            with self._world.changed:
                fault = self._faults.next_for(call.method, call.parameters)
            if fault is not None and not fault.after:
                spoiled = await _spoil(request, call, fault)
                if spoiled is not None:
                    return spoiled
            result = await self._carry_out(call, files)
        except ApiError as error:
            call.answer = error_json(error.status, error.description, error.parameters)
            return _error(error), error.status
        call.answer = {"ok": True, "result": result}
        if fault is not None and fault.after:
            spoiled = await _spoil(request, call, fault)
            if spoiled is not None:
                return spoiled
        return web.json_response(call.answer), 200

    def _change(self, act: Callable[[], None]) -> None:
        with self._world.changed:
            act()
            self._world.changed.notify_all()

    async def _carry_out(self, call: Call, files: dict[str, Upload]) -> object:
        fields = Fields(call.parameters)
        if self._logged_out:
            raise ApiError(400, "Bad Request: Logged out")
        if call.method == "getUpdates":
            return await self.polling.get_updates(fields)
        with self._world.changed:
            match call.method:
                case "setWebhook":
                    done = self.webhook.set(fields)
                    if self.webhook.is_set:
                        self.polling.end("terminated by setWebhook request")
                    return done
                case "deleteWebhook":
                    return self.webhook.delete(fields)
                case "getWebhookInfo":
                    return self.webhook.info()
                case "logOut":
                    self._logged_out = True
                    return True
                case "close":
                    return self._close()
            method = METHODS.get(call.method)
            if method is None:
                raise ApiError(404, "Not Found: method not found")
            if self._flood is not None:
                self._flood.admit(call.method, call.parameters.get("chat_id"), self._world.clock.now())
            return method(self._world, fields, files)

    def _close(self) -> bool:
        wait = int(self._started_at + CLOSE_NOT_BEFORE_SECONDS - self._world.clock.now())
        if wait > 0:
            raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        return True


async def _read_form(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    form, files = dict(request.query), {}
    if request.content_type == "application/json":
        body: object = await request.json()
        fields: Json = body if isinstance(body, dict) else {}
        return form | {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}, {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.content_type, value.file.read())
        elif isinstance(value, str):
            form[name] = value
    return form, files


async def _spoil(request: web.Request, call: Call, fault: Fault) -> tuple[web.StreamResponse, int] | None:
    """What the fault makes of the answer, with the status for the record; None when the call was only delayed."""
    call.injected = True
    if fault.kind == "hang":
        # shielded: a client that gives up must not release the others
        await asyncio.shield(asyncio.wrap_future(fault.released))
        return None
    if fault.kind == "drop" and request.transport is not None:
        request.transport.abort()
    headers = {"Content-Type": "application/json", **fault.headers}
    response = web.Response(status=fault.status, body=fault.body, headers=headers)
    return response, 0 if fault.kind == "drop" else fault.status


def _error(error: ApiError) -> web.Response:
    wait = error.parameters.get("retry_after")
    headers = {"Retry-After": str(wait)} if wait is not None else {}
    return web.json_response(
        error_json(error.status, error.description, error.parameters), status=error.status, headers=headers
    )

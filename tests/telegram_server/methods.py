"""The methods by name: each takes the world and the parameters and gives the result, or raises ApiError."""

from collections.abc import Callable, Mapping

from tests.telegram_server import bot_methods, message_methods, query_methods
from tests.telegram_server.parameters import Fields, Upload
from tests.telegram_server.state import World

Method = Callable[[World, Fields, Mapping[str, Upload]], object]


def _without_files(method: Callable[[World, Fields], object]) -> Method:
    return lambda world, fields, _files: method(world, fields)


METHODS: Mapping[str, Method] = {
    **{
        name: _without_files(method)
        for name, method in (bot_methods.METHODS | message_methods.METHODS | query_methods.METHODS).items()
    },
    "sendDocument": message_methods.send_document,
}

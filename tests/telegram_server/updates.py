"""The updates that wait for the bot: kept until confirmed, filtered by the kinds the bot asked for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tests.telegram_server.nouns import Json

BY_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_UPDATE_ID = 1_000


@dataclass(frozen=True, slots=True)
class Update:
    """`key` is the chat or person it belongs to: a webhook gets the updates of one key in order."""

    id: int
    kind: str
    payload: Mapping[str, object]
    key: int

    def as_json(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(slots=True)
class UpdateQueue:
    """Not thread-safe by itself: the world's lock guards it. `wake` is called after each new update."""

    pending: list[Update] = field(default_factory=list)
    allowed: frozenset[str] | None = None
    wake: Callable[[], None] = lambda: None
    _next_id: int = FIRST_UPDATE_ID

    def add(self, kind: str, payload: Mapping[str, object], key: int) -> Update | None:
        """Queue an update; None when the bot did not ask for its kind, for then nobody ever sees it."""
        if not self.wants(kind):
            return None
        update = Update(self._next_id, kind, payload, key)
        self._next_id += 1
        self.pending.append(update)
        self.wake()
        return update

    def wants(self, kind: str) -> bool:
        return kind not in BY_REQUEST_ONLY if self.allowed is None else kind in self.allowed

    def allow(self, kinds: Sequence[object]) -> None:
        """From now on queue only `kinds`; an empty list means the usual ones."""
        self.allowed = frozenset(str(kind) for kind in kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget what the bot has: all below a positive offset, all but the last -offset for a negative one."""
        if offset > 0:
            self.pending = [update for update in self.pending if update.id >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    def remove(self, update: Update) -> None:
        """Forget one that a webhook has taken."""
        self.pending = [other for other in self.pending if other.id != update.id]

    def first(self, excluded_keys: Collection[int]) -> list[Update]:
        """The oldest update of each key but the excluded ones."""
        oldest: dict[int, Update] = {}
        for update in self.pending:
            if update.key not in excluded_keys:
                oldest.setdefault(update.key, update)
        return list(oldest.values())

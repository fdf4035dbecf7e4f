"""How much one person may ask, so that nobody takes the bot from the others."""

from dataclasses import dataclass

from bot.languages import Say
from bot.telegram_chat import texts
from bot.telegram_chat.answers import Answers

MINUTE = 60
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Limits:
    """Most questions of a person in a minute and in a day; 0 is no limit."""

    per_minute: int = 0
    per_day: int = 0

    def reached(self, answers: Answers, person_id: int | None, say: Say) -> str | None:
        """What to say to a person who has asked enough; None to all others."""
        if person_id is None:
            return None
        if self.per_minute and answers.count_since(person_id, MINUTE) >= self.per_minute:
            return say.fill(texts.ENOUGH_FOR_NOW, count=self.per_minute)
        if self.per_day and answers.count_since(person_id, DAY) >= self.per_day:
            return say.fill(texts.ENOUGH_FOR_TODAY, count=self.per_day)
        return None

"""Reads lines from a person or from a pipe and shows the session's replies."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bot.input_lines import Unreadable, text_lines
from bot.interrupts import forget_interrupts
from bot.session import Quit, Session
from bot.terminal import Terminal

PROMPT = "› "


def converse(session: Session, terminal: Terminal, history: Path) -> None:
    """A prompt with history until /quit or Ctrl-D; Ctrl-C gives up the line, or the answer."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    terminal.say("Ask about the articles; /help lists what else there is.")
    prompt: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    while True:
        try:
            line = prompt.prompt(PROMPT).strip()
        except KeyboardInterrupt:
            forget_interrupts()
            continue
        except EOFError:
            return
        if line:
            try:
                _show(session, terminal, line)
            except Quit:
                return
            except KeyboardInterrupt:
                forget_interrupts()
                terminal.say("Stopped.")
            terminal.say()


def read_questions(session: Session, terminal: Terminal, lines: Iterable[bytes]) -> None:
    """A line a question, a block an answer, a blank line between blocks; blank lines are passed over."""
    first = True
    for line in text_lines(lines):
        if isinstance(line, str) and not line.strip():
            continue
        if not first:
            terminal.say()
        first = False
        if isinstance(line, Unreadable):
            terminal.say(f"That cannot be read: {line.reason}.")
            continue
        try:
            _show(session, terminal, line.strip())
        except Quit:
            return


def _show(session: Session, terminal: Terminal, line: str) -> None:
    """Every block of a reply as soon as it is there; Ctrl-C hangs up on a language model."""
    with closing(session.reply(line)) as blocks:
        for block in blocks:
            terminal.show(block)

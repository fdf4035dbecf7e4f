"""A conversation in the terminal, without the terminal: a line that was typed -> what is shown."""

from collections.abc import Generator, Iterator

from bot.answer import Answer, Citation
from bot.blocks import context_block, rest_block, statements_block
from bot.conversation import Conversation
from bot.engine import Engine
from bot.library import Library
from bot.llm_errors import LlmError
from bot.paragraphs import paragraph_of
from bot.question import QuestionError
from bot.render import source_line
from bot.rich_text import RichText, RichTextBuilder, Style

HELP = """\
Type a question. Then:
/sources N   sentence N of the last answer, in its paragraph
/articles    what the answers are drawn from
/help        this list
/quit        leave (also Ctrl-D)"""
MOST_ARTICLES = 20


class Quit(Exception):  # noqa: N818 - it is no error
    """The person wants to leave."""


class Session:
    """One person's questions; remembers the last answer for /sources, and the turns for follow-ups.

    `debug` shows what was dropped from an answer.
    """

    def __init__(self, engine: Engine, library: Library, *, debug: bool = False) -> None:
        self._engine = engine
        self._library = library
        self._debug = debug
        self._citations: tuple[Citation, ...] = ()
        self._conversation = Conversation()

    def reply(self, line: str) -> Generator[RichText]:
        """What to show for one line, block by block as it comes. Raises Quit."""
        if line.startswith("/"):
            yield self._command(line)
        else:
            yield from self._answer(line)

    def _command(self, line: str) -> RichText:
        command, _, rest = line.partition(" ")
        match command:
            case "/sources" | "/source":
                return self._source(rest.strip())
            case "/articles":
                return self._articles()
            case "/help":
                return RichText(HELP)
            case "/quit" | "/exit":
                raise Quit
            case _:
                return RichText(f"There is no command {command}; /help lists them.")

    def _answer(self, question: str) -> Iterator[RichText]:
        shown = 0
        last: Answer | None = None
        failure: RichText | None = None
        try:
            for last in self._engine.stream(question, turns=self._conversation.turns):
                if new := last.draft.statements[shown:]:
                    yield statements_block(new)
                shown = len(last.draft.statements)
        except (QuestionError, LlmError) as error:
            failure = RichText(str(error))
        if last is not None:  # with a failure, the statements that had come before it: they keep their sources
            self._conversation = self._conversation.after(last)
            refusal = last.draft.refusal
            self._citations = last.draft.citations or (refusal.closest if refusal else ())
            yield rest_block(last.draft, debug=self._debug)
        if failure is not None:
            yield failure

    def _source(self, number: str) -> RichText:
        if not self._citations:
            return RichText("There is no answer with sources yet; ask a question first.")
        chosen = [one for one in self._citations if str(one.number) == (number or "1")]
        if not chosen:
            return RichText(f"The last answer has the sources 1 to {len(self._citations)}: /sources 1")
        evidence = chosen[0].evidence
        stored = self._library.article(evidence.source.article_id)
        if stored is None or stored.article.text[evidence.start : evidence.end] != evidence.text:
            return RichText("That article has changed or gone since; ask again.")
        return context_block(chosen[0], stored.article.text, paragraph_of(stored, evidence.start, evidence.end))

    def _articles(self) -> RichText:
        summaries = self._library.articles()
        builder = RichTextBuilder()
        for position, summary in enumerate(summaries[:MOST_ARTICLES]):
            builder.add("\n" if position else "")
            builder.add(source_line(summary.source))
            builder.add(f"  {summary.source.article_id}", Style.QUIET)
        if len(summaries) > MOST_ARTICLES:
            builder.add(f"\n… and {len(summaries) - MOST_ARTICLES:,} more: citewire articles", Style.QUIET)
        return builder.build() if summaries else RichText("There are no articles yet.")

"""A conversation in the terminal, without the terminal: a line that was typed -> what is shown."""

from bot.answer import Citation
from bot.blocks import answer_block, context_block
from bot.engine import Engine
from bot.library import Library
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
    """One person's questions; remembers the last answer for /sources."""

    def __init__(self, engine: Engine, library: Library) -> None:
        self._engine = engine
        self._library = library
        self._citations: tuple[Citation, ...] = ()

    def reply(self, line: str) -> RichText:
        """What to show for one line. Raises Quit."""
        if not line.startswith("/"):
            return self._answer(line)
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

    def _answer(self, question: str) -> RichText:
        try:
            draft = self._engine.answer(question).draft
        except QuestionError as error:
            return RichText(str(error))
        self._citations = draft.citations or (draft.refusal.closest if draft.refusal else ())
        return answer_block(draft)

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

"""`citewire articles`: what is indexed, or one article with its sentences."""

import json
from argparse import Namespace
from dataclasses import asdict

from bot.render import source_line
from bot.settings import read_settings
from bot.terminal import Terminal
from bot.wiring import open_index
from index.errors import CitewireError
from index.records import ArticleSummary, StoredArticle


def run(arguments: Namespace) -> int:
    """Print from the last finished index run; nothing is indexed first."""
    settings = read_settings(arguments.articles, arguments.data)
    store, _ = open_index(settings)
    if store.generation == 0:
        raise CitewireError(f"{settings.data}: no index yet; run `citewire index` first")
    if arguments.id is None:
        _list(store.articles(), as_json=arguments.json)
        return 0
    stored = store.article(arguments.id)
    if stored is None:
        raise CitewireError(f"{arguments.id}: no such article; `citewire articles` lists them")
    _show(stored, as_json=arguments.json)
    return 0


def _list(summaries: list[ArticleSummary], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_summary_object(one) for one in summaries], ensure_ascii=False))
        return
    terminal = Terminal()
    for one in summaries:
        terminal.say(f"{one.source.article_id}  {one.sentences} sentences  {source_line(one.source)}")
    if not summaries:
        terminal.say("There are no articles yet.")


def _summary_object(summary: ArticleSummary) -> dict[str, object]:
    source = {"id": summary.source.article_id} | asdict(summary.source)
    del source["article_id"]
    return source | {"language": summary.language, "sentences": summary.sentences, "passages": summary.passages}


def _show(stored: StoredArticle, *, as_json: bool) -> None:
    article, source = stored.article, stored.article.source
    if as_json:
        shown = {
            "id": article.id,
            "title": source.title,
            "author": source.author,
            "published": source.published,
            "url": source.url,
            "language": article.language,
            "text": article.text,
            "sentences": [list(span) for span in stored.sentences],
        }
        print(json.dumps(shown, ensure_ascii=False))
        return
    terminal = Terminal()
    terminal.say(source_line(source))
    for number, (start, end) in enumerate(stored.sentences, start=1):
        terminal.say(f"{number:>4}  {' '.join(article.text[start:end].split())}")

"""`citewire articles`: what is indexed and how it stands, or one article with its sentences or what was left out."""

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict

from bot.render import source_line
from bot.settings import read_settings
from bot.terminal import Terminal
from bot.wiring import open_index
from index.domain import Article
from index.errors import CitewireError
from index.records import ArticleSummary, StoredArticle
from index.standing import Standing, State, standing


def run(arguments: Namespace) -> int:
    """Print from the last finished index run; nothing is indexed first."""
    settings = read_settings(arguments.articles, arguments.data)
    store, _ = open_index(settings)
    if store.generation == 0:
        raise CitewireError(f"{settings.data}: no index yet; run `citewire index` first")
    if arguments.id is None:
        if arguments.dropped:
            raise CitewireError("--dropped shows what was left out of one article; name it by its id")
        _list(store.articles(), standing(settings.articles, settings.data, store.snapshot), as_json=arguments.json)
        return 0
    stored = store.article(arguments.id)
    if stored is None:
        raise CitewireError(f"{arguments.id}: no such article; `citewire articles` lists them")
    if arguments.dropped:
        _show_dropped(stored.article, as_json=arguments.json)
    else:
        _show(stored, as_json=arguments.json)
    return 0


def _list(summaries: Sequence[ArticleSummary], found: Standing, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_summary_object(one, found) for one in summaries], ensure_ascii=False))
        return
    terminal = Terminal()
    for one in summaries:
        source = one.source
        day, state = (source.published or "")[:10], found.states[source.article_id]
        about = " · ".join(part for part in (source.title, source.author) if part)
        terminal.say(f"{day:10}  {one.sentences:>4} sentences  {state:7}  {source.article_id}  {about}")
    for article_id in sorted(one for one, state in found.states.items() if state is State.NEW):
        terminal.say(f"{'':10}  {'':14}  {State.NEW:7}  {article_id}")
    for file, reason in found.failed:
        terminal.say(f"{'':10}  {'':14}  failed   {file}: {reason}")
    if not summaries:
        terminal.say("There are no articles yet.")


def _summary_object(summary: ArticleSummary, found: Standing) -> dict[str, object]:
    source = {"id": summary.source.article_id} | asdict(summary.source)
    del source["article_id"]
    return source | {
        "language": summary.language,
        "sentences": summary.sentences,
        "passages": summary.passages,
        "state": found.states[summary.source.article_id],
    }


def _show_dropped(article: Article, *, as_json: bool) -> None:
    """What is no evidence, each part with the rule that said so."""
    if as_json:
        print(json.dumps([asdict(part) for part in article.dropped], ensure_ascii=False))
        return
    terminal = Terminal()
    for part in article.dropped:
        terminal.say(f"{part.rule}: {' '.join(part.text.split())}")
    if not article.dropped:
        terminal.say("Nothing was left out.")


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

"""Articles: what each format gives, and one clear reason for each bad file."""

import gzip
import json
from pathlib import Path

import pytest

from index.article_files import FORMATS, ArticleFile, scan
from index.articles import read
from index.domain import Article, Dropped
from index.errors import ArticleError
from index.sentences import article_sentences

OWNER = Path(__file__).parent.parent / "seeds" / "000_a619906d74208b3b.txt"
BODY = "Troops arrived at the airbase on Friday.\nThey were housed in a separate wing."


def test_the_owners_article() -> None:
    (article,) = articles(OWNER)
    assert article.id == "000_a619906d74208b3b"
    assert article.source.author == "John Ikani"
    assert article.source.title == (
        "Russian troops have been reported to arrive at an airbase in Niger where American soldiers are…"
    )
    assert article.dropped == (
        Dropped("byline", "By John Ikani"),
        Dropped("promo", "READ ALSO: Nigeria Grabs 112th Spot In 2024 World Press Freedom Index"),
    )
    sentences = [article.text[slice(*span)] for span in article_sentences(article)]
    assert len(sentences) == 24
    assert sentences[4].startswith("“The Russians are in")
    assert sentences[4].endswith("our equipment,” Mr. Austin clarified during a press briefing in Honolulu, Hawaii.")
    assert sentences[22].startswith("Gen. Langley stressed")


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        "---\ntitle: 'Troops: the facts'\nauthor: [Ada Lovelace, Bob]\n"
        "date: 2024-05-03\nurl: https://e.org/a\nlang: en-GB\n"
        "---\n# Troops: the facts\n\nTroops *arrived* at the [airbase](https://e.org/b) on **Friday**.\n\n"
        "![A soldier](a.jpg)\n\n## Background\n\n- They were housed in a separate wing.\n- Nobody `left`.\n\n"
        "> READ ALSO: Another\n"
    )
    (article,) = articles(file)
    source = article.source
    assert (source.title, source.author, source.published) == ("Troops: the facts", "Ada Lovelace, Bob", "2024-05-03")
    assert (source.url, article.language) == ("https://e.org/a", "en")
    assert article.text == (
        "Troops arrived at the airbase on Friday.\nBackground\nThey were housed in a separate wing.\nNobody left."
    )


def test_markdown_without_front_matter_keeps_a_paragraph_a_line(tmp_path: Path) -> None:
    file = tmp_path / "2024-05-03-troops.md"
    file.write_text(f"# Troops arrive\nBy Ada Lovelace\n{BODY}\n---\nMore came.")
    (article,) = articles(file)
    assert (article.source.title, article.source.author) == ("Troops arrive", "Ada Lovelace")
    assert (article.source.published, article.text) == ("2024-05-03", f"{BODY}\nMore came.")


def test_json_lines_keeps_the_text_as_given(tmp_path: Path) -> None:
    text = "Cafe\u0301 opens.\n\n\nREAD ALSO: Another\n  It is  good."
    lines = [
        {"id": 7, "title": "Café", "text": text, "author": "Ada", "published": "May 3, 2024", "url": "https://e.org"}
    ]
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    (article,) = articles(file)
    assert article.text == "Café opens.\n\n\nREAD ALSO: Another\n  It is  good."
    assert article.dropped == (Dropped("promo", "READ ALSO: Another", 14),)
    assert (article.id, article.source.published, article.source.url) == ("7", "2024-05-03", "https://e.org")
    assert [article.text[slice(*span)] for span in article_sentences(article)] == ["Café opens.", "It is  good."]


def test_one_bad_line_does_not_cost_the_others(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    good = b'{"id": "a", "text": "Troops came."}'
    bad = [b'{"id": 1', b"[]", b'{"id": "b"}', b'{"text": 5}', b'{"text": " "}', b'{"text": "\xff"}', good]
    bad += [rb'{"text": "\ud800"}', b'{"id": [], "text": "x"}', b"[" * 100_000]
    file.write_bytes(b"\n".join([b"\xef\xbb\xbf" + good, b"", *bad, b'{"text": "No id."}']))
    results = list(read(ArticleFile(file, "a.jsonl")))
    reasons = [result.reason for result in results if isinstance(result, ArticleError)]
    assert [reason.split(":")[0] for reason in reasons] == [f"line {number}" for number in range(3, 13)]
    assert "broken JSON at character 10" in reasons[0]
    assert reasons[6] == "line 9: the id 'a' stands on line 1 already; ids must differ"
    first, last = [result for result in results if isinstance(result, Article)]
    assert (first.id, first.source.title) == ("a", "Troops came.")
    assert len(last.id) == 16


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\t\n", "the file is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary, not text"),
        ("a.txt", b"\x93\xfa\x96\x7b\x82\xcc\x90\x56\x95\xb7\x82\xc5\x82\xb7", "not UTF-8 (byte 0); save it as UTF-8"),
        ("a.txt", "Café “one”".encode() + b"\xff", "not UTF-8 (byte 15); save it as UTF-8"),
        ("a.txt", b"\xff\xfea", "broken UTF-16-LE at byte 2"),
        ("a.txt", b"READ ALSO: Another", "no text is left after cleaning"),
        (
            "a.md",
            b"---\ntitle: a: b\n---\nText.",
            "front matter, line 2: mapping values are not allowed here; put the value in quotes",
        ),
        ("a.jsonl", b"", "the file is empty"),
        ("a.jsonl", '{"text": "Troops came."}'.encode("utf-16"), "binary, not JSON Lines in UTF-8"),
        ("a.jsonl.gz", b"no gzip", "broken gzip: Not a gzipped file (b'no')"),
        ("a.doc", b"x", f".doc file is not read; save it as one of {' '.join(FORMATS)}"),
    ],
)
def test_a_bad_file_has_one_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = (result for file in scan(tmp_path) for result in read(file))
    assert isinstance(error, ArticleError)
    assert str(error) == f"{name}: {reason}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "“Le café était fermé à midi,” said the owner of the place – and nobody else was there to see it."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert articles(tmp_path / "a.txt")[0].text == text


def test_too_large(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(60_000_000)
    (error,) = read(ArticleFile(tmp_path / "a.txt", "a.txt"))
    assert isinstance(error, ArticleError)
    assert "the limit is 50 MB" in error.reason


def test_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    (tmp_path / "b.txt").symlink_to("missing.txt")
    errors = [result for file in scan(tmp_path) for result in read(file)]
    assert [str(error).split(":")[:2] for error in errors] == [
        ["a.txt", " cannot be read"],
        ["b.txt", " cannot be read"],
    ]


@pytest.mark.parametrize(
    "sentence",
    ["وزیر اعظم نے کہا کہ پل جون میں کھلے گا۔", "ጠቅላይ ሚኒስትሩ ድልድዩ በሰኔ እንደሚከፈት ተናገሩ።", "Կամուրջը կբացվի հունիսին։"],
    ids=["Urdu", "Amharic", "Armenian"],
)
def test_pages_in_every_script(tmp_path: Path, sentence: str) -> None:
    file = tmp_path / "a.html"
    file.write_text(f"<html><body><article><h1>1</h1><p>{f'{sentence} ' * 9}</p></article></body></html>", "utf-8")
    assert sentence in articles(file)[0].text


def test_hard_wrapped_lines_are_joined(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "The ministry said on Friday that the new rules would\r\n"
        "come into force in the first week of the coming year,\r\n"
        "after both houses had voted.\r\n\r\nNobody had expected that the vote would be as clear\r\nas it was."
    )
    assert articles(file)[0].text == (
        "The ministry said on Friday that the new rules would come into force in the first week of the coming year,"
        " after both houses had voted.\nNobody had expected that the vote would be as clear as it was."
    )


def articles(path: Path) -> list[Article]:
    results = list(read(ArticleFile(path, path.name)))
    assert all(isinstance(result, Article) for result in results), results
    return [result for result in results if isinstance(result, Article)]

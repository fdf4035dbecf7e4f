"""How the lexicon keeps words: which fields a passage has, and what becomes of a text in them."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tantivy

# What of a word must be the same for another to count as a form of it: all but its ending, five letters at least.
_ENDING = 2
_LEAST_STEM = 5
_LEAST_BEGINNING = 4
_LONG = 8  # letters, from which on two of them may be wrong


def word_analyzer() -> "tantivy.TextAnalyzer":
    """Lower case, without accents, stemmed."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(60)).filter(Filter.lowercase())
    return builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("english")).build()


def passage_schema() -> "tantivy.Schema":
    """A passage's id and its article's as they are; title and text as words."""
    from tantivy import SchemaBuilder

    builder = SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder = builder.add_text_field("article", tokenizer_name="raw", index_option="basic")
    builder = builder.add_text_field("title", tokenizer_name="english", index_option="freq")
    return builder.add_text_field("text", tokenizer_name="english", index_option="freq").build()


def words_like(schema: "tantivy.Schema", terms: Sequence[str], without: AbstractSet[str]) -> "tantivy.Query":
    """Passages of other articles than `without` that have each of the words, or one that begins like it, or one a
    letter away from it, in text or title.

    A word of up to three letters begins too many others ("Val", "value"): it must be there itself. What an apostrophe
    cuts off ("Brien's", "O'Brien") is no word.
    """
    import tantivy

    def like(term: str) -> "tantivy.Query":
        queries = []
        for field in ("text", "title"):
            if len(term) < _LEAST_BEGINNING:
                queries.append(tantivy.Query.term_query(schema, field, term))
                continue
            stem = re.escape(term[: max(_LEAST_STEM, len(term) - _ENDING)])
            queries.append(tantivy.Query.regex_query(schema, field, f"{stem}.*"))
            if len(term) >= _LEAST_STEM:
                queries.append(tantivy.Query.fuzzy_term_query(schema, field, term))
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

    whole = [term for term in terms if len(term) > 1] or terms
    clauses = [(tantivy.Occur.Must, like(term)) for term in whole]
    clauses += [(tantivy.Occur.MustNot, tantivy.Query.term_query(schema, "article", one)) for one in without]
    return tantivy.Query.boolean_query(clauses)


def words_near(schema: "tantivy.Schema", terms: Sequence[str]) -> "tantivy.Query":
    """Passages with a word one letter away from one of the words, two from a long one."""
    import tantivy

    queries = [
        tantivy.Query.fuzzy_term_query(schema, "text", term, distance=1 if len(term) < _LONG else 2) for term in terms
    ]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

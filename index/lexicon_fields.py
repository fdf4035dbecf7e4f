"""How the lexicon keeps words: which fields a passage has, and what becomes of a text in them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tantivy


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

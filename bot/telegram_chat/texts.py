"""Every sentence the bot says of its own accord, in one place, so that it can be put into other languages."""

START = """\
Ask me about the news, and I answer with sentences from the articles I have.

Each answer shows the sentences it rests on. A button opens a sentence in its paragraph, so you can check it. \
When the articles do not say, I tell you so."""
GROUPS = """\
In a group I answer a command (/ask), a reply to one of my messages, or a message that mentions me. \
Other messages there I neither see nor keep, as long as group privacy is on for me."""
HELP = """\
Send a question, as you would ask a colleague.

/articles  what the answers are drawn from
/search words  the sentences nearest to some words, without an answer
/cancel  stop working on your question
/forgetme  erase what I keep about you
/help  this list"""
UNKNOWN_COMMAND = "I do not know that command; /help lists them."
NO_QUESTION = "I can only read text: send your question in words."
NO_VOICE = "I cannot listen to recordings; please write your question."
NO_WORDS = "Write the words behind the command: {example}"
ASK_EXAMPLE = "/ask Who said so?"
SEARCH_EXAMPLE = "/search harbour repairs"

ONE_ARTICLE = "1 article"
ARTICLES = "{count:,} articles, newest first"
NO_ARTICLES = "There are no articles yet."

NEAREST = "What came nearest:"
NOTHING_FOUND = "Nothing in the articles comes near."
NOTHING_MORE = "There is nothing more that comes near."
FOUND = "Nearest to your words:"
MORE = "Also near your question:"

IN_CONTEXT = "{number} in context"
NEAREST_IN_CONTEXT = "Nearest {number} in context"
OLDER = "Older ›"
NEWER = "‹ Newer"
PARAGRAPH_BEFORE = "‹ Before"
PARAGRAPH_AFTER = "After ›"
TO_SENTENCE = "To the sentence"
MORE_LIKE_THIS = "More like this"
COPY_QUOTE = "Copy {number}"
GOOD = "👍"
BAD = "👎"

ARTICLE_GONE = "That article is no longer there. The sentence was:"
ARTICLE_CHANGED = "That article has changed since. The sentence was:"
OLD_BUTTON = "That button is no longer of use; ask again."
THANKS_GOOD = "Thank you. Noted as helpful."
THANKS_BAD = "Thank you. Noted as not helpful."

NO_ACCESS = "This bot is not open to everyone. Your number, for its owner: {person}"
ENOUGH_FOR_NOW = "You may ask {count} questions a minute; please wait a little."
ENOUGH_FOR_TODAY = "You may ask {count} questions a day, and those are used up; please come back tomorrow."
FORGOTTEN = "Done. I have erased your questions, my answers to them and your ratings; old buttons no longer work."
CANCELLED = "Stopped."
NOTHING_TO_CANCEL = "There is nothing to stop."
FAILED = "Something went wrong with that question. Please ask it again."

"""Every sentence the bot says of its own accord, in English; `bot/catalogues/` has the other languages."""

START = """\
Ask me about the news, and I answer with sentences from the articles I have.

Each answer shows the sentences it rests on. A button opens a sentence in its paragraph, so you can check it. \
When the articles do not say, I tell you so."""
GROUPS = """\
In a group I answer a command (/ask), a reply to one of my messages, or a message that mentions me; /ask alone, as a \
reply to somebody, asks what that message says. Other messages there I neither see nor keep, as long as group privacy \
is on for me."""
FOR_EXAMPLE = "For example:"
DRAWN_FROM_ONE = "I have 1 article."
DRAWN_FROM = "I have {count} articles."
HELP = """\
Send a question, as you would ask a colleague. After an answer, “and in Lagos?” goes on from it, in a reply to an \
older answer from that one; edit a question, and its answer changes.

/articles  what the answers are drawn from
/search words  the sentences nearest to some words, without an answer
/new  forget what we spoke of, and begin anew
/settings  how careful I am, and the language I speak
/cancel  stop working on your question
/forgetme  erase what I keep about you
/about  the articles, and what answers
/help  this list

In any chat, type {name} and a question: I list sentences to send there."""
UNKNOWN_COMMAND = "I do not know that command; /help lists them."
NO_QUESTION = "I can only read text: send your question in words."
NO_VOICE = "I cannot listen to recordings; please write your question."
NO_WORDS = "Write your words after the command, like this: {example}"
ASK_EXAMPLE = "/ask Who said so?"
SEARCH_EXAMPLE = "/search harbour repairs"

ONE_ARTICLE = "1 article"
ARTICLES = "{count} articles, newest first"
NO_ARTICLES = "There are no articles yet."

ABOUT = """\
Articles: {articles}
Newest: {newest}
Last indexed: {indexed}
Answers: {answerer}
Citewire {version}"""
UNKNOWN = "unknown"
NONE_YET = "none yet"
BY_QUOTING = "the articles’ own sentences, word for word"
BY_MODEL = "written by a language model, each statement checked against the articles"

SETTINGS = "Your settings: how sure I must be before I answer, and the language I speak."
CAREFUL = "Careful"
BALANCED = "Balanced"
EAGER = "Eager"
AS_TELEGRAM = "As in Telegram"
CHOSEN = "✓ {choice}"
SAVED = "Saved."

NEAREST = "What came nearest:"
NOTHING_FOUND = "Nothing in the articles comes near."
NOTHING_MORE = "There is nothing more that comes near."
FOUND = "Nearest to your words:"
MORE = "Also near your question:"
BROKE_OFF = "The language model broke off; the answer may lack something."
WITHOUT_MODEL = "The language model failed; only the articles’ own sentences are shown."
BEFORE_YOU = "{count} before you; your answer comes by itself."

IN_CONTEXT = "{number} in context"
NEAREST_IN_CONTEXT = "Nearest {number} in context"
OLDER = "Older ›"
NEWER = "‹ Newer"
PARAGRAPH_BEFORE = "‹ Before"
PARAGRAPH_AFTER = "After ›"
TO_SENTENCE = "To the sentence"
MORE_LIKE_THIS = "More like this"
COPY_QUOTE = "Copy {number}"

ARTICLE_GONE = "That article is no longer there. The sentence was:"
ARTICLE_CHANGED = "That article has changed since. The sentence was:"
OLD_BUTTON = "That button is no longer of use; ask again."
THANKS_GOOD = "Thank you. Noted as helpful."
THANKS_BAD = "Thank you. Noted as not helpful."

NO_ACCESS = "This bot is not open to everyone. Your number, for its owner: {person}"
ENOUGH_FOR_NOW = "That is enough for this minute (at most {count}); please wait a little."
ENOUGH_FOR_TODAY = "That is enough for today (at most {count}); please come back tomorrow."
FORGOTTEN = """\
Done. I have erased your questions, my answers to them, your ratings and your settings, and stopped what you were \
waiting for; old buttons no longer work. The messages stay in Telegram until they are deleted there."""
FORGOTTEN_IN_NAME = """\
Done. I have erased what was asked in the name of “{name}”, my answers to it, and its settings; old buttons no longer \
work. Who speaks in its name I cannot tell: what you asked under your own name is erased when you send /forgetme under \
that. The messages stay in Telegram until they are deleted there."""
NEW_CONVERSATION = "A new conversation: your next question stands by itself."
CANCELLED = "Stopped."
ANSWER_STOPPED = "You stopped this answer."
NOTHING_TO_CANCEL = "There is nothing to stop."
FAILED = "Something went wrong with that question. Please ask it again."

# For admins.
ADMIN_HELP = """\
For admins:
/add link  an article, page or feed; or send me a file
/remove id  an article out of the folder
/reindex  bring the index up to date
/stats  questions, refusals, ratings, seconds
/feedback  what was rated last"""
ADD_EXAMPLE = "/add https://news.example/article"
REMOVE_EXAMPLE = "/remove 2024-05-03-harbour"
NO_LINK = "That is no link; I take http:// and https:// addresses, and files sent to me."
WRONG_FILE = "I take files of these kinds: {kinds}"
BIG_FILE = "That file has {megabytes} MB; Telegram lets me fetch {most} MB."
FETCHING = "Fetching …"
REMOVING = "Removing …"
INDEXING = "Indexing …"
INDEXED_SO_FAR = "Indexing: {done} of {files} files, {passages} passages …"
ADDED = "Added: {what}"
UPDATED = "Brought up to date: {what}"
UNCHANGED = "There already: {what}"
REMOVED = "Removed: {what}"
NOT_DONE = "Not done: {what}"
INDEX_NOW = "Index: added {added}, changed {changed}, removed {removed}, unchanged {unchanged}; {seconds} s"
INDEX_FAILED = "Not indexed: {why}"
STATS = """\
The last {days} days
Questions: {questions} (people: {people})
Refused: {refused}
Rated: {good} 👍, {bad} 👎
Seconds: p50 {p50}, p95 {p95}"""
NO_FEEDBACK = "Nothing has been rated yet."
FEEDBACK = "Rated last:"

# What Telegram shows before a person has written to the bot: at most 512 and 120 characters.
DESCRIPTION = """\
I answer questions about the news, and show for every statement the exact sentences of the articles it rests on.

When the articles do not say, I tell you so."""
SHORT_DESCRIPTION = "Answers about the news, each with the exact sentences it rests on."

# What Telegram offers while a person types `/`.
COMMAND_ASK = "Ask a question (needed in groups only)"
COMMAND_SEARCH = "Sentences nearest to some words"
COMMAND_ARTICLES = "What the answers are drawn from"
COMMAND_NEW = "Forget what we spoke of"
COMMAND_SETTINGS = "How careful, and which language"
COMMAND_CANCEL = "Stop working on my question"
COMMAND_FORGET_ME = "Erase what is kept about me"
COMMAND_ABOUT = "The articles, and what answers"
COMMAND_HELP = "How to ask, and the commands"
COMMAND_ADD = "Add an article: a link, or send a file"
COMMAND_REMOVE = "Remove an article"
COMMAND_REINDEX = "Bring the index up to date"
COMMAND_STATS = "Questions, refusals, ratings, seconds"
COMMAND_FEEDBACK = "What was rated last"

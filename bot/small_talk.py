"""What people say to a bot that is no question to the archive: greetings, thanks, yes and no; English and French."""

import re

from bot.reading.word_lists import words_of

_WORDS = words_of(
    """
    hi hello hey hiya yo thanks thank thx ty cheers ok okay k bye goodbye goodnight good morning afternoon evening night
    bot nice cool great super perfect wow lol haha please sorry welcome yes yeah yep no nope you so very much a lot well
    done bonjour salut coucou bonsoir merci beaucoup bien d accord oui non au revoir désolé parfait génial bonne nuit
    journée soirée stp svp
    """
)
_PHRASES = re.compile(
    r"how (?:are|r) (?:you|u)(?: doing| today)?|how is it going|what(?:s| s| is) up|(?:who|what) are you"
    r"|what can you do|are you (?:a |an )?(?:bot|robot|human|real|ai)|test(?:ing)?"
    r"|(?:comment )?ça va|comment (?:vas tu|allez vous)|qui es tu"
)


def is_small_talk(question: str) -> bool:
    """Whether nothing is asked of the articles. A single word that may be one of theirs counts as asked."""
    words = re.findall(r"[^\W_]+", question.casefold())
    return all(word in _WORDS for word in words) or _PHRASES.fullmatch(" ".join(words)) is not None

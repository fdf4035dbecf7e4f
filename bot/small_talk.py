"""What people say to a bot that is no question to the archive, in English and French.

Greetings, thanks, yes and no; and "latest news", which names nothing that could be looked for.
"""

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
    r"|what (?:time|day|date) is it(?: now| today)?|quelle heure est il|quel jour (?:sommes nous|est on)"
    r"|(?:comment )?ça va|comment (?:vas tu|allez vous)|qui es tu"
)
_WHAT_IS_NEW = re.compile(
    r"(?:(?:show|tell|give) me |(?:what|whats)(?: s| is| are)? |any )?(?:the |some )?"
    r"(?:latest |newest |recent |new |today s )*(?:news|headlines|stories)(?: today| now| please)?"
    r"|(?:what|whats)(?: s| is| else is)? (?:new|the latest|happening|going on)(?: today| now)?"
    r"|quoi de neuf(?: aujourd hui)?|que se passe t il"
    r"|(?:quelles sont )?(?:les )?(?:dernières )?(?:nouvelles|actualités|actus|infos)"
    r"(?: du jour| récentes| d aujourd hui)?"
)


def is_small_talk(question: str) -> bool:
    """Whether nothing is asked of the articles. A single word that may be one of theirs counts as asked."""
    words = re.findall(r"[^\W_]+", question.casefold())
    said = " ".join(words)
    return all(word in _WORDS for word in words) or any(known.fullmatch(said) for known in (_PHRASES, _WHAT_IS_NEW))

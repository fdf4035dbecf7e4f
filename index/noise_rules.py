"""The table of cleaning rules: the shapes of paragraphs, and of their beginnings and ends, that are no statement.

A rule must not touch a sentence that merely begins with the same word ("Related to this, officials said …"), so each
asks for the whole shape, not for a first word. The named groups `author`, `date` and `day` are kept as metadata.
"""

import re
from dataclasses import dataclass

from index.dates import DAY_FIRST, MONTH_FIRST


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` must match the whole paragraph, or in `PART_RULES` a part of it.

    `first` and `last` say where the rule looks: among so many paragraphs at the beginning or the end; anywhere
    without either.
    """

    name: str
    pattern: re.Pattern[str]
    first: int = 0
    last: int = 0

    def reaches(self, number: int, count: int) -> bool:
        """Whether this rule looks at paragraph `number` (from 0) of `count`."""
        return not (self.first or self.last) or number < self.first or number >= count - self.last


def _rule(name: str, *patterns: str, first: int = 0, last: int = 0, flags: re.RegexFlag = re.NOFLAG) -> Rule:
    return Rule(name, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags), first, last)


_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_PARTICLE = r"(?:van|von|der|de|del|della|da|dos|du|la|le|bin|ibn|ben|al|el)\b"
_NAME = rf"{_CAPITAL}[\w’'.-]*(?:\s+(?:{_CAPITAL}[\w’'.-]*|{_PARTICLE})){{1,4}}"
_AGENCY = (
    r"(?:(?:The )?Associated Press|AP|Reuters|AFP|Agence France-Presse|Xinhua|Bloomberg(?: News)?|UPI|DPA|dpa|EFE|ANSA"
    r"|TASS|Interfax|PTI|ANI|IANS|NAN|CNN|BBC(?: News)?|Anadolu(?: Agency)?|PA Media|Kyodo(?: News)?|Yonhap|VOA)"
)
_ROLE = (
    r"(?:(?:Staff|Special|Chief|Senior|Political|Foreign|Our)\s(?:Staff\s)?(?:Reporters?|Writers?|Correspondents?|Editors?)"
    r"|News Desk|Agency Reporter)"
)
_WRITER = rf"(?:{_NAME}|{_AGENCY}|{_ROLE})"
_DATE = re.sub(r"\?P<\w+>", "?:", rf"(?i:{MONTH_FIRST}|{DAY_FIRST})")
DATE_AT_END = re.compile(rf"\s+{_DATE}$")
_DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{1,2}(?:,\s+\d{4})?"
_PLACE = r"[A-Z][\w.’' -]{1,30}"
_PLATFORM = (
    r"(?:Twitter|X|Facebook|Instagram|WhatsApp|Telegram|YouTube|TikTok|LinkedIn|Threads|Bluesky|Mastodon|Google News"
    r"|social media)"
)
_CREDIT = r"(?:Photo|Photograph|Image|Picture|Illustration|Graphic|File [Pp]hoto|FILE PHOTO|PHOTO|IMAGE)"

PARAGRAPH_RULES: tuple[Rule, ...] = (
    _rule(
        "byline",
        rf"(?i:(?:(?:written|reported|words) )?by|por|par|von)[:\s]\s*"
        rf"(?P<author>{_WRITER}(?:(?:,| and| &| y| et| und)\s+{_WRITER})*)"
        rf"(?:,?\s+in\s+{_PLACE}|,\s+(?i:[\w ]*(?:writer|correspondent|reporter|editor)))?"
        rf"(?:\s*[,|•·—–-]\s*(?i:(?:published|updated)[:\s]+)?(?P<date>{_DATE}))?",
        first=6,
        last=2,
    ),
    _rule(
        "date line",
        rf"(?i:(?:published|posted|updated|last updated|last modified|date)(?:\s+on)?[:\s]\s*)?(?P<date>{_DATE})",
        first=6,
    ),
    _rule(
        "promo",
        # "READ ALSO: Title". A lower-case word after the colon is a sentence going on.
        r"(?:(?:read|see|watch|listen) (?:also|more|next)|also (?:read|see|watch)|related(?: \w+)?|recommended(?: \w+)?"
        r"|you (?:may|might) (?:also )?like|don['’]t miss|trending(?: now)?|must read|editor['’]s picks?"
        r"|(?:à )?lire aussi|lea también|leia também|lesen sie auch|leggi anche|lees ook)"
        r"\s*(?::|[-–—|»>]+\s)\s*(?-i:[\"'“‘«\[]?(?:[A-Z0-9À-Þ]|https?:)).*",
        flags=re.IGNORECASE,
    ),
    _rule(
        "advertisement",
        r"[-–—\[(*\s]*(?:advertisements?|advertorial|sponsored(?: content)?|publicité|anzeige|publicidad"
        r"|(?:story|article) continues (?:below|after)(?: this)?(?: ad| advertisement)?)[-–—\])*.\s]*",
        flags=re.IGNORECASE,
    ),
    _rule(
        "subscription",
        r"(?:please )?(?:subscribe|sign up|register)\b.{0,40}\b(?:newsletters?|channel|podcast|alerts|inbox|for free)\b"
        r".{0,120}",
        r"subscribe(?: (?:now|today|here))?[.!]?",
        rf"(?:follow|like|join|find|connect with) (?:us|our|@\w+)\b.{{0,60}}\b(?-i:{_PLATFORM})\b.{{0,80}}",
        r"(?:click|tap) here (?:to|for)\b.{0,120}",
        r"share this (?:article|story|post|page)\b.{0,60}",
        r"download (?:our|the) (?:\w+ ){0,3}app\b.{0,60}",
        r"support (?:our|independent) journalism\b.{0,100}",
        flags=re.IGNORECASE,
    ),
    _rule(
        "caption",
        rf"{_CREDIT}(?:\s+(?:credits?|by|courtesy(?: of)?))?\s*:\s*\S.{{0,300}}",
        r"(?:FILE|File)(?:\s+[-–—]|:)\s*\S.{0,500}",
        rf".{{0,400}}[\s(]{_CREDIT}(?:\s+(?:credits?|by))?:\s*[A-Z@].{{1,60}}",
        r".{0,500}[(\[](?:[A-Z][\w ]{0,30} )?(?:Photo|Image|Picture)s?(?: by| via| courtesy of)?[ :/][^()\[\]]{2,80}"
        r"[)\]]\.?",
        r".{0,500}[(\[][^()\[\]]{0,60}(?:Getty Images|via (?:AP|Reuters|AFP|Getty))[)\]]\.?",
    ),
    _rule(
        "agency footer",
        r"[(\[]?(?:Additional )?[Rr]eporting (?:and writing )?by [A-Z][^.;]*;.*",
        rf"[(\[]?(?:(?:Additional )?[Rr]eporting|[Ee]diting|[Ww]riting|[Cc]ompiled) by {_NAME}(?: in {_PLACE})?[.)\]]*",
        rf"Sources?:\s*{_WRITER}[.)]?",
        rf"[-–—(]\s*{_AGENCY}\)?",
        r"With (?:agency )?inputs? from .{2,60}",
        rf"{_AGENCY}.{{0,160}} contributed to this (?:report|story|article)\.?",
        rf"{_NAME}.{{0,160}} contributed to this (?:report|story|article)\.?",
        r"(?:Our Standards: )?The Thomson Reuters Trust Principles\.?",
        last=6,
    ),
    _rule(
        "copyright",
        r"(?:©|\(c\)|copyright (?:©|\(c\)|\d{4})).{0,300}",
        r".{0,120}\ball rights reserved\.?.{0,160}",
        r"this (?:material|article|story) may not be (?:published|reproduced|copied)\b.{0,160}",
        last=6,
        flags=re.IGNORECASE,
    ),
    _rule("end mark", r"[-–—\s]*(?:ENDS?|30)[-–—\s]*", r"#{1,5}", r"\*{3,}", r"[-–—_=]{3,}", last=6),
    _rule("page number", r"(?i:page|seite|página|p\.)\s*\d{1,4}(?:\s*(?i:of|/|von|de)\s*\d{1,4})?", r"\d{1,3}"),
)

PART_RULES: tuple[Rule, ...] = (
    # "Thursday, May 7, 2015 On Tuesday, …": a page's own line run into the first sentence. A date without its weekday
    # may be the sentence's own.
    _rule(
        "date line",
        rf"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+(?P<date>{_DATE})\s+(?=[A-ZÀ-Þ\"“‘«])",
        first=4,
    ),
    _rule(
        "dateline",
        r"^(?:"
        rf"[A-Z][A-Z.’' -]{{2,30}}(?:,\s{_PLACE})?(?:,\s+(?P<day>{_DAY}))?\s*(?:\({_AGENCY}\))?"
        rf"|{_PLACE}(?:,\s{_PLACE})?(?:,\s+{_DAY})?\s+\({_AGENCY}\)"
        rf"|\({_AGENCY}\)"
        r")\s*(?:—|–|--|(?<=[\s)])-(?=\s))\s*(?=[A-ZÀ-Þ0-9\"“‘«])",
        first=4,
    ),
    _rule(
        "agency footer",
        r"\s\((?:Additional )?[Rr]eporting (?:and writing )?by [A-Z][^()]*\b(?:[Ee]diting|[Ww]riting) by [^()]*\)$",
        last=6,
    ),
)

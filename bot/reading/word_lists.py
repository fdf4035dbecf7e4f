"""The lists of words that the fact checks go by: function words, irregular forms, titles. Data, no logic."""


def words_of(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


CLAUSE_BORDERS = frozenset(",;:—–().!?") | {"and", "but", "or", "while", "whereas", "although", "though", "because"}

FUNCTION_WORDS = words_of(
    """
    a an the this that these those there here it its he his him she her hers they their theirs them we our us
    you your i my me who whom whose which what when where why how whether if as at by for from in into of off on
    onto out over to toward towards under until up upon with within about above across after against along among
    around before behind below beneath beside between beyond during down near per since than through throughout
    via and or but so yet nor be am is are was were been being do does did done doing have has had having will
    would shall should can could may might must also too very just only even still already then now such both
    each every all any some more most much many other others another own same while although though because
    however meanwhile moreover therefore thus hence like s t d ll m re ve get gets got one ones amid despite
    once again according further ahead till le la les un une des du de au aux et ou est sont ont été dans par
    pour sur avec que qui ce cette ces il elle ils elles se sa ses leur leurs en y l n c qu j el los las una
    unos unas del al o es ha han fue fueron por para con su sus como más der das und ist sind ein eine einen
    einem einer im zum zur mit von für auf dem den hat haben wurde wurden sich auch als bei nach aus sie er
    """
)

# Forms that a rule-based stemmer leaves apart.
IRREGULAR = {
    form: base
    for base, forms in {
        "say": "said",
        "tell": "told",
        "rise": "rose risen",
        "fall": "fell fallen",
        "win": "won",
        "lose": "lost loss losses",
        "leave": "left",
        "come": "came",
        "go": "went gone",
        "give": "gave given",
        "take": "took taken",
        "find": "found",
        "send": "sent",
        "buy": "bought",
        "sell": "sold sale sales",
        "begin": "began begun",
        "grow": "grew grown growth",
        "know": "knew known",
        "see": "saw seen",
        "show": "shown",
        "make": "made",
        "meet": "met",
        "hold": "held",
        "keep": "kept",
        "lead": "led",
        "build": "built",
        "spend": "spent",
        "speak": "spoke spoken",
        "write": "wrote written",
        "bring": "brought",
        "fight": "fought",
        "beat": "beaten",
        "break": "broke broken",
        "choose": "chose chosen",
        "drive": "drove driven",
        "fly": "flew flown flight",
        "sink": "sank sunk",
        "strike": "struck",
        "shoot": "shot",
        "steal": "stole stolen",
        "withdraw": "withdrew withdrawn withdrawal",
        "think": "thought",
        "teach": "taught",
        "catch": "caught",
        "die": "died dies dying death deaths dead",
        "man": "men",
        "woman": "women",
        "child": "children",
        "person": "people persons",
        "arrive": "arrival arrivals",
        "refuse": "refusal",
        "deny": "denial",
        "fail": "failure",
        "burn": "burnt burned",
        "analyst": "analysts analysis",
    }.items()
    for form in forms.split()
}


TITLES = words_of(
    """
    mr mrs ms miss dr sir dame lord lady gen general col colonel capt captain lt lieutenant sgt sergeant maj major adm
    admiral prof professor president chancellor minister secretary senator sen rep representative gov governor mayor
    judge justice king queen prince princess pope rev reverend chief director inspector commissioner ambassador
    prime vice deputy foreign defense defence interior finance sheikh m mme monsieur madame herr frau señor señora
    """
)
NAME_LINKS = words_of("of the de del della der den van von bin ibn al el la du da dos le and for &")
DIRECTIONS = words_of("north south east west northern southern eastern western new old saint st san central")
# Nouns that open a sentence without being names; endings in `PLAIN_ENDINGS` need no entry.
PLAIN_OPENERS = words_of(
    """
    people police women men children troops residents prices sales shares profits rescue rescuers nobody everyone
    someone none another several two three half lawyers doctors nurses pupils parents families friends critics
    figures results tests crews staff no yes today yesterday once never only even thursday's monday's data news work
    well long highly life love time
    please tell peut peuvent doit doivent va vont avait avaient était étaient sera seront aura auront dis dites
    power money water food health school schools fire floods wind rain snow oil gas petrol trade
    """
)
PLAIN_ENDINGS = tuple(
    words_of(
        "ing ed ly tion tions ment ments ers ors ists ness ties ants ents ees ogists icians ials als ives ages ures"
    )
)

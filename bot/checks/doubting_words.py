"""The words that deny, doubt or make something depend on a condition. Data, no logic."""

from bot.reading.word_lists import words_of

# English stems.
DENYING_STEMS = words_of("deni doubt refut rebut disput debunk disprov")
# The same in other languages, as they are written.
DENYING_WORDS = words_of(
    """
    nie nient niait niaient nié niée niant dément démentent démenti démentie démentait doute doutent doutait douté
    bestreitet bestritt bestritten bestreiten leugnet leugnete dementiert dementierte bezweifelt bezweifelte
    niega niegan negó negaron negado duda dudó dudan desmiente desmintió desmintieron
    nega negano negato negata negò smentisce smentito smentita dubita negou negaram desmentiu duvida duvidou
    ontkent ontkende ontkennen ontkenden betwijfelt betwijfelde
    förnekar förnekade dementerar dementerade benekter benektet nekter nektet benægter benægtede tvivler
    zaprzecza zaprzeczył zaprzeczyła zaprzeczyli wątpi
    отрицает отрицал отрицала отрицают опроверг опровергла опровергли опровергает сомневается сомневаются
    הכחיש הכחישה הכחישו מכחיש ينفي تنفي نفى نفت ونفى ونفت इनकार इन्कार खंडन yalanladı reddetti
    """
)
CONDITIONS = words_of(
    """
    if whether unless wenn falls ob sofern si indien hvis jeśli jeżeli gdyby czy если ли إذا لو אם अगर यदि eğer
    """
)
# With "that": "it is false that", "dismissed claims that".
UNTRUE = words_of("false falsely wrong wrongly untrue incorrect incorrectly faux falsch falso")
UNSURE = words_of("unlikely impossible unclear uncertain")
REFUSING_STEMS = words_of("reject dismiss hoax baseless unfound fabric fail refus")
THAT = words_of("that dass daß que qu che dat att at że что إن أن कि ש")
# What is denied behind its words: "denied the report"; "which is not true".
CLAIMS = words_of(
    "claim claims report reports account accounts rumour rumours rumor rumors allegation allegations story"
)
RIGHT = words_of("true so right correct case certain sure clear confirm confirmed proven verified happen vrai")

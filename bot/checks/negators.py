"""The words that negate, a line a language. Data, no logic."""

from bot.reading.word_lists import words_of

NEGATORS = words_of(
    """
    not never no nor neither none nobody nothing nowhere without cannot hardly barely scarcely rarely seldom
    pas jamais aucun aucune sans ni guère
    nicht kein keine keinen keiner keinem nie niemals ohne
    nunca jamás ningún ninguna nadie tampoco
    não nem sem nenhum nenhuma ninguém jamais
    non nessuno nessuna senza
    niet geen nooit niemand zonder
    inte ingen inga inget aldrig ej
    ikke intet aldri uden uten
    nie nigdy bez żaden żadna żadne
    değil yok hiç asla
    не ни нет никто ничего никогда без нельзя ні немає ніхто ніколи
    לא אין בלי אינו אינה אינם מעולם
    नहीं न मत ना बिना नाही
    لا لم لن ليس ليست ليسوا غير دون بدون ولا ولم ولن وليس فلا فلم فلن
    """
)

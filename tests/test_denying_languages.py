"""Negations in other languages than English, and what turns a number or a name round."""

import pytest

from bot.reading.facts import FactKind
from bot.reading.known_languages import is_known_language
from bot.verify import Verifier

VERIFIER = Verifier()


@pytest.mark.parametrize(
    ("affirmed", "denied"),
    [
        ("O ministro renunciou na segunda.", "O ministro não renunciou na segunda."),
        ("Министр ушёл в отставку в понедельник.", "Министр не ушёл в отставку в понедельник."),
        ("De minister is afgetreden.", "De minister is niet afgetreden."),
        ("Ministern har avgått i dag.", "Ministern har inte avgått i dag."),
        ("Ministeren gikk av mandag.", "Ministeren gikk ikke av mandag."),
        ("Il ministro si è dimesso lunedì.", "Il ministro non si è dimesso lunedì."),
        ("השר התפטר ביום שני", "השר לא התפטר ביום שני"),
        ("मंत्री ने इस्तीफा दिया।", "मंत्री ने इस्तीफा नहीं दिया।"),
        ("يستقل الوزير اليوم", "لم يستقل الوزير اليوم"),
        ("Bakan istifa etmiş.", "Bakan istifa etmiş değil."),
        ("Minister podał się do dymisji.", "Minister nie podał się do dymisji."),
        ("L'usine produit plus d'acier.", "L'usine ne produit plus d'acier."),
        ("Il parle à personne de la guerre.", "Il ne parle à personne de la guerre."),
        ("Le maire a rien dit lundi.", "Le maire n'a rien dit lundi."),
        ("Le maire reçoit deux ministres.", "Le maire ne reçoit que deux ministres."),
        ("Le maire ne reçoit pas deux ministres.", "Le maire ne reçoit que deux ministres."),
    ],
)
def test_a_negation_is_not_dropped(affirmed: str, denied: str) -> None:
    verdict = VERIFIER.check(affirmed, [denied])
    assert not verdict.supported
    assert FactKind.NEGATION in {fact.kind for fact in verdict.missing}
    assert VERIFIER.check(denied, [denied]).supported


@pytest.mark.parametrize(
    ("statement", "cited"),
    [
        ("L'usine ne produit plus d'acier.", "Depuis mai, l'usine ne produit plus d'acier."),
        ("O ministro não renunciou.", "Na segunda, o ministro não renunciou."),
        ("The team won 3 to 1.", "The team won 3–1 in Nice."),
        ("Voters rejected it by 9.5 votes.", "Voters rejected it by 9½ votes on Monday."),
        ("Pope John Paul I died in Rome.", "Pope John Paul I died in Rome in 1978."),
        ("Yesterday I met Austin.", "Yesterday I met Austin in Rome."),
    ],
)
def test_the_same_passes(statement: str, cited: str) -> None:
    assert VERIFIER.check(statement, [cited]).supported


@pytest.mark.parametrize(
    ("statement", "cited", "kind"),
    [
        ("The team won 1-3 in Nice.", "The team won 3-1 in Nice.", FactKind.ORDER),
        ("The team won 1 to 3.", "The team won 3–1 in Nice.", FactKind.ORDER),
        ("Voters rejected it by 9 votes.", "Voters rejected it by 9½ votes.", FactKind.NUMBER),
        ("Pope John Paul I died in Rome.", "Pope John Paul II died in Rome.", FactKind.NAME),
    ],
)
def test_another_order_number_or_name_is_caught(statement: str, cited: str, kind: FactKind) -> None:
    verdict = VERIFIER.check(statement, [cited])
    assert kind in {fact.kind for fact in verdict.missing}


@pytest.mark.parametrize(
    ("statement", "cited"),
    [
        (
            "Ministeri eronnut maanantaina vaan jatkaa työssään.",
            "Ministeri ei eronnut maanantaina vaan jatkaa työssään.",
        ),
        ("Ο υπουργός παραιτήθηκε.", "Ο υπουργός δεν παραιτήθηκε."),
        ("大臣は辞任し", "大臣は辞任し、なかった。"),
        ("Ministr v pondělí zůstává v úřadu.", "Ministr v pondělí ráno zůstává v úřadu."),
        ("وزیر در تهران می‌ماند.", "وزیر در تهران نمی‌ماند."),
    ],
)
def test_in_a_language_without_known_negations_only_whole_sentences_pass(statement: str, cited: str) -> None:
    assert not VERIFIER.check(statement, [cited]).supported
    assert VERIFIER.check(cited, [cited]).supported


@pytest.mark.parametrize(
    "text",
    [
        "Boeing inspects 171 aircraft.",
        "The α variant spread to Łódź, São Paulo and Đà Nẵng.",
        "Le maire a été élu à Niamey.",
        "لم يستقل الوزير",
    ],
)
def test_names_and_single_letters_make_no_other_language(text: str) -> None:
    assert is_known_language(text)

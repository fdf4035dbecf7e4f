"""Languages: known by their commonest words or their script, English where it is not certain."""

import pytest

from index.language import declared, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre a dit que les troupes sont arrivées dans la nuit et que la base est fermée pour tous.", "fr"),
        ("Der Minister sagte, dass die Truppen in der Nacht angekommen sind und die Basis nicht mehr offen ist.", "de"),
        ("El ministro dijo que las tropas llegaron por la noche y que la base fue cerrada para todos los demás.", "es"),
        (
            "O ministro disse que as tropas não chegaram à base e que os soldados foram para uma outra cidade do país.",
            "pt",
        ),
        ("Il ministro ha detto che le truppe sono arrivate nella notte e che gli altri non sono della base.", "it"),
        ("De minister zei dat het leger niet met een vliegtuig naar de basis is gekomen en dat zij er ook zijn.", "nl"),
        ("The minister said that the troops have arrived and that they were on the base.", "en"),
        ("Министр сказал, что войска прибыли ночью.", "ru"),
        ("وصلت القوات إلى القاعدة", "ar"),
        ("部队昨晚抵达基地。", "zh"),
        ("軍隊は昨夜基地に到着した。", "ja"),
        ("Oui.", "en"),
        ("123", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("value", "code"),
    [("en-US", "en"), ("pt_BR", "pt"), ("English", "en"), ("de", "de"), ("klingonese", None), (5, None)],
)
def test_declared_languages(value: object, code: str | None) -> None:
    assert declared(value) == code

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import main
from bot.evaluation.curve import draw_curve
from bot.evaluation.figures import Outcome, auroc, figures, risk_coverage
from bot.evaluation.labelled import GoldSpan, in_text, is_right, read_questions
from bot.evaluation.left_out import LeftOut
from bot.settings import read_settings
from bot.wiring import open_citewire
from index.domain import Evidence, Source
from index.errors import CitewireError


def cited(start: int, end: int, article: str = "a") -> Evidence:
    return Evidence(Source(article, "T"), start, end, "x" * (end - start), 1.0)


@pytest.mark.parametrize(
    ("evidence", "right"),
    [
        pytest.param(cited(100, 110), True, id="the same span"),
        pytest.param(cited(0, 200), True, id="the gold is inside"),
        pytest.param(cited(104, 130), True, id="more than half of the gold"),
        pytest.param(cited(105, 130), False, id="just half is not more than half"),
        pytest.param(cited(106, 113), True, id="more than half of the sentence"),
        pytest.param(cited(107, 113), False, id="just half of the sentence"),
        pytest.param(cited(100, 110, "b"), False, id="another article"),
        pytest.param(cited(110, 120), False, id="beside it"),
    ],
)
def test_right_is_more_than_half_of_the_shorter(evidence: Evidence, right: bool) -> None:
    assert is_right(evidence, GoldSpan("a", 100, 110, "x" * 10)) is right


def test_a_moved_span_is_found_where_it_stands_nearest() -> None:
    assert in_text(GoldSpan("a", 20, 23, "abc"), "abc .... abc .... abc").start == 18


def test_a_span_that_is_gone_is_an_error() -> None:
    with pytest.raises(CitewireError, match="lacks the marked words"):
        in_text(GoldSpan("a", 0, 3, "abc"), "xyz")


def test_figures_by_hand() -> None:
    outcomes = [
        Outcome(True, True, 0.9, 0.1, True, (True, False), 1.0),
        Outcome(True, True, 0.8, 0.1, True, (False, True), 0.5),
        Outcome(True, False, 0.2, 0.1),
        Outcome(False, False, 0.1, 0.1),
        Outcome(False, True, 0.7, 0.1, False, (False,)),
    ]
    by_name = {one.name: one.value for one in figures(outcomes)}
    assert by_name == pytest.approx(
        {
            "answered": 2 / 3,
            "first_right": 0.5,
            "any_right": 1.0,
            "precision": 0.5,
            "f1": (2 / 3 + 0.5) / 2,
            "citations": 2.0,
            "refused": 0.5,
        }
    )
    assert auroc(outcomes) == pytest.approx(5 / 6)
    curve = risk_coverage(outcomes, 5)
    assert [point.coverage for point in curve] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert [point.risk for point in curve] == pytest.approx([0.0, 0.0, 1 / 3, 0.5, 0.6])


@given(
    st.lists(
        st.builds(Outcome, st.booleans(), st.booleans(), st.floats(0, 1), st.just(0.1), st.booleans(), st.just((True,)))
    )
)
def test_every_figure_lies_in_its_interval_and_in_0_to_1(outcomes: list[Outcome]) -> None:
    for figure in figures(outcomes):
        assert 0 <= figure.low <= figure.value <= figure.high <= 1
    area = auroc(outcomes)
    assert area is None or 0 <= area <= 1


def test_a_question_file_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    good = {"id": "1", "question": "Who?", "answerable": True, "doc_ids": ["a"], "evidence": []}
    path.write_text(json.dumps(good) + "\n" + json.dumps({**good, "needs_options": True}) + "\n{\n")
    with pytest.raises(CitewireError, match="line 3 is not JSON"):
        list(read_questions(path))
    path.write_text(json.dumps(good) + "\n\n" + json.dumps({**good, "needs_options": True}) + "\n")
    assert len(list(read_questions(path))) == 2
    assert [one.id for one in read_questions(path, ["needs_options"])] == ["1"]
    path.write_text('{"id": "1", "answerable": true}\n')
    with pytest.raises(CitewireError, match="line 1: question: Field required"):
        list(read_questions(path))


def test_the_curve_is_a_png(tmp_path: Path) -> None:
    points = risk_coverage(
        [Outcome(True, True, 0.9, 0.1, True, (True,)), Outcome(False, True, 0.4, 0.1, False, (False,))]
    )
    draw_curve({"questions": points}, tmp_path / "curve.png")
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(CitewireError, match="name a file that can be written"):
        draw_curve({"questions": points}, tmp_path / "missing" / "curve.png")


@pytest.fixture
def unanswerable(tmp_path: Path) -> str:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "1", "question": "Who?", "answerable": false}\n')
    return str(path)


@pytest.fixture
def nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_settings: object) -> None:
        raise AssertionError("it went on to ask")

    monkeypatch.setattr("bot.commands.eval.open_citewire", refuse)


@pytest.mark.usefixtures("nothing_asked")
@pytest.mark.parametrize(("curve", "says"), [("missing/curve.png", "there is no folder"), ("folder", "it is a folder")])
def test_a_curve_that_cannot_be_drawn_is_said_before_the_first_question(
    curve: str, says: str, unanswerable: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    assert main(["eval", unanswerable, "--curve", str(tmp_path / curve)]) == 1
    assert f"{curve}: {says}" in capsys.readouterr().err


@pytest.mark.usefixtures("nothing_asked")
def test_so_is_a_missing_matplotlib(
    unanswerable: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.evaluation.curve.find_spec", lambda _name: None)
    assert main(["eval", unanswerable, "--curve", str(tmp_path / "curve.png")]) == 1
    assert "pip install matplotlib" in capsys.readouterr().err


TWO_BAKERIES = {
    "lyon": "Laura Brandt opened a bakery in Lyon on Friday. She has four ovens.",
    "nice": "Paul Meyer opened a bakery in Nice on Monday. He has two ovens.",
}


def test_an_article_left_out_is_as_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name, text in TWO_BAKERIES.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text)
    citewire = open_citewire(read_settings(tmp_path / "articles", tmp_path / "data"))
    question = "When did Laura Brandt open a bakery?"
    assert citewire.engine.answer(question).draft.statements[0].text.startswith("Laura Brandt opened")
    (lyon,) = (one.source.article_id for one in citewire.search.articles() if "lyon" in one.source.article_id)
    left = LeftOut(citewire.search, {lyon})
    assert left.refresh() == 1
    refusal = citewire.engine_on(left).answer(question).draft.refusal
    assert refusal is not None
    assert refusal.unmentioned == ("Laura Brandt",)
    assert {one.evidence.source.article_id for one in refusal.closest} == {"nice"}


@pytest.mark.usefixtures("nothing_asked")
def test_no_gold_to_leave_out(unanswerable: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", unanswerable, "--leave-gold-out"]) == 1
    assert "--leave-gold-out needs an answerable question" in capsys.readouterr().err

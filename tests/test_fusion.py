from hypothesis import given
from hypothesis import strategies as st

from index.fusion import firsts_among, fuse_rankings

RANKINGS = st.lists(
    st.tuples(st.floats(0.1, 2.0), st.lists(st.sampled_from("abcdefgh"), unique=True)), min_size=1, max_size=3
)


def test_what_both_rankings_know_comes_before_what_one_knows() -> None:
    assert list(fuse_rankings([(1.0, ["a", "b"]), (1.0, ["c", "b"])])) == ["b", "a", "c"]


def test_a_heavier_ranking_decides() -> None:
    assert list(fuse_rankings([(1.0, ["a", "b"]), (3.0, ["b", "a"])])) == ["b", "a"]


@given(RANKINGS)
def test_nothing_is_lost_nothing_invented_and_best_is_first(rankings: list[tuple[float, list[str]]]) -> None:
    fused = fuse_rankings(rankings)
    assert set(fused) == {name for _, names in rankings for name in names}
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


@given(RANKINGS, st.data())
def test_rising_in_a_ranking_never_lowers_a_score(rankings: list[tuple[float, list[str]]], data: st.DataObject) -> None:
    weight, names = rankings[0]
    if len(names) < 2:
        return
    rank = data.draw(st.integers(1, len(names) - 1))
    risen = [*names]
    risen[rank - 1], risen[rank] = risen[rank], risen[rank - 1]
    before, after = fuse_rankings(rankings), fuse_rankings([(weight, risen), *rankings[1:]])
    assert after[names[rank]] > before[names[rank]]


def test_what_one_ranking_has_first_takes_the_last_free_place_ahead() -> None:
    assert firsts_among("abcde", ("ac", "eb"), 3) == ["a", "b", "e", "c", "d"]
    assert firsts_among("abcde", ("ab", "ba"), 3) == list("abcde")
    assert firsts_among("abcde", ("xd", ""), 1) == list("dabce")


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), RANKINGS, st.integers(2, 5))
def test_firsts_come_ahead_and_the_others_keep_their_order(
    ids: list[str], rankings: list[tuple[float, list[str]]], count: int
) -> None:
    names = [one for _, one in rankings][:2]
    moved = firsts_among(ids, names, count)
    assert sorted(moved) == sorted(ids)
    firsts = {next((name for name in one if name in ids), None) for one in names} - {None}
    assert firsts <= set(moved[:count])
    behind = [name for name in moved[count:] if name in ids[count:]]
    assert behind == [name for name in ids[count:] if name in behind]

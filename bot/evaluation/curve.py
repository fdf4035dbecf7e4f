"""The risk-coverage curve as a picture."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.evaluation.figures import CurvePoint
from index.errors import CitewireError


def draw_curve(curves: Mapping[str, Sequence[CurvePoint]], path: Path) -> None:
    """Write a PNG with a line a curve. Raises CitewireError without matplotlib or where nothing can be written."""
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise CitewireError("--curve draws with matplotlib: python -m pip install matplotlib") from error
    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4), dpi=150, layout="constrained")
    for name, points in curves.items():
        axes.plot([point.coverage for point in points], [point.risk for point in points], marker=".", label=name)
    axes.set(
        xlabel="coverage: share of questions answered", ylabel="risk: share of those wrong", xlim=(0, 1), ylim=(0, 1)
    )
    axes.grid(alpha=0.3)
    axes.legend()
    try:
        figure.savefig(path, format="png")
    except OSError as error:
        raise CitewireError(f"{path}: {error.strerror}; name a file that can be written") from error
    finally:
        pyplot.close(figure)

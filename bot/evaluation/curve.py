"""The risk-coverage curve as a picture."""

import os
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from bot.evaluation.figures import CurvePoint
from index.errors import CitewireError

_NO_MATPLOTLIB = "--curve draws with matplotlib: python -m pip install matplotlib"


def check_curve(path: Path) -> None:
    """What draw_curve would find out after all was asked. Raises CitewireError where it would; writes nothing."""
    if find_spec("matplotlib") is None:
        raise CitewireError(_NO_MATPLOTLIB)
    if path.is_dir():
        reason = "it is a folder"
    elif not path.parent.is_dir():
        reason = f"there is no folder {path.parent}"
    elif not os.access(path if path.exists() else path.parent, os.W_OK):
        reason = "it may not be written"
    else:
        return
    raise CitewireError(f"--curve {path}: {reason}; name a file that can be written")


def draw_curve(curves: Mapping[str, Sequence[CurvePoint]], path: Path) -> None:
    """Write a PNG with a line a curve. Raises CitewireError without matplotlib or where nothing can be written."""
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise CitewireError(_NO_MATPLOTLIB) from error
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

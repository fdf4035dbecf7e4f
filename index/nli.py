"""Natural language inference: does a text follow from another? A model folder of the user's own."""

from typing import TYPE_CHECKING

from index.model_spec import ModelError, ModelSpec
from index.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray


class NliModel:
    """A cross-encoder with one logit a label (Bowman et al. 2015, arXiv:1508.05326); `entailment` of its model.toml
    says which label that is, from 0."""

    def __init__(self, spec: ModelSpec) -> None:
        self.name = spec.name
        self._folder = spec.folder
        self._network = Network(spec, "nli")
        self._label = spec.entailment

    def entailment(self, premise: str, hypothesis: str) -> float:
        """The probability, 0..1, that the hypothesis follows. Raises ModelError where the model has no such label."""
        import numpy as np

        logits: NDArray[np.float32] = self._network.run([(premise, hypothesis)], lambda _, outputs: outputs[0])[0]
        if logits.ndim != 1 or len(logits) <= max(self._label, 1):
            raise ModelError(
                f"{self._folder}: gives numbers of shape {logits.shape}, so that label {self._label} is none of them; "
                "use a model of natural language inference, and name its label `entailment` in model.toml"
            )
        shares = np.exp(logits - logits.max())
        return float(shares[self._label] / shares.sum())

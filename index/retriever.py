"""The search as a LlamaIndex retriever: a node a sentence, with its exact offsets, for use in anyone's pipeline."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Protocol

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from index.domain import Evidence


class FindsEvidence(Protocol):
    """What the retriever wraps."""

    def search(self, question: str, count: int) -> Sequence[Evidence]:
        """At most `count` sentences, best first."""
        ...


class SentenceRetriever(BaseRetriever):
    """Retrieves at most `count` sentences, best first; a node's score is 0..1."""

    def __init__(self, finder: FindsEvidence, count: int = 12) -> None:
        super().__init__()
        self._finder = finder
        self._count = count

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [evidence_node(one) for one in self._finder.search(query_bundle.query_str, self._count)]


def evidence_node(evidence: Evidence) -> NodeWithScore:
    """A sentence as a node: `node.text == article.text[node.start_char_idx:node.end_char_idx]`."""
    source = evidence.source
    node = TextNode(
        id_=f"{source.article_id}:{evidence.start}-{evidence.end}",
        text=evidence.text,
        start_char_idx=evidence.start,
        end_char_idx=evidence.end,
        metadata={name: value for name, value in asdict(source).items() if value is not None},
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=source.article_id)},
    )
    return NodeWithScore(node=node, score=evidence.score)

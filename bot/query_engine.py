"""The engine as a LlamaIndex query engine: a response whose source nodes are the cited sentences."""

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from pydantic import ConfigDict

from bot.answer_json import answer_object
from bot.engine import Engine
from bot.render import answer_text
from index.retriever import evidence_node


class CitingQueryEngine(CustomQueryEngine):
    """Answers like `Engine`; `response.source_nodes` are the cited sentences in the order of their numbers.

    `response.metadata` is the whole answer as `citewire ask --json` prints it; a refusal has no source nodes.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    engine: Engine

    def custom_query(self, query_str: str) -> Response:
        """Answer one question. Raises QuestionError for what is no question."""
        answer = self.engine.answer(query_str)
        return Response(
            response=answer_text(answer.draft),
            source_nodes=[evidence_node(citation.evidence) for citation in answer.draft.citations],
            metadata=answer_object(answer),
        )

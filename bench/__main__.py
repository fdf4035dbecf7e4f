"""`python -m bench` lists the measurements; `python -m bench NAME …` runs one."""

import sys
from importlib import import_module

MEASUREMENTS = {
    "fit": "the sentence head and the refusal, fitted again: SET …",
    "adapt": "the reranker, trained further on questions with their sentences: FILE …",
    "written_set": "invented articles with questions as a labelled set: FILE …",
    "ablation": "what each signal of the two is worth: SET …",
    "retrieval": "passages found, by meaning, by words and fused: SET …",
    "misspelt": "answers to questions with a misspelt word: SET",
    "latency": "where a question's time goes, from the shell and in a running program",
    "telegram_load": "twenty people at once in Telegram: answers a second, inline queries, the event loop: [FOLDER]",
    "sentences": "sentence borders against labelled text: FOLDER",
    "duplicates": "the same story under several ids, found again among others: CORPUS.jsonl …",
    "evidence_gate": "near misses told apart by a language model's yes or no: QUESTIONS.jsonl",
    "written": "what a language model writes, and what of it is shown: QUESTIONS.jsonl",
    "altered": "altered statements that verification lets through: CORPUS.jsonl …",
    "corpus": "write a made-up news archive: FOLDER [ARTICLES]",
    "scale": "the index at size, with a stand-in embedder: [ARTICLES] [FOLDER]",
    "throughput": "the whole indexing beside the bare embedder: [ARTICLES]",
    "kills": "runs killed at any moment while readers ask: [KILLS]",
}


def main() -> int:
    """Run the measurement named first, with the arguments after it."""
    if len(sys.argv) < 2 or sys.argv[1] not in MEASUREMENTS:
        for name, what in MEASUREMENTS.items():
            print(f"python -m bench {name:<11} {what}")
        return 0 if len(sys.argv) < 2 else 2
    code: int = import_module(f"bench.{sys.argv[1]}").main(sys.argv[2:])
    return code


if __name__ == "__main__":
    sys.exit(main())

"""Trains the default reranker to read passages on questions whose sentences are known: `index/passage_reader.npz`.

    python -m bench adapt FILE … [--most N] [--times N] [--further RATE] [--out FILE]

Each FILE has questions on paragraphs (`bench/public_questions.py`; bench/README.md says which were used) or, a `.txt`,
invented articles with theirs (`bench/written_articles.py`). Needs PyTorch and onnx (`pip install torch onnx`), which
nothing else here does, and about an hour on two cores.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer

from bench.public_questions import read_public
from bench.reading_tasks import Task, tasks_of
from bench.written_articles import read_written
from bench.written_tasks import written_tasks
from index import reader_weights
from index.model_files import default_root, find_model

if TYPE_CHECKING:
    from bench.reader_network import ReaderNetwork, Tensor

SEED = 3
BATCH, ALIKE = 16, 30  # questions a step; batches among which the questions of like length are gathered
RATE, HEAD_RATE, WARM_STEPS, HEAD_STEPS = 1e-3, 3e-3, 100, 30
MOST_TOKENS = 400


def main(arguments: Sequence[str]) -> int:
    """Train once over all questions and write what changed."""
    parser = argparse.ArgumentParser(prog="python -m bench adapt", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--most", type=int, default=10_000, help="published questions of a file, drawn by seed")
    parser.add_argument("--times", type=int, default=3, help="how often a written question is asked, by other seeds")
    parser.add_argument("--further", type=float, metavar="RATE", help="go on from the weights in place, at this rate")
    parser.add_argument("--out", type=Path, default=Path(reader_weights.__file__).with_name(reader_weights.FILE))
    options = parser.parse_args(arguments)
    chance = random.Random(SEED)
    written = [one for path in options.files if path.suffix == ".txt" for one in read_written(path)]
    read = [read_public(path) for path in options.files if path.suffix != ".txt"]
    questions = [one for each in read for one in chance.sample(each, min(options.most, len(each)))]
    tasks = tasks_of(questions, SEED) if questions else []
    for number in range(options.times if written else 0):
        tasks += written_tasks(written, SEED + number)
    print(f"{len(tasks):,} tasks, {sum(any(one.right) for one in tasks):,} of them answered")
    begun = reader_weights.load_weights() if options.further else None
    np.savez_compressed(options.out, **dict(_train(tasks, chance, options.further or RATE, begun)))
    return 0


def _train(
    tasks: list[Task], chance: random.Random, rate: float, begun: Mapping[str, Any] | None
) -> Iterator[tuple[str, Any]]:
    import torch

    from bench.reader_network import ReaderNetwork

    torch.manual_seed(SEED)
    spec = find_model("ms-marco-minilm-l12", default_root())
    tokenizer = Tokenizer.from_file(str(spec.folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    network = ReaderNetwork(spec.folder / "model.onnx", _matrix_names(spec.folder / "model.onnx"), begun)
    reading = [network.head, network.bias]
    optimizer = torch.optim.AdamW([{"params": network.parameters()}, {"params": reading}], lr=rate, weight_decay=0.0)
    batches = list(_batches(tasks, chance))
    for step, batch in enumerate(batches):
        share = min(1.0, (step + 1) / WARM_STEPS) * (1 - step / len(batches))
        body, head = optimizer.param_groups
        body["lr"] = rate * share if begun or step >= HEAD_STEPS else 0.0
        head["lr"] = HEAD_RATE * rate / RATE * max(share, 0.02)
        optimizer.zero_grad()
        loss = _loss(network, tokenizer, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*network.parameters(), *reading], 1.0)
        optimizer.step()
        if step % 50 == 0:
            print(f"step {step} of {len(batches)}, loss {loss.item():.3f}", flush=True)
    yield from network.stored()


def _batches(tasks: list[Task], chance: random.Random) -> Iterator[list[Task]]:
    """Batches of like length, in no order."""
    chance.shuffle(tasks)
    found = []
    for start in range(0, len(tasks), BATCH * ALIKE):
        near = sorted(tasks[start : start + BATCH * ALIKE], key=_characters)
        found += [near[first : first + BATCH] for first in range(0, len(near), BATCH)]
    chance.shuffle(found)
    yield from found


def _characters(task: Task) -> int:
    return max(sum(map(len, sentences)) for _, sentences in task.passages)


def _loss(network: "ReaderNetwork", tokenizer: Tokenizer, batch: Sequence[Task]) -> "Tensor":
    """The mean loss of a question: a softmax over its sentences and "none of them", whose log-odds is 0."""
    import torch

    encodings, owners = _encoded(tokenizer, batch)
    longest = max(len(one.ids) for one in encodings)
    ids, types, owner = (torch.zeros(len(encodings), longest, dtype=torch.long) for _ in range(3))
    for row, (one, sentences) in enumerate(zip(encodings, owners, strict=True)):
        ids[row, : len(one.ids)], types[row, : len(one.ids)] = torch.tensor(one.ids), torch.tensor(one.type_ids)
        owner[row, : len(one.ids)] = torch.tensor(sentences) + 1  # 0 is no sentence
    states = network.states(ids, types, torch.tensor([len(one.ids) for one in encodings]))
    count = sum(len(one.right) for one in batch)
    sums = torch.zeros(count + 1, states.shape[-1]).index_add(0, owner.flatten(), states.flatten(0, 1))
    tokens = torch.bincount(owner.flatten(), minlength=count + 1).clamp(min=1)
    scores = ((sums / tokens[:, None]) @ network.head + network.bias)[1:]
    losses = []
    for task, found in zip(batch, scores.split([len(one.right) for one in batch]), strict=True):
        every = torch.logsumexp(torch.cat([found, torch.zeros(1)]), 0)
        right = torch.tensor(task.right)
        losses.append(every - torch.logsumexp(found[right], 0) if any(task.right) else every)
    return torch.stack(losses).mean()


def _encoded(tokenizer: Tokenizer, batch: Sequence[Task]) -> tuple[list[Any], list[Any]]:
    """The tokens of every passage, and for each token the number of its sentence in the batch, -1 for none."""
    encodings, owners, first = [], [], 0
    for task in batch:
        for title, sentences in task.passages:
            text, spans = f"{title}. " if title else "", []
            for sentence in sentences:
                spans.append((len(text), len(text) + len(sentence)))
                text += sentence + " "
            encoding = tokenizer.encode(task.question, text.rstrip())
            starts, ends = np.array(encoding.offsets).T
            of_text = (np.array(encoding.type_ids) == 1) & (np.array(encoding.special_tokens_mask) == 0)
            owner = np.full(len(starts), -1)
            for number, (start, end) in enumerate(spans, start=first):
                owner[of_text & (starts >= start) & (ends <= end)] = number
            encodings.append(encoding)
            owners.append(owner)
            first += len(sentences)
    return encodings, owners


def _matrix_names(path: Path) -> dict[str, str]:
    """The initializer of each weight matrix, by its module: the file names them by numbers."""
    import onnx

    nodes = onnx.load(path).graph.node
    return {
        "layer." + node.name.partition("/layer.")[2].removesuffix("/MatMul_quant").replace("/", "."): node.input[1]
        for node in nodes
        if node.op_type == "MatMulInteger" and "/layer." in node.name
    }

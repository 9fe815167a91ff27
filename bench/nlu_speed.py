"""How long reading one message takes on one core, beside the stock pipeline: `make bench-nlu`.

Trains both sides' understanding on the first examples of each topic, one after the other, loads
them and our assistant's own model into one process that is held to one core and one thread, and
gives each held-out message to all of them in turn: so that what else the machine does meets all
alike. Writes p50 and p95 into docs/figures.md. `--reuse-models` does not train again;
`--profile` shows instead where our time goes.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import logging
import os
import pstats
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the project, not bench/

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

from bench import engine
from bench.figures import table, write_part
from bench.workspace import (
    ROOT,
    Size,
    heldout_messages,
    lay_out_ours,
    lay_out_stock,
    spacy_model,
)

HOME = ROOT / "var" / "bench" / "nlu_speed"
SIZE = Size(per_topic=12)
MESSAGES, WARM_UP = 300, 20
SHOWN = 60  # functions of the profile
GOAL_MS, GOAL_SHARE = 6.0, 0.2  # of the assistant's own model: p50, and as a share of stock's
OURS, OURS_FEW, STOCK = "ours", "ours, 12 a topic", "stock, 12 a topic"
MODELS = {
    OURS: ROOT / "var" / "models" / "assistant.tar.gz",
    OURS_FEW: HOME / "ours" / engine.MODEL,
    STOCK: HOME / "stock" / engine.MODEL,
}
THREADS = [
    *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    *("TF_INTRA_OP_PARALLELISM_THREADS", "TF_INTER_OP_PARALLELISM_THREADS"),
]
ONE_THREAD = dict.fromkeys(THREADS, "1")
# Of each message, by side: milliseconds by the clock, and those of the processor's own work.
Times = dict[str, list[list[float]]]


def main() -> int:
    """Trains what is missing, measures and writes; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reuse-models", action="store_true", help="do not train again")
    parser.add_argument("--profile", action="store_true", help="show where our time goes")
    parser.add_argument("--read", type=Path, metavar="RESULT", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read or given.profile:
        texts = heldout_messages(MESSAGES + WARM_UP)
        if given.profile:
            print(profile(texts))
        else:
            given.read.write_text(json.dumps(asyncio.run(measure(texts))), encoding="utf-8")
        return 0
    train(given.reuse_models)
    load = os.getloadavg()[0]
    text = summary(measured_apart(), load)
    print(f"\n{text}")
    write_part("nlu-speed", "Reading one message on one core", text)
    return 0


def train(reuse: bool) -> None:
    """Trains the understanding of both sides on the same few examples, one after the other."""
    if not MODELS[OURS].exists():
        raise SystemExit(f"{MODELS[OURS]} is missing: run `make train`.")
    for name, lay_out in (("ours", lay_out_ours), ("stock", lay_out_stock)):
        folder = HOME / name
        if reuse and (folder / engine.MODEL).exists():
            continue
        lay_out(folder, SIZE)
        print(f"{name}: training (tail -f {(folder / 'train.log').relative_to(ROOT)})", flush=True)
        command = [*engine.RASA, "train", "nlu", "--config", "config.yml", "--nlu", "data"]
        command += ["--domain", "domain.yml", "--out", "models", "--fixed-model-name", "bench"]
        engine.run_logged(command, folder, "train.log")


def measured_apart() -> Times:
    """Measures in a new process, which has one core and one thread from its start."""
    result = HOME / "times.json"
    core = max(os.sched_getaffinity(0))
    print(f"Reading {MESSAGES} messages on core {core} …", flush=True)
    subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, str(Path(__file__).resolve()), "--read", str(result)],
        check=True,
        cwd=ROOT,
        env=os.environ | ONE_THREAD | {"SPACY_MODEL": spacy_model()},
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    times: Times = json.loads(result.read_text(encoding="utf-8"))
    return times


async def measure(texts: list[str]) -> Times:
    """Gives each text to all sides in turn; the first ones are not counted."""
    agents = {name: Agent.load(str(path)) for name, path in MODELS.items()}
    times: Times = {name: [] for name in agents}
    for text in texts:
        for name, agent in agents.items():
            started, worked = time.perf_counter(), time.process_time()
            await agent.parse_message(text)
            spans = time.perf_counter() - started, time.process_time() - worked
            times[name].append([span * 1000 for span in spans])
    return {name: found[WARM_UP:] for name, found in times.items()}


def summary(times: Times, load: float) -> str:
    """Gives the table, the ratio and what was measured how."""
    clock = {name: np.percentile(found, [50, 95], axis=0)[:, 0] for name, found in times.items()}
    work = {name: np.median(found, axis=0)[1] for name, found in times.items()}
    stock = clock[STOCK][0]
    rows = [
        ["p50 (ms)", *(f"{found[0]:.1f}" for found in clock.values())],
        ["p95 (ms)", *(f"{found[1]:.1f}" for found in clock.values())],
        ["p50, share of stock's", *(f"{found[0] / stock:.2f}" for found in clock.values())],
        ["p50 of the processor's work (ms)", *(f"{found:.1f}" for found in work.values())],
    ]
    p50 = clock[OURS][0]
    reached = p50 <= GOAL_MS and p50 <= GOAL_SHARE * stock
    return (
        f"{table(['', *clock], rows)}\n\n"
        f"Goals for `{OURS}`, the assistant's own model on all its examples: p50 at most "
        f"{GOAL_MS:.0f} ms and {GOAL_SHARE} of stock's: {'reached' if reached else 'missed'}. "
        f"The whole NLU (`agent.parse_message`) over {len(times[OURS])} distinct held-out "
        "messages, given to all sides in turn, in one process with one core and one thread. "
        "The processor's work leaves out what other programs took of the core. "
        f"Stock: `bench/stock/config.yml`. Load of the machine before: {load:.1f}; measured on "
        f"{date.today().isoformat()}. Script: `bench/nlu_speed.py`."
    )


def profile(texts: list[str]) -> str:
    """Gives our costliest functions with the milliseconds of each a message."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    agent = Agent.load(str(MODELS[OURS]))

    async def read(some: list[str]) -> None:
        for text in some:
            await agent.parse_message(text)

    asyncio.run(read(texts[:WARM_UP]))
    watch = cProfile.Profile()
    watch.runcall(asyncio.run, read(texts[WARM_UP:]))
    # Of each: calls, those not by itself, seconds alone, seconds in all, callers.
    functions: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
    functions = vars(pstats.Stats(watch))["stats"]
    count = len(texts) - WARM_UP
    lines = [
        f"{1000 * in_all / count:8.2f} {1000 * alone / count:8.2f} {calls:>8}  "
        f"{Path(file).name}:{line} {name}"
        for (file, line, name), (calls, _, alone, in_all, _) in sorted(
            functions.items(), key=lambda item: -item[1][3]
        )[:SHOWN]
    ]
    return "\n".join(["  in all    alone    calls  (ms a message, under the profiler)", *lines])


if __name__ == "__main__":
    configure_structlog(logging.ERROR)  # else every text is printed
    sys.exit(main())

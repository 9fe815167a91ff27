"""Questions that ask the same come together: the real encoder on a set labelled by hand."""

from __future__ import annotations

import random
from collections import Counter

import pytest
import yaml

from components.nlu.sentence_encoder import shared_encoder
from content.topic_files import ROOT
from web.staff.unanswered.group import Group
from web.staff.unanswered.grouping import centred, group
from web.staff.unanswered.usual import usual_questions

LABELLED = yaml.safe_load((ROOT / "tests/components/unanswered.yml").read_text(encoding="utf-8"))
ROWS = [(text, label) for label, texts in LABELLED.items() for text in texts.splitlines()]


@pytest.fixture(scope="module")
def vectors() -> list[list[float]]:
    """What the labelled questions mean, as the console compares them."""
    encoder = shared_encoder()
    centre = encoder.encode(usual_questions()).mean(axis=0).tolist()
    return [centred(vector, centre) for vector in encoder.encode([t for t, _ in ROWS]).tolist()]


def purity(clusters: list[list[int]]) -> float:
    """Gives the share of questions that are in a cluster of mostly their own label."""
    commonest = [Counter(ROWS[n][1] for n in members).most_common(1)[0][1] for members in clusters]
    return sum(commonest) / len(ROWS)


def together(clusters: list[list[int]]) -> float:
    """Gives the share of questions that are in the largest cluster of their label."""
    largest: Counter[str] = Counter()
    for members in clusters:
        for label, count in Counter(ROWS[n][1] for n in members).items():
            largest[label] = max(largest[label], count)
    return sum(largest.values()) / len(ROWS)


def by_tens(vectors: list[list[float]], seed: int) -> list[list[int]]:
    """Sorts the questions ten at a time, in any order, as they come in over the weeks."""
    order = list(range(len(ROWS)))
    random.Random(seed).shuffle(order)
    known: dict[int, Group] = {}
    members: dict[int, list[int]] = {}
    for start in range(0, len(order), 10):
        batch = order[start : start + 10]
        for found in group(list(known.values()), [vectors[n] for n in batch]):
            number = found.id if found.id is not None else max(members, default=0) + 1
            members.setdefault(number, []).extend(batch[n] for n in found.members)
            for gone in found.absorbed:
                members[number] += members.pop(gone)
                del known[gone]
            known[number] = Group(number, True, found.size, found.total)
    return list(members.values())


def test_all_at_once(vectors: list[list[float]]) -> None:
    """Purity at least 0.8, and no trick with tiny clusters: two thirds find their own kind."""
    clusters = [found.members for found in group([], vectors)]
    assert purity(clusters) >= 0.8
    assert together(clusters) >= 0.66


@pytest.mark.parametrize("seed", range(3))
def test_as_they_come_in(vectors: list[list[float]], seed: int) -> None:
    """The same when they come ten at a time, in any order."""
    clusters = by_tens(vectors, seed)
    assert sum(map(len, clusters)) == len(ROWS)
    assert purity(clusters) >= 0.8


def test_decided_clusters_stay_apart(vectors: list[list[float]]) -> None:
    """Clusters on which staff decided take new questions in, but are not joined together."""
    fixed = [Group(n, False, 1, vectors[n]) for n in (0, 1)]
    found = group(fixed, [vectors[2]])
    assert len(found) == 1
    assert found[0] in fixed
    assert found[0].absorbed == []


def test_of_two_open_clusters_the_older_stays(vectors: list[list[float]]) -> None:
    """A link to a cluster works for as long as it can."""
    swims = [n for n, row in enumerate(ROWS) if row[1] == "swimming"][:3]
    known = [Group(7, True, 1, vectors[swims[0]]), Group(3, True, 1, vectors[swims[0]])]
    (found,) = group(known, [vectors[swims[0]]])
    assert (found.id, found.absorbed, found.size) == (3, [7], 3)

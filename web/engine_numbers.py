"""The engines' own numbers, put beside those of the web server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

LABEL = "engine"


class EngineNumbers(Collector):
    """Shows what each engine tells under its number; the addresses stay with us.

    Args:
        texts: What each engine told, in the order of ENGINE_URL; None: it did not answer.
    """

    def __init__(self, texts: Sequence[str | None]) -> None:
        self._texts = texts

    def collect(self) -> Iterator[Metric]:
        """Give all of them, those of one name together (see parent class)."""
        up = GaugeMetricFamily(
            "assistant_engine_up", "1: the engine answered just now.", labels=[LABEL]
        )
        found: dict[str, Metric] = {}
        for number, text in enumerate(self._texts, 1):
            metrics = _read(text)
            up.add_metric([str(number)], int(bool(metrics)))
            for metric in metrics:
                whole = Metric(metric.name, metric.documentation, metric.type)
                for sample in metric.samples:
                    labels = {LABEL: str(number), **sample.labels}
                    found.setdefault(metric.name, whole).add_sample(
                        sample.name, labels, sample.value
                    )
        yield up
        yield from found.values()


def _read(text: str | None) -> list[Metric]:
    """Read what an engine told; nothing that can be read: as if it had not answered."""
    try:
        return list(text_string_to_metric_families(text or ""))
    except (ValueError, IndexError, KeyError):
        return []

"""Reads the training data so that a topic's file may hold its questions and its answer."""

from __future__ import annotations

import warnings

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers import utils
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

RETRIEVAL_INTENTS = ["ask_clinic", "faq"]


# TopicClassifier does the ResponseSelector's work, but Rasa looks for its own class by name.
warnings.filterwarnings("ignore", message="You have defined training data with examples for")


class TopicFileImporter(RasaFileImporter):
    """Leaves retrieval intents out of the domain, and reads stories with them in it.

    Rasa adds the retrieval intents from the training data itself; named in domain.yml too they
    are reported as duplicates, left out there the story reader does not know them.
    """

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Reads rules and stories (see parent class)."""
        return utils.story_graph_from_paths(
            self._story_files, self._whole_domain(), exclusion_percentage
        )

    def get_conversation_tests(self) -> StoryGraph:
        """Reads test stories (see parent class)."""
        return utils.story_graph_from_paths(self._conversation_test_files, self._whole_domain())

    @cached_method
    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Reads the examples once: Rasa asks twice, 2 s each (see parent class)."""
        return super().get_nlu_data(language)

    def _whole_domain(self) -> Domain:
        retrieval = {"intents": RETRIEVAL_INTENTS, "version": "3.1"}
        return self.get_domain().merge(Domain.from_dict(retrieval))

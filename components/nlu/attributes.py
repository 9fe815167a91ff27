"""Names under which our components leave what they found on Rasa's ``Message``."""

PARTS = "parts"  # list[Part]: the message's sentences and clauses, in order
PART_VECTORS = "part_vectors"  # dict[str, np.ndarray]: a vector for each text of the parts
TOPICS = "topics"  # list[dict]: {name, confidence, text}, in the order in which they were asked
LANGUAGE = "language"  # str: ISO 639-1 code of the language that the message is written in
URGENT = "urgent"  # bool: the message speaks of a symptom now or of self-harm
UNDERSTOOD_FROM = "understood_from"  # list[dict]: the nearest examples, for `rasa shell nlu`
MADE_FROM = "made_from"  # str: the example that a made one comes from

# The intent of made examples that ask for nothing; it is no topic: nothing is ever read as it.
CONTEXT = "context"
RETRIEVAL_SEPARATOR = "/"  # faq/risks: the retrieval intent and its response key

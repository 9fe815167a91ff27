"""What texts mean, as the engine's channel sends it."""

from typing import Annotated

from pydantic import BaseModel, Field

Number = Annotated[float, Field(allow_inf_nan=False)]


class Vectors(BaseModel, strict=True):
    """A vector of length 1 for each text."""

    vectors: list[list[Number]]

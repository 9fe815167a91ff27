"""The shape of every error."""

from pydantic import BaseModel


class ErrorDetailShape(BaseModel):
    """A stable word for programs and a sentence for people."""

    code: str
    message: str


class ErrorShape(BaseModel):
    """Every error of this server, whatever its status."""

    error: ErrorDetailShape

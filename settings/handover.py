"""How contact details for a consultation are taken, kept and let go."""

from __future__ import annotations

from typing import Annotated

import phonenumbers
from cryptography.fernet import Fernet
from pydantic import BaseModel, Field, SecretStr, field_validator
from pydantic_settings import NoDecode

CONSENT_TEXT = (
    "May {clinic_name} keep your name, your phone number or e-mail address and what you would like "
    "to talk about, and use them to get back to you about a consultation? They are kept for at "
    "most {lead_retention_days} days. You can say no, and you can take your yes back at any time: "
    "erase this chat in its menu, or {clinic_contact}."
)


class HandoverSettings(BaseModel):
    """The settings of consent, lead and retention."""

    data_keys: Annotated[SecretStr, NoDecode] = Field(
        default=SecretStr(""),
        description="Keys that encrypt contact details, separated by commas: the first one "
        "encrypts, all of them decrypt (`make new-key` prints one, `make rotate-keys` moves all "
        "data to the first). Required in production; development makes one in `var/data_key`.",
    )
    consent_text: str = Field(
        default=CONSENT_TEXT,
        min_length=20,
        description="What visitors agree to before they leave details. It may name "
        "`{clinic_name}`, `{clinic_contact}` and `{lead_retention_days}`.",
    )
    consent_version: str = Field(
        default="1",
        min_length=1,
        max_length=40,
        description="Version of the consent wording; change it whenever the wording changes.",
    )
    clinic_callback_within: str = Field(
        default="two working days",
        min_length=1,
        max_length=60,
        description="By when the clinic gets back to a visitor, as in 'within two working days'.",
    )
    phone_region: str = Field(
        default="US",
        description="Country of phone numbers that are typed without a country code (two letters).",
    )
    leads_per_visitor: int = Field(
        default=5,
        ge=1,
        le=1000,
        description="Requests for a call that one visitor (address) may send in 24 hours.",
    )
    leads_per_contact: int = Field(
        default=3,
        ge=1,
        le=1000,
        description="Requests for a call to one phone number or e-mail address in 24 hours.",
    )
    retention_days: int = Field(
        default=365,
        ge=1,
        le=3650,
        description="Days after its last message that a conversation is kept.",
    )
    lead_retention_days: int = Field(
        default=365,
        ge=1,
        le=3650,
        description="The same for a conversation in which a visitor asked to be called.",
    )

    @field_validator("data_keys")
    @classmethod
    def _check_data_keys(cls, value: SecretStr) -> SecretStr:
        for key in filter(None, value.get_secret_value().split(",")):
            try:
                Fernet(key.strip())
            except ValueError:
                raise ValueError("wants keys as `make new-key` prints them") from None
        return value

    @field_validator("consent_text")
    @classmethod
    def _check_consent_text(cls, value: str) -> str:
        try:
            value.format(clinic_name="", clinic_contact="", lead_retention_days="")
        except (KeyError, IndexError, ValueError):
            raise ValueError(
                "may name {clinic_name}, {clinic_contact}, {lead_retention_days} and nothing else"
            ) from None
        return value

    @field_validator("phone_region")
    @classmethod
    def _check_phone_region(cls, value: str) -> str:
        if value.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("wants a country as two letters, like US or GB")
        return value.upper()

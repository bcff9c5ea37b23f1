"""Settings of monitors and of their notifications."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class MonitorSettings(BaseModel):
    """How monitors are run, and how people are told."""

    model_config = ConfigDict(frozen=True)

    enabled: bool = Field(True, description="Whether monitors are run by this process.")
    wake_seconds: float = Field(5.0, gt=0, description="Time between two looks for monitors that are due.")
    concurrent: int = Field(2, ge=1, le=64, description="Monitors that are looked at at once.")
    history_days: int = Field(30, ge=1, description="Days that alerts and records of looks are kept.")
    public_url: str = Field("", description="Address of this server as readers of notifications reach it.")
    allowed_hosts: list[str] = Field(
        default_factory=list,
        description="Hosts and networks of your own that connections may lead to; * allows all.",
    )
    smtp_host: str = Field("", description="Mail server that notifications go through.")
    smtp_port: int = Field(587, ge=1, le=65_535, description="Port of the mail server.")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        "starttls", description="none, starttls or tls."
    )
    smtp_user: str = Field("", description="User of the mail server; empty where it asks for none.")
    smtp_password: str = Field("", description="Password of that user.")
    mail_from: str = Field("sagescope@localhost", description="Sender of mails.")

"""All settings: `SAGESCOPE_*` environment variables, `sagescope.toml`, flags, in rising order."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from sagescope.config.ingest import IngestSettings
from sagescope.config.logs import LogSettings
from sagescope.config.metrics import MetricsSettings
from sagescope.config.monitors import MonitorSettings
from sagescope.config.search import SearchSettings
from sagescope.config.sources import PulledSourcesSettings


def _data_dir() -> Path:
    return user_data_path("sagescope", appauthor=False)


class Settings(BaseSettings):
    """The settings of a process.

    `store` and `meta` are addresses; empty ones are files below `data`. `port` 0 takes a free one.
    """

    model_config = SettingsConfigDict(
        env_prefix="SAGESCOPE_",
        env_nested_delimiter="__",
        toml_file="sagescope.toml",
        frozen=True,
        extra="ignore",
    )

    data: Path = Field(default_factory=_data_dir, description="Directory of the embedded store and metadata.")
    store: str = Field("", description="chdb:///dir or clickhouse://user:password@host:8123/database.")
    meta: str = Field("", description="sqlite:///file or postgresql://…")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8080, ge=0, le=65_535, description="Port to listen on.")
    access_id: str = Field("", description="Access id of the first administrator, with access_key.")
    access_key: str = Field("", description="Access key that goes with access_id.")
    secret_key: str = Field(
        "",
        repr=False,
        description="Keys that seal the secrets of sources; else those in secrets.key of the data directory.",
    )
    url: str = Field("", description="Address of the server that the command line speaks to.")
    demo: bool = Field(False, description="Load the demo account.")
    demo_seed: int = Field(7, description="Seed of the demo account.")
    geo_path: Path | None = Field(
        None, description="An .mmdb file to use instead of the built-in geolocation."
    )
    log_level: str = Field("info", description="debug, info, warning or error.")
    ingest: IngestSettings = IngestSettings()
    search: SearchSettings = SearchSettings()
    logs: LogSettings = LogSettings()
    metrics: MetricsSettings = MetricsSettings()
    monitors: MonitorSettings = MonitorSettings()
    sources: PulledSourcesSettings = PulledSourcesSettings()

    @property
    def store_url(self) -> str:
        """The address of the store."""
        return self.store or f"chdb://{self.data.absolute() / 'store'}"

    @property
    def meta_url(self) -> str:
        """The address of the metadata."""
        return self.meta or f"sqlite:///{self.data.absolute() / 'meta.db'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, TomlConfigSettingsSource(settings_cls), env_settings

"""The settings of the DAGs: read from pipeline.yaml, with all problems told at once."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from pinpipe_dags.schema import (
    AIRFLOW_SETTINGS,
    JOB_SETTINGS,
    OTHER_COMMANDS,
    REQUIRED,
    TARGET_SETTINGS,
    TARGETS,
    anything,
    duration,
    mapping,
    name,
)

OWN_TABLES = {
    "pin": "pinpipe.etl.job.CleanPin",
    "geo": "pinpipe.etl.job.CleanGeo",
    "user": "pinpipe.etl.job.CleanUser",
}

DEFAULTS: dict[str, Any] = {
    "schedule": "0 3 * * *",
    "timezone": "UTC",
    "start-date": date(2026, 1, 1),
    "tables": list(OWN_TABLES),
    "together": False,
    "doctor": True,
    "land": False,
    "queries": True,
    "maintain": "sunday",
    "answer-format": "csv",
    "retries": 3,
    "retry-delay": "5m",
    "max-retry-delay": "1h",
    "task-timeout": "2h",
    "dag-timeout": "8h",
}


class SettingsError(ValueError):
    """Every problem of pipeline.yaml, in one sentence that Airflow shows as the import error of the DAG."""


@dataclass(frozen=True)
class DagSettings:
    """All that one DAG is made from, by the names of pipeline.yaml."""

    dag_id: str
    values: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def get(self, key: str) -> Any:
        return self.values.get(key)

    def time(self, key: str) -> timedelta:
        return duration(self.values[key])

    @property
    def target(self) -> dict[str, Any]:
        """The settings of its target."""
        return self.values.get(self["target"]) or {}

    @cached_property
    def tables(self) -> dict[str, str]:
        """Each table with the main class of its job."""
        written = self["tables"]
        return dict(written) if isinstance(written, dict) else {table: OWN_TABLES[table] for table in written}

    @property
    def reports(self) -> str:
        """The folder for the reports of runs."""
        return (self.get("reports") or f"{self['warehouse'].rstrip('/')}/_reports").rstrip("/")


def settings_file() -> Path:
    """The file that PINPIPE_SETTINGS names, or pipeline.yaml beside pinpipe_daily.py."""
    return Path(os.environ.get("PINPIPE_SETTINGS") or Path(__file__).parents[1] / "pipeline.yaml")


def read_settings(path: Path | None = None) -> list[DagSettings]:
    """The settings of all DAGs of the file; every problem at once if there is any."""
    file = path or settings_file()
    document = _document(file)
    section = document.pop("airflow", None)
    problems = _problems("", document, {**JOB_SETTINGS, **dict.fromkeys(OTHER_COMMANDS, anything)})
    if mapping(section):
        problems.append("airflow is missing: the section that says target, schedule and so on")
        section = {}
    dags = section.pop("dags", None) or {"pinpipe_daily": {}}
    problems += _problems("airflow: ", section, AIRFLOW_SETTINGS)
    problems += [f"airflow: dags {mapping(dags)}"] if mapping(dags) else []
    places = {key: value for key, value in document.items() if key in JOB_SETTINGS}
    settings = []
    for dag_id, own in _mapped(dags).items():
        where = f"airflow: dags: {dag_id}: "
        problems += [f"{where}its name {name(dag_id)}"] if name(dag_id) else []
        problems += _problems(where, own or {}, {**AIRFLOW_SETTINGS, **JOB_SETTINGS})
        settings.append(DagSettings(str(dag_id), {**DEFAULTS, **places, **section, **_mapped(own)}))
    if not problems:
        problems += [problem for each in settings for problem in _needs(each)]
    if problems:
        raise SettingsError(f"Cannot make the DAGs of {file}: {'; '.join(problems)}. Mend the file.")
    return settings


def _document(file: Path) -> dict[str, Any]:
    try:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        why = str(error).replace("\n", " ")
        raise SettingsError(
            f"Cannot read the settings in {file}: {why}. Put pipeline.yaml there, or name another in PINPIPE_SETTINGS."
        ) from error
    return dict(_mapped(document))


def _mapped(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _problems(where: str, written: Any, known: dict[str, Any]) -> list[str]:
    if mapping(written):
        return [f"{where.rstrip(': ')} {mapping(written)}"]
    problems = []
    for key, value in written.items():
        if key not in known:
            problems.append(f"{where}{key} is not a setting{_nearest(str(key), known)}")
        elif wrong := known[key](value):
            problems.append(f"{where}{key} {wrong}, was {value!r}")
        elif key in TARGETS:
            problems += _problems(f"{where}{key}: ", value, TARGET_SETTINGS[key])
    return problems


def _nearest(written: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(written, sorted(known), n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def _needs(settings: DagSettings) -> list[str]:
    """What is missing, or does not go together; asked only of a file whose every line is right by itself."""
    if not settings.get("target"):
        return [f"{settings.dag_id}: target is missing, one of {', '.join(TARGETS)}"]
    needed = ["landing", "prefix", "warehouse"]
    needed += ["bootstrap-servers"] if settings["land"] else []
    needed += ["output"] if settings["queries"] else []
    needed += ["jar"] if not settings.target.get("pinpipe") else []
    missing = [key for key in needed if not settings.get(key)]
    missing += [f"{settings['target']}: {key}" for key in REQUIRED[settings["target"]] if not settings.target.get(key)]
    problems = [f"{settings.dag_id}: {key} is missing" for key in missing]
    if isinstance(settings["tables"], list):
        problems += [
            f"{settings.dag_id}: {table} is no table of pinpipe's own, so `tables` must name the class of its job"
            for table in settings["tables"]
            if table not in OWN_TABLES
        ]
    if settings["target"] == "local" and bool(settings.target.get("pinpipe")) == bool(
        settings.target.get("spark-submit")
    ):
        problems.append(f"{settings.dag_id}: local must name either pinpipe, the launcher, or spark-submit")
    if settings["together"] and not problems and settings.tables != OWN_TABLES:
        problems.append(f"{settings.dag_id}: together goes with the tables pin, geo and user, which one job cleans")
    if settings["target"] == "local":
        places = (settings.get(key) for key in ("landing", "warehouse", "output", "reports", "jar"))
        problems += [
            f"{settings.dag_id}: {place} must be a whole path or a URI, since a task has no folder of its own"
            for place in places
            if place and not re.match(r"/|[a-z0-9]+:", place)
        ]
    return problems

"""What may stand in pipeline.yaml: each name with the form that its value must have."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

Check = Callable[[Any], str | None]
"""Says what a value must be ("must be …"), or None if it is that."""

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
DURATION = re.compile(r"(\d+)([smhd])")


def duration(written: str) -> timedelta:
    """The time that 90s, 5m, 2h or 1d means."""
    number, unit = DURATION.fullmatch(written).groups()
    return timedelta(**{UNITS[unit]: int(number)})


def anything(value: Any) -> str | None:
    return None


def text(value: Any) -> str | None:
    return None if isinstance(value, (str, int, float)) and str(value).strip() else "must be a text"


def name(value: Any) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", value)
    return None if good else "must be a name of letters, digits and _"


def flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def switch(value: Any) -> str | None:
    """YAML reads a bare on or off as true or false."""
    return None if isinstance(value, bool) or value in ("on", "off") else "must be on or off"


def count(value: Any) -> str | None:
    good = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return None if good else "must be a whole number from 0"


def time(value: Any) -> str | None:
    return None if isinstance(value, str) and DURATION.fullmatch(value) else "must be a time such as 5m, 2h or 1d"


def day(value: Any) -> str | None:
    return None if isinstance(value, date) else "must be a date such as 2026-01-01"


def cron(value: Any) -> str | None:
    from croniter import croniter  # comes with Airflow

    return None if isinstance(value, str) and croniter.is_valid(value) else "must be a cron schedule such as 0 3 * * *"


def zone(value: Any) -> str | None:
    from zoneinfo import available_timezones

    return None if value in available_timezones() else "must be a time zone such as UTC or Europe/Vienna"


def one_of(*allowed: str) -> Check:
    return lambda value: None if value in allowed else f"must be one of {', '.join(allowed)}"


def mapping(value: Any) -> str | None:
    return None if isinstance(value, dict) else "must be a list of `name: value` lines"


def tables(value: Any) -> str | None:
    """Names, each a table of pinpipe's own, or names with the main classes of their jobs."""
    named = list(value) if isinstance(value, (list, dict)) else []
    classes = value.values() if isinstance(value, dict) else []
    good = named and not any(name(table) for table in named) and not any(text(each) for each in classes)
    return None if good else "must be a list of tables, or of `table: main.Class` lines"


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TARGETS = ("local", "emr_serverless", "emr_cluster", "databricks")

JOB_SETTINGS: dict[str, Check] = {
    "landing": text,
    "prefix": text,
    "warehouse": text,
    "output": text,
    "bootstrap-servers": text,
    "kafka-config": text,
    "records-per-object": count,
    "gzip": flag,
    "max-rejected-share": text,
    "max-rejected": count,
    "grace": text,
    "offset-gaps": one_of("warn", "fail"),
    "deletion-vectors": switch,
    "read": one_of("auto", "spark"),
    "post-years": text,
    "join-years": text,
    "keep-days": count,
    "within-minutes": count,
}
"""The options of the jobs that the DAG passes on, by the names that they have on the command line."""

OTHER_COMMANDS = frozenset(
    """
    acknowledge-timeout api-key-header body-limit checkpoint columns count credentials delivery-timeout endpoint
    every from in-flight kinesis-source login metrics-port mode overlap partitions rate records-per-batch
    region replication-factor report resume seed settle shared-stream sign state stream-layout streams-to
    tables tls tls-keystore to trigger until-idle updated-at url where
    """.split()  # noqa: SIM905 a list of words is read as one
)
"""Settings of commands that the DAG does not run. The file serves them as well, so they are no mistake in it."""

AIRFLOW_SETTINGS: dict[str, Check] = {
    "target": one_of(*TARGETS),
    "jar": text,
    "reports": text,
    "schedule": cron,
    "timezone": zone,
    "start-date": day,
    "tables": tables,
    "together": flag,
    "doctor": flag,
    "land": flag,
    "queries": flag,
    "maintain": one_of(*WEEKDAYS, "never"),
    "answer-format": one_of("csv", "json", "parquet", "delta"),
    "retries": count,
    "retry-delay": time,
    "max-retry-delay": time,
    "task-timeout": time,
    "dag-timeout": time,
    "notify": text,
    **dict.fromkeys(TARGETS, mapping),
}
"""The section `airflow`. A DAG of its own under `dags` may say any of these anew, and any of the job settings."""

TARGET_SETTINGS: dict[str, dict[str, Check]] = {
    "local": {"pinpipe": text, "spark-submit": text, "conf": mapping},
    "emr_serverless": {
        "application-id": text,
        "execution-role-arn": text,
        "conf": mapping,
        "log-uri": text,
        "aws-conn-id": text,
        "region": text,
        "poll": time,
    },
    "emr_cluster": {
        "job-flow-id": text,
        "deploy-mode": one_of("client", "cluster"),
        "conf": mapping,
        "aws-conn-id": text,
        "region": text,
        "poll": time,
    },
    "databricks": {"conn-id": text, "cluster": mapping, "poll": time},
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "local": (),
    "emr_serverless": ("application-id", "execution-role-arn"),
    "emr_cluster": ("job-flow-id",),
    "databricks": ("cluster",),
}

"""The shape of a DAG, to be read from top to bottom."""

from __future__ import annotations

from datetime import datetime
from datetime import time as time_of_day
from typing import Any
from zoneinfo import ZoneInfo

from pinpipe_dags import jobs
from pinpipe_dags.airflow_api import BACKOFF, DAG, Asset, CronDataIntervalTimetable, Param
from pinpipe_dags.notify import FailureNotice
from pinpipe_dags.publish import Publish
from pinpipe_dags.settings import DagSettings
from pinpipe_dags.targets import task_for


def make_dag(settings: DagSettings) -> DAG:
    """doctor → (land) → clean_pin, clean_geo, clean_user, or clean_all → run_queries → maintain → publish."""
    with DAG(
        dag_id=settings.dag_id,
        description="What has landed becomes clean tables, and answers.",
        schedule=CronDataIntervalTimetable(settings["schedule"], timezone=settings["timezone"]),
        start_date=datetime.combine(settings["start-date"], time_of_day(), ZoneInfo(settings["timezone"])),
        catchup=False,  # what was missed is read by the next run: offsets are the bookmark, not dates
        max_active_runs=1,  # one writer a table
        dagrun_timeout=settings.time("dag-timeout"),
        default_args=_retries(settings),
        on_failure_callback=FailureNotice(settings.get("notify"), of_run=True),
        params=_params(settings),
        tags=["pinpipe"],
    ) as dag:
        steps = []
        if settings["doctor"]:
            steps.append(task_for(settings, jobs.doctor(settings)))
        if settings["land"]:
            steps.append(task_for(settings, jobs.land(settings)))
        steps.append(_clean(settings))
        if settings["queries"]:
            # A run for one table alone skips the others, and asks its questions all the same.
            steps.append(task_for(settings, jobs.run_queries(settings), trigger_rule="none_failed_min_one_success"))
        if settings["maintain"] != "never":
            steps.append(task_for(settings, jobs.maintain(settings), trigger_rule="none_failed_min_one_success"))
        if settings["queries"]:
            steps.append(_publish(settings))
        for before, after in zip(steps, steps[1:], strict=False):
            before >> after
    return dag


def _clean(settings: DagSettings) -> Any:
    if settings["together"]:
        assets = [table_asset(settings, table) for table in settings.tables]
        return task_for(settings, jobs.clean_all(settings), outlets=assets)
    return [
        task_for(settings, jobs.clean(settings, table), outlets=[table_asset(settings, table)])
        for table in settings.tables
    ]


def _publish(settings: DagSettings) -> Publish:
    """After all that was to be done; on most days there is nothing to maintain."""
    return Publish(
        cleaned=_clean_ids(settings),
        task_id="publish",
        outlets=[answers_asset(settings)],
        trigger_rule="none_failed",
    )


def _clean_ids(settings: DagSettings) -> list[str]:
    return ["clean_all"] if settings["together"] else [f"clean_{table}" for table in settings.tables]


def _retries(settings: DagSettings) -> dict[str, Any]:
    """For exit code 1 alone; pinpipe_dags.outcome ends a task at once with 2 and 3."""
    return {
        "owner": "pinpipe",
        "retries": settings["retries"],
        "retry_delay": settings.time("retry-delay"),
        "retry_exponential_backoff": BACKOFF,
        "max_retry_delay": settings.time("max-retry-delay"),
        "on_failure_callback": FailureNotice(settings.get("notify")),
    }


def _params(settings: DagSettings) -> dict[str, Param]:
    return {
        "rebuild": Param(False, type="boolean", description="Read everything again and swap the tables."),
        "table": Param(None, enum=[None, *settings.tables], description="Clean this table alone."),
    }


def table_asset(settings: DagSettings, table: str) -> Asset:
    """What other DAGs schedule on: it is updated when a run has cleaned the table."""
    return Asset(uri_of(f"{settings['warehouse'].rstrip('/')}/{table}"))


def answers_asset(settings: DagSettings) -> Asset:
    """The folder of the answers."""
    return Asset(uri_of(settings["output"].rstrip("/")))


def uri_of(place: str) -> str:
    """A place as a URI; S3A is how Spark calls S3, and nobody else does."""
    if place.startswith("/"):
        return f"file://{place}"
    return place.replace("s3a://", "s3://", 1)

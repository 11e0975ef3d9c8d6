"""The end of a run: the answers are announced, with what became of the records."""

from __future__ import annotations

from typing import Any

from pinpipe_dags.airflow_api import BaseOperator

OUTCOMES = ("inserted", "updated", "unchanged", "stale", "duplicate", "rejected")


class Publish(BaseOperator):
    """Tells whoever schedules on the answers that there are new ones, and what the runs did to each table."""

    def __init__(self, *, cleaned: list[str], **options: Any) -> None:
        super().__init__(**options)
        self.cleaned = cleaned

    def execute(self, context: Any) -> dict[str, Any]:
        reports = [context["ti"].xcom_pull(task_ids=task) for task in self.cleaned]
        tables = summary([report for report in reports if report])
        for table, numbers in tables.items():
            self.log.info("%s: %s", table, numbers)
        for asset in self.outlets:
            context["outlet_events"][asset].extra = {"tables": tables, "run_id": context["run_id"]}
        return tables


def summary(reports: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Of each table: how many records were read, and their outcomes, over all its runs."""
    tables: dict[str, dict[str, int]] = {}
    for run in (run for report in reports for run in report.get("runs", [])):
        numbers = tables.setdefault(run["table"], dict.fromkeys(("read", *OUTCOMES), 0))
        numbers["read"] += run["read"]
        for outcome in OUTCOMES:
            numbers[outcome] += run["outcomes"][outcome]
    return tables

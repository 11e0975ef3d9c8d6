"""Databricks: a one-time run of a JAR task."""

from __future__ import annotations

import json
from typing import Any

from airflow.providers.databricks.operators.databricks import DatabricksSubmitRunOperator

from pinpipe_dags.airflow_api import AirflowException, TaskDeferred
from pinpipe_dags.attempts import token_of
from pinpipe_dags.jobs import Job
from pinpipe_dags.schema import duration
from pinpipe_dags.settings import DagSettings
from pinpipe_dags.targets.submitting import MARGIN, SubmittingTask


def task(settings: DagSettings, job: Job, **options: Any) -> DatabricksJob:
    """The task that runs this job there."""
    return DatabricksJob(
        settings=settings, job=job, execution_timeout=settings.time("task-timeout") + MARGIN, **options
    )


class DatabricksJob(SubmittingTask, DatabricksSubmitRunOperator):
    """Runs a job as a JAR task of a one-time run. The idempotency token makes a second submit the first one."""

    template_fields = (*DatabricksSubmitRunOperator.template_fields, *SubmittingTask.own_template_fields)

    def __init__(self, *, settings: DagSettings, job: Job, **options: Any) -> None:
        target = settings.target
        super().__init__(
            databricks_conn_id=target.get("conn-id", "databricks_default"),
            polling_period_seconds=int(duration(target.get("poll", "30s")).total_seconds()),
            timeout_seconds=int(settings.time("task-timeout").total_seconds()),
            deferrable=True,
            **options,
        )
        self.timeout = settings.time("task-timeout")
        self.cluster = target["cluster"]
        self.jar = settings["jar"]
        self.take(settings, job)

    def execute(self, context: Any) -> Any:
        self.choose_attempt(context)
        try:
            super().execute(context)
        except TaskDeferred as deferral:
            raise self.deferring(deferral, run=self.run_id) from None
        return self.conclusion  # it had ended before there was anything to wait for

    def execute_complete(self, context: Any, event: dict[str, Any] | None = None, number: int = 0, run: int = 0) -> Any:
        state = json.loads(event["run_state"])
        ended = state.get("result_state") or state.get("life_cycle_state")
        page = event.get("run_page_url")
        told = f"{state.get('state_message') or 'no details'} {self.errors(event)} {page}"
        self.conclusion = self.concluded(
            number or self.number, ended == "SUCCESS", f"Run {run or self.run_id} is {ended}: {told}"
        )
        return self.conclusion

    def describe(self, name: str, job: Job, arguments: list[str]) -> None:
        self.run_name = name
        self.idempotency_token = token_of(name, arguments)
        jar_task = {"main_class_name": job.main_class, "parameters": arguments}
        self.tasks = [
            {"task_key": job.name, "spark_jar_task": jar_task, "libraries": [{"jar": self.jar}], **self.cluster}
        ]

    def is_live(self) -> bool:
        run = self._hook.submit_run(
            {
                "run_name": self.run_name,
                "idempotency_token": self.idempotency_token,
                "timeout_seconds": self.timeout_seconds,
                "tasks": self.tasks,
            }
        )
        return not self._hook.get_run_state(run).is_terminal

    def read_report(self, uri: str) -> str | None:
        if not uri.startswith("/Volumes/"):
            from pinpipe_dags.targets.s3_reports import read_s3

            return read_s3(uri)
        try:
            return json.dumps(self._hook._do_api_call(("GET", f"2.0/fs/files{uri}")))
        except AirflowException as error:
            self.log.warning("Cannot read the report %s: %s", uri, error)
            return None

    @staticmethod
    def errors(event: dict[str, Any]) -> str:
        return " ".join(str(error.get("error", "")) for error in event.get("errors") or [])

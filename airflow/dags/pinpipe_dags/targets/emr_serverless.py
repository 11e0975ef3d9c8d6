"""EMR Serverless: a job run of an application."""

from __future__ import annotations

import shlex
from typing import Any

from airflow.providers.amazon.aws.hooks.emr import EmrServerlessHook
from airflow.providers.amazon.aws.operators.emr import EmrServerlessStartJobOperator

from pinpipe_dags.airflow_api import TaskDeferred
from pinpipe_dags.attempts import token_of
from pinpipe_dags.jobs import Job
from pinpipe_dags.settings import DagSettings
from pinpipe_dags.targets.s3_reports import read_s3
from pinpipe_dags.targets.submitting import MARGIN, SubmittingTask, TookTooLongError, spark_conf, waiting


def task(settings: DagSettings, job: Job, **options: Any) -> EmrServerlessJob:
    """The task that runs this job there."""
    return EmrServerlessJob(
        settings=settings, job=job, execution_timeout=settings.time("task-timeout") + 2 * MARGIN, **options
    )


class EmrServerlessJob(SubmittingTask, EmrServerlessStartJobOperator):
    """Runs a job as a job run. The client token makes a second submit the first one."""

    template_fields = (*EmrServerlessStartJobOperator.template_fields, *SubmittingTask.own_template_fields)

    def __init__(self, *, settings: DagSettings, job: Job, **options: Any) -> None:
        target = settings.target
        super().__init__(
            application_id=target["application-id"],
            execution_role_arn=target["execution-role-arn"],
            job_driver={},
            configuration_overrides=_logging(target.get("log-uri")),
            config={"executionTimeoutMinutes": max(5, int(settings.time("task-timeout").total_seconds()) // 60)},
            aws_conn_id=target.get("aws-conn-id", "aws_default"),
            region_name=target.get("region"),
            deferrable=True,
            **waiting(settings),
            **options,
        )
        self.timeout = settings.time("task-timeout")
        self.jar = settings["jar"]
        self.conf = spark_conf(settings)
        self.take(settings, job)

    def execute(self, context: Any, event: dict[str, Any] | None = None) -> Any:
        self.choose_attempt(context)
        try:
            return super().execute(context, event)
        except TaskDeferred as deferral:
            raise self.deferring(deferral, job_id=self.job_id) from None

    def execute_complete(
        self, context: Any, event: dict[str, Any] | None = None, number: int = 1, job_id: str = ""
    ) -> Any:
        run = self.job_run(job_id)
        if run["state"] not in EmrServerlessHook.JOB_TERMINAL_STATES:
            self.hook.conn.cancel_job_run(applicationId=self.application_id, jobRunId=job_id)
            raise TookTooLongError(f"job run {job_id}", self.timeout)
        told = f"Job run {job_id} is {run['state']}: {run.get('stateDetails') or 'no details'}"
        return self.concluded(number, run["state"] in EmrServerlessHook.JOB_SUCCESS_STATES, told)

    def describe(self, name: str, job: Job, arguments: list[str]) -> None:
        self.name = name
        self.client_request_token = token_of(name, arguments)
        submit = {"entryPoint": self.jar, "entryPointArguments": arguments}
        submit["sparkSubmitParameters"] = shlex.join(["--class", job.main_class, *self.conf])
        self.job_driver = {"sparkSubmit": submit}

    def is_live(self) -> bool:
        started = self.hook.conn.start_job_run(
            clientToken=self.client_request_token,
            applicationId=self.application_id,
            executionRoleArn=self.execution_role_arn,
            jobDriver=self.job_driver,
            name=self.name,
            **self.config,
            **({"configurationOverrides": self.configuration_overrides} if self.configuration_overrides else {}),
        )
        return self.job_run(started["jobRunId"])["state"] not in EmrServerlessHook.JOB_TERMINAL_STATES

    def job_run(self, job_id: str) -> dict[str, Any]:
        return self.hook.conn.get_job_run(applicationId=self.application_id, jobRunId=job_id)["jobRun"]

    def read_report(self, uri: str) -> str | None:
        return read_s3(uri, self.aws_conn_id, self.region_name)


def _logging(uri: str | None) -> dict[str, Any] | None:
    return {"monitoringConfiguration": {"s3MonitoringConfiguration": {"logUri": uri}}} if uri else None

"""A running EMR cluster: a step of it."""

from __future__ import annotations

from typing import Any

from airflow.providers.amazon.aws.operators.emr import EmrAddStepsOperator
from airflow.providers.amazon.aws.triggers.emr import EmrAddStepsTrigger

from pinpipe_dags.airflow_api import TaskDeferred
from pinpipe_dags.jobs import Job
from pinpipe_dags.settings import DagSettings
from pinpipe_dags.targets.s3_reports import read_s3
from pinpipe_dags.targets.submitting import MARGIN, SubmittingTask, TookTooLongError, spark_conf, waiting

LIVE = ("PENDING", "CANCEL_PENDING", "RUNNING")


def task(settings: DagSettings, job: Job, **options: Any) -> EmrStep:
    """The task that runs this job there."""
    return EmrStep(settings=settings, job=job, execution_timeout=settings.time("task-timeout") + 2 * MARGIN, **options)


class EmrStep(SubmittingTask, EmrAddStepsOperator):
    """Runs a job as a step. EMR knows no idempotency token here, so a step under way is found by its name."""

    template_fields = (*EmrAddStepsOperator.template_fields, *SubmittingTask.own_template_fields)

    def __init__(self, *, settings: DagSettings, job: Job, **options: Any) -> None:
        target = settings.target
        super().__init__(
            job_flow_id=target["job-flow-id"],
            aws_conn_id=target.get("aws-conn-id", "aws_default"),
            region_name=target.get("region"),
            deferrable=True,
            **waiting(settings),
            **options,
        )
        self.timeout = settings.time("task-timeout")
        self.submit = ["spark-submit", "--deploy-mode", target.get("deploy-mode", "client"), *spark_conf(settings)]
        self.jar = settings["jar"]
        self.live: list[str] = []
        self.take(settings, job)

    def execute(self, context: Any) -> Any:
        self.choose_attempt(context)
        if self.live:
            self.defer(
                trigger=EmrAddStepsTrigger(
                    job_flow_id=self.job_flow_id,
                    step_ids=self.live,
                    aws_conn_id=self.aws_conn_id,
                    region_name=self.region_name,
                    waiter_delay=self.waiter_delay,
                    waiter_max_attempts=self.waiter_max_attempts,
                ),
                method_name="execute_complete",
                kwargs={"number": self.number, "step_id": self.live[0]},
            )
        try:
            return super().execute(context)
        except TaskDeferred as deferral:
            raise self.deferring(deferral, step_id=deferral.trigger.serialized_fields["step_ids"][0]) from None

    def execute_complete(
        self, context: Any, event: dict[str, Any] | None = None, number: int = 1, step_id: str = ""
    ) -> Any:
        status = self.hook.conn.describe_step(ClusterId=self.job_flow_id, StepId=step_id)["Step"]["Status"]
        if status["State"] in LIVE:
            self.hook.conn.cancel_steps(
                ClusterId=self.job_flow_id, StepIds=[step_id], StepCancellationOption="TERMINATE_PROCESS"
            )
            raise TookTooLongError(f"step {step_id}", self.timeout)
        details = status.get("FailureDetails", {})
        told = " ".join(details[key] for key in ("Reason", "Message", "LogFile") if details.get(key))
        return self.concluded(
            number, status["State"] == "COMPLETED", f"Step {step_id} is {status['State']}: {told or 'no details'}"
        )

    def describe(self, name: str, job: Job, arguments: list[str]) -> None:
        submit = [*self.submit, "--class", job.main_class, self.jar, *arguments]
        jar_step = {"Jar": "command-runner.jar", "Args": submit}
        self.steps = [{"Name": name, "ActionOnFailure": "CONTINUE", "HadoopJarStep": jar_step}]

    def is_live(self) -> bool:
        pages = self.hook.conn.get_paginator("list_steps").paginate(ClusterId=self.job_flow_id, StepStates=list(LIVE))
        name = self.steps[0]["Name"]
        self.live = [step["Id"] for page in pages for step in page["Steps"] if step["Name"] == name]
        return bool(self.live)

    def read_report(self, uri: str) -> str | None:
        return read_s3(uri, self.aws_conn_id, self.region_name)

"""EMR Serverless and EMR: the exact requests, and what becomes of success, failure, timeout and a lost worker."""

from __future__ import annotations

import json
import urllib.request
from datetime import timedelta

import boto3
import pytest
from moto.backends import get_backend
from moto.server import ThreadedMotoServer

from documents import settings
from pinpipe_dags.airflow_api import AirflowException, AirflowFailException, AirflowSkipException
from pinpipe_dags.attempts import token_of
from pinpipe_dags.targets import submitting
from playing import RUN, play
from recording import Answer, RecordingServer

ACCOUNT, REGION = "123456789012", "us-east-1"
FOLDER = "warehouse/_reports/pinpipe_daily/scheduled__2026-03-01T030000-0000"


def submit_of(request) -> dict:
    return request.json["jobDriver"]["sparkSubmit"]


@pytest.fixture(scope="module")
def moto():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield server.get_host_and_port()[1]
    server.stop()


@pytest.fixture
def impatient(monkeypatch):
    """Airflow stops waiting at the second look."""
    monkeypatch.setattr(submitting, "MARGIN", timedelta())
    return {"task-timeout": "2s"}


@pytest.fixture
def aws(moto, monkeypatch):
    """Moto behind a server that records, with EMR Serverless's idempotency, which moto has not."""
    started: dict[str, Answer] = {}

    def idempotent(request):
        if request.method == "POST" and request.path.endswith("/jobruns"):
            key = request.json["clientToken"]
            if key not in started:
                started[key] = server.handed_on(request)
            return started[key]
        return None

    server = RecordingServer(idempotent, behind=moto)
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    boto3.client("s3").create_bucket(Bucket="bucket")
    yield server
    server.close()
    urllib.request.urlopen(f"http://127.0.0.1:{moto}/moto-api/reset", data=b"").close()


def put_report(name: str, **report) -> None:
    boto3.client("s3").put_object(Bucket="bucket", Key=f"{FOLDER}/{name}", Body=json.dumps(report))


REJECTED = {
    "exit": 3,
    "why": "Cannot clean pin: 31.0% of 4,210 records rejected (allowed 5.0%), mostly other_table.",
    "runs": [{"table": "pin", "status": "rejected", "reasons": {"other_table": 1305}}],
}


class TestEmrServerless:
    @pytest.fixture(autouse=True)
    def application(self, aws):
        client = boto3.client("emr-serverless")
        made = client.create_application(name="pinpipe", releaseLabel="emr-7.12.0", type="SPARK")
        client.start_application(applicationId=made["applicationId"])
        aws.requests.clear()
        self.aws, self.application_id = aws, made["applicationId"]
        self.settings = settings("emr_serverless")
        self.settings.values["emr_serverless"]["application-id"] = self.application_id

    def runs_become(self, state: str, details: str = "") -> None:
        """From now on, what is submitted is at once in this state."""
        before = self.aws.answer

        def answer(request):
            answered = before(request)
            for run in get_backend("emr-serverless")[ACCOUNT][REGION].job_runs.get(self.application_id, []):
                run.state, run.state_details = state, details
            return answered

        self.aws.answer = answer

    def test_a_job_is_one_request_with_all_of_its_arguments(self):
        self.runs_become("SUCCESS")
        put_report("clean_pin-1.json", exit=0, runs=[])

        assert play(self.settings, "clean_pin") == {"exit": 0, "runs": []}

        (submitted,) = self.aws.of("POST", "/jobruns")
        assert submitted.path == f"/applications/{self.application_id}/jobruns"
        name = f"pinpipe_daily.clean_pin {RUN} 1"
        assert submitted.json == {
            "clientToken": token_of(name, submit_of(submitted)["entryPointArguments"]),
            "executionRoleArn": "arn:aws:iam::123456789012:role/pinpipe-job",
            "executionTimeoutMinutes": 120,
            "name": name,
            "configurationOverrides": {
                "monitoringConfiguration": {"s3MonitoringConfiguration": {"logUri": "s3://bucket/logs"}}
            },
            "jobDriver": {
                "sparkSubmit": {
                    "entryPoint": "s3://bucket/jars/pinpipe.jar",
                    "entryPointArguments": [
                        *("--landing", "s3://bucket/landing", "--prefix", "0a1b"),
                        *("--warehouse", "s3://bucket/warehouse"),
                        *("--report", f"s3://bucket/{FOLDER}/clean_pin-1.json"),
                    ],
                    "sparkSubmitParameters": "--class pinpipe.etl.job.CleanPin --conf spark.executor.memory=8g",
                }
            },
        }

    def test_another_day_is_another_job_with_another_report(self):
        self.runs_become("SUCCESS")
        next_day = RUN.replace("03-01", "03-02")

        play(self.settings, "clean_pin")
        play(self.settings, "clean_pin", run_id=next_day)

        one, other = self.aws.of("POST", "/jobruns")
        assert one.json["name"] != other.json["name"] == f"pinpipe_daily.clean_pin {next_day} 1"
        assert one.json["clientToken"] != other.json["clientToken"]
        reports = [submit_of(each)["entryPointArguments"][-1] for each in (one, other)]
        assert reports == [f"s3://bucket/{FOLDER}/clean_pin-1.json".replace("03-01", day) for day in ("03-01", "03-02")]

    def test_rejected_data_fails_at_once_and_names_the_reason(self):
        self.runs_become("FAILED", "ExitCode: 1")
        put_report("clean_pin-1.json", **REJECTED)

        with pytest.raises(AirflowFailException, match="31.0% of 4,210 .* Rejected, by reason: pin: other_table 1,305"):
            play(self.settings, "clean_pin")

    def test_without_a_report_the_platforms_words_decide(self):
        self.runs_become("FAILED", "Job failed. ExitCode: 2. Last few exceptions: none")
        with pytest.raises(AirflowFailException, match="asked wrongly"):
            play(self.settings, "doctor")

        self.runs_become("FAILED", "The driver was lost")
        with pytest.raises(AirflowException, match="is FAILED: The driver was lost .*may be tried again"):
            play(self.settings, "doctor", run_id=RUN.replace("03-01", "03-02"))

    def test_a_try_after_a_failed_one_is_a_job_of_its_own(self):
        self.runs_become("FAILED", "The driver was lost")
        with pytest.raises(AirflowException):
            play(self.settings, "clean_pin")
        self.aws.requests.clear()
        put_report("clean_pin-1.json", **REJECTED)  # of the first attempt: it says nothing about the second

        with pytest.raises(AirflowException, match="The driver was lost"):
            play(self.settings, "clean_pin", try_number=2)

        names = [request.json["name"] for request in self.aws.of("POST", "/jobruns")]
        assert names == [f"pinpipe_daily.clean_pin {RUN} {attempt}" for attempt in (1, 2)]
        assert len({request.json["clientToken"] for request in self.aws.of("POST", "/jobruns")}) == 2

    def test_a_try_after_a_lost_worker_waits_for_the_job_that_runs(self, impatient):
        client = boto3.client("emr-serverless")
        self.settings.values.update(impatient)
        with pytest.raises(AirflowException, match="was cancelled"):
            self.runs_become("RUNNING")
            play(self.settings, "clean_pin")
        jobs = client.list_job_runs(applicationId=self.application_id)["jobRuns"]

        backend = get_backend("emr-serverless")[ACCOUNT][REGION]
        polls = []
        before = self.aws.answer

        def succeeds_at_the_second_look(request):
            answered = before(request)
            if request.method == "GET" and "/jobruns/" in request.path:
                polls.append(request)
                for run in backend.job_runs[self.application_id]:
                    run.state = "RUNNING" if len(polls) < 2 else "SUCCESS"
            return answered

        self.aws.answer = succeeds_at_the_second_look
        self.settings.values["task-timeout"] = "2h"
        put_report("clean_pin-1.json", exit=0, runs=[])

        assert play(self.settings, "clean_pin", try_number=2) == {"exit": 0, "runs": []}
        after = client.list_job_runs(applicationId=self.application_id)["jobRuns"]
        assert [job["id"] for job in after] == [job["id"] for job in jobs]

    def test_a_run_for_one_table_skips_the_others_and_may_rebuild_it(self):
        self.runs_become("SUCCESS")

        with pytest.raises(AirflowSkipException, match="This run is for the table pin alone"):
            play(self.settings, "clean_geo", table="pin")
        play(self.settings, "clean_pin", table="pin", rebuild=True)

        (submitted,) = self.aws.of("POST", "/jobruns")
        assert "--rebuild" in submit_of(submitted)["entryPointArguments"]


class TestEmrCluster:
    @pytest.fixture(autouse=True)
    def cluster(self, aws):
        made = boto3.client("emr").run_job_flow(
            Name="pinpipe",
            LogUri="s3://bucket/logs",
            Instances={
                "MasterInstanceType": "m6g.large",
                "SlaveInstanceType": "m6g.large",
                "InstanceCount": 2,
                "KeepJobFlowAliveWhenNoSteps": True,
            },
            JobFlowRole="EMR_EC2_DefaultRole",
            ServiceRole="EMR_DefaultRole",
        )
        self.aws, self.cluster_id = aws, made["JobFlowId"]
        self.settings = settings("emr_cluster")
        self.settings.values["emr_cluster"]["job-flow-id"] = self.cluster_id
        aws.requests.clear()

    def steps_become(self, state: str, **details: str) -> None:
        before = self.aws.answer

        def answer(request):
            for step in get_backend("emr")[ACCOUNT][REGION].clusters[self.cluster_id].steps:
                step.state = state
            if request.action == "DescribeStep" and details:
                answered = json.loads(self.aws.handed_on(request).body)
                answered["Step"]["Status"]["FailureDetails"] = details
                return Answer.of(answered)
            if request.action == "CancelSteps":  # moto has it not
                return Answer.of({"CancelStepsInfoList": [{"Status": "SUBMITTED"}]})
            return before(request)

        self.aws.answer = answer

    def added(self) -> list[dict]:
        return [request.json for request in self.aws.requests if request.action == "AddJobFlowSteps"]

    def test_a_job_is_one_step_with_all_of_its_arguments(self):
        self.steps_become("COMPLETED")
        put_report("clean_user-1.json", exit=0, runs=[])

        assert play(self.settings, "clean_user") == {"exit": 0, "runs": []}

        assert self.added() == [
            {
                "JobFlowId": self.cluster_id,
                "Steps": [
                    {
                        "Name": f"pinpipe_daily.clean_user {RUN} 1",
                        "ActionOnFailure": "CONTINUE",
                        "HadoopJarStep": {
                            "Jar": "command-runner.jar",
                            "Args": [
                                *("spark-submit", "--deploy-mode", "client", "--class", "pinpipe.etl.job.CleanUser"),
                                "s3://bucket/jars/pinpipe.jar",
                                *("--landing", "s3://bucket/landing", "--prefix", "0a1b"),
                                *("--warehouse", "s3://bucket/warehouse"),
                                *("--report", f"s3://bucket/{FOLDER}/clean_user-1.json"),
                            ],
                        },
                    }
                ],
            }
        ]

    def test_a_failed_step_is_judged_by_its_report(self):
        self.steps_become("FAILED", Reason="Unknown Error.", LogFile="s3://bucket/logs/stderr.gz")
        put_report("clean_pin-1.json", **REJECTED)

        with pytest.raises(AirflowFailException, match="mostly other_table"):
            play(self.settings, "clean_pin")

    def test_without_a_report_it_is_tried_again_and_says_where_the_log_is(self):
        self.steps_become("FAILED", Reason="Unknown Error.", LogFile="s3://bucket/logs/stderr.gz")

        with pytest.raises(AirflowException, match=r"Unknown Error. s3://bucket/logs/stderr.gz .*may be tried again"):
            play(self.settings, "doctor")

    def test_a_step_that_takes_too_long_is_cancelled_and_may_be_tried_again(self, impatient):
        self.steps_become("RUNNING")
        self.settings.values.update(impatient)

        with pytest.raises(AirflowException, match="was cancelled") as caught:
            play(self.settings, "clean_pin")

        assert not isinstance(caught.value, AirflowFailException)
        (cancelled,) = (request.json for request in self.aws.requests if request.action == "CancelSteps")
        assert cancelled["StepCancellationOption"] == "TERMINATE_PROCESS"

    def test_a_try_after_a_lost_worker_finds_the_step_by_its_name(self):
        boto3.client("emr").add_job_flow_steps(
            JobFlowId=self.cluster_id,
            Steps=[{"Name": f"pinpipe_daily.clean_pin {RUN} 1", "HadoopJarStep": {"Jar": "command-runner.jar"}}],
        )
        self.aws.requests.clear()
        before = self.aws.answer

        def completes_when_looked_at(request):
            listing = request.action == "ListSteps" and "StepStates" in request.json
            for step in get_backend("emr")[ACCOUNT][REGION].clusters[self.cluster_id].steps:
                step.state = "RUNNING" if listing else "COMPLETED"
            return before(request)

        self.aws.answer = completes_when_looked_at
        put_report("clean_pin-1.json", exit=0, runs=[])

        assert play(self.settings, "clean_pin", try_number=2) == {"exit": 0, "runs": []}
        assert self.added() == []

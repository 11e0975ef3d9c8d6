"""Databricks: the exact requests to its REST API, and what becomes of success, failure, timeout and a lost worker."""

from __future__ import annotations

import json
import urllib.parse

import pytest

from documents import settings
from pinpipe_dags.airflow_api import AirflowException, AirflowFailException
from pinpipe_dags.attempts import token_of
from playing import RUN, play
from recording import Answer, RecordingServer

REPORT = "/Volumes/main/pinpipe/reports/pinpipe_daily/scheduled__2026-03-01T030000-0000/clean_pin-1.json"


PLACES = ("--landing", "s3://bucket/landing", "--prefix", "0a1b", "--warehouse", "s3://bucket/warehouse")


def arguments(attempt: int) -> list[str]:
    return [*PLACES, "--report", REPORT.replace("-1.json", f"-{attempt}.json")]


def token(attempt: int) -> str:
    return token_of(f"pinpipe_daily.clean_pin {RUN} {attempt}", arguments(attempt))


class Workspace:
    """Answers as the jobs and files APIs do: a token that is known gives the run that it was first sent for."""

    def __init__(self) -> None:
        self.runs: dict[str, int] = {}
        self.files: dict[str, dict] = {}
        self.states = [{"life_cycle_state": "TERMINATED", "result_state": "SUCCESS", "state_message": ""}]
        self.error = ""
        self.looks = 0

    def answer(self, request) -> Answer:
        path = urllib.parse.urlparse(request.path)
        asked = path.path.split("/", 3)[-1]
        if asked == "jobs/runs/submit":
            run = self.runs.setdefault(request.json["idempotency_token"], len(self.runs) + 1)
            return Answer.of({"run_id": run})
        if asked == "jobs/runs/get":
            run = int(urllib.parse.parse_qs(path.query)["run_id"][0])
            state = self.states[min(self.looks, len(self.states) - 1)]
            self.looks += 1
            task = {"task_key": "clean_pin", "run_id": 100 + run, "state": state}
            page = f"https://workspace/run/{run}"
            return Answer.of({"run_id": run, "job_id": 7, "run_page_url": page, "state": state, "tasks": [task]})
        if asked == "jobs/runs/get-output":
            return Answer.of({"error": self.error, "metadata": {}})
        file = self.files.get(request.path.removeprefix("/api/2.0/fs/files"))
        return Answer.of(file) if file else Answer.of({"error_code": "NOT_FOUND"}, 404)


RUNNING = {"life_cycle_state": "RUNNING", "state_message": "In run"}
FAILED = {"life_cycle_state": "TERMINATED", "result_state": "FAILED", "state_message": "Task failed"}
TIMED_OUT = {"life_cycle_state": "TERMINATED", "result_state": "TIMEDOUT", "state_message": "Timed out"}


@pytest.fixture
def workspace():
    return Workspace()


@pytest.fixture
def server(workspace, monkeypatch):
    server = RecordingServer(workspace.answer)
    place = {"schema": "http", "host": "127.0.0.1", "port": server.server.server_address[1]}
    connection = {"conn_type": "databricks", "password": "a-token-of-tests", **place}
    monkeypatch.setenv("AIRFLOW_CONN_DATABRICKS_TEST", json.dumps(connection))
    yield server
    server.close()


@pytest.fixture
def dag(server):
    return settings("databricks", jar="/Volumes/main/pinpipe/pinpipe.jar", reports="/Volumes/main/pinpipe/reports")


def submits(server) -> list[dict]:
    return [request.json for request in server.of("POST", "/jobs/runs/submit")]


def test_a_job_is_one_request_with_all_of_its_arguments(dag, server, workspace):
    workspace.states.insert(0, RUNNING)
    workspace.files[REPORT] = {"exit": 0, "runs": []}

    assert play(dag, "clean_pin") == {"exit": 0, "runs": []}

    (submitted,) = submits(server)
    assert submitted == {
        "run_name": f"pinpipe_daily.clean_pin {RUN} 1",
        "idempotency_token": token(1),
        "timeout_seconds": "7200",  # the provider writes numbers as text, and the API takes both
        "tasks": [
            {
                "task_key": "clean_pin",
                "existing_cluster_id": "c1",
                "libraries": [{"jar": "/Volumes/main/pinpipe/pinpipe.jar"}],
                "spark_jar_task": {
                    "main_class_name": "pinpipe.etl.job.CleanPin",
                    "parameters": arguments(1),
                },
            }
        ],
    }
    assert {request.headers["Authorization"] for request in server.requests} == {"Bearer a-token-of-tests"}


def test_a_run_that_ended_before_anybody_waited_counts_too(dag, workspace):
    workspace.files[REPORT] = {"exit": 0, "runs": []}

    assert play(dag, "clean_pin") == {"exit": 0, "runs": []}


def test_rejected_data_fails_at_once_and_names_the_reason(dag, workspace):
    workspace.states = [RUNNING, RUNNING, FAILED]
    run = {"table": "pin", "status": "rejected", "reasons": {"other_table": 1305}}
    workspace.files[REPORT] = {"exit": 3, "why": "Cannot clean pin: 31.0% of 4,210 records rejected.", "runs": [run]}

    with pytest.raises(AirflowFailException, match="31.0% of 4,210 .*: pin: other_table 1,305"):
        play(dag, "clean_pin")


def test_without_a_report_the_errors_of_the_task_decide(dag, workspace):
    workspace.states, workspace.error = [FAILED], "The main class ended with exit code 2"
    with pytest.raises(AirflowFailException, match="asked wrongly"):
        play(dag, "clean_pin")

    workspace.error = "Spark driver lost"
    with pytest.raises(AirflowException, match="Spark driver lost .*may be tried again"):
        play(dag, "clean_pin")


def test_a_run_that_takes_too_long_is_ended_by_the_platform_and_may_be_tried_again(dag, workspace):
    workspace.states = [RUNNING, TIMED_OUT]

    with pytest.raises(AirflowException, match="is TIMEDOUT: Timed out .*may be tried again"):
        play(dag, "clean_pin")


def test_a_try_after_a_lost_worker_waits_for_the_run_that_is_there(dag, server, workspace):
    workspace.runs[token(1)] = 1
    workspace.states = [RUNNING, RUNNING, {**FAILED, "result_state": "SUCCESS"}]
    workspace.files[REPORT] = {"exit": 0, "runs": []}

    assert play(dag, "clean_pin", try_number=2) == {"exit": 0, "runs": []}

    assert workspace.runs == {token(1): 1}
    assert {each["idempotency_token"] for each in submits(server)} == {token(1)}


def test_a_try_after_a_failed_one_is_a_run_of_its_own(dag, workspace):
    workspace.runs[token(1)] = 1
    workspace.states = [FAILED]

    with pytest.raises(AirflowException):
        play(dag, "clean_pin", try_number=2)

    assert workspace.runs == {token(1): 1, token(2): 2}

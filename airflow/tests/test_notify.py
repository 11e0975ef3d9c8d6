"""Who is called: once for each task that failed for good, and for a run that took too long."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from pinpipe_dags.notify import FailureNotice
from pinpipe_dags.publish import summary
from recording import Answer, RecordingServer

FAILED = {
    "ti": SimpleNamespace(
        dag_id="pinpipe_daily", task_id="clean_pin", run_id="today", try_number=1, log_url="http://airflow/log/1"
    ),
    "dag_run": SimpleNamespace(dag_id="pinpipe_daily", run_id="today"),
    "exception": "Cannot clean pin: 31% rejected. (exit code 3: data rejected, not tried again)",
}


@pytest.fixture
def hook(monkeypatch):
    server = RecordingServer(lambda request: Answer.of({"ok": True}))
    connection = {"conn_type": "http", "host": f"{server.url}/T1/B2", "password": "a-token-of-tests"}
    monkeypatch.setenv("AIRFLOW_CONN_ALERTS", json.dumps(connection))
    yield server
    server.close()


def test_a_failed_task_is_posted_with_its_reasons_and_its_log(hook):
    FailureNotice("alerts")(FAILED)

    (posted,) = hook.requests
    assert posted.path == "/T1/B2"
    assert posted.headers["Authorization"] == "Bearer a-token-of-tests"
    assert posted.json["text"] == (
        "pinpipe_daily.clean_pin of today failed at try 1: Cannot clean pin: 31% rejected."
        " (exit code 3: data rejected, not tried again)\nLog: http://airflow/log/1"
    )


def test_a_run_is_posted_only_if_it_ran_out_of_time(hook):
    notice = FailureNotice("alerts", of_run=True)

    notice({**FAILED, "reason": "task_failure"})
    assert hook.requests == []
    notice({**FAILED, "reason": "timed_out"})
    assert [request.json["text"] for request in hook.requests] == [
        "pinpipe_daily of today was ended: it took longer than dag-timeout."
    ]


def test_a_notice_that_cannot_be_sent_does_not_hide_the_failure(monkeypatch, caplog):
    monkeypatch.setenv("AIRFLOW_CONN_ALERTS", json.dumps({"conn_type": "http", "host": "http://127.0.0.1:1"}))

    FailureNotice("alerts")(FAILED)
    FailureNotice("no_such_connection")(FAILED)

    assert caplog.text.count("Cannot post the failure to the connection") == 2


def test_what_is_published_adds_up_all_runs_of_a_table():
    outcomes = {"inserted": 2, "updated": 0, "unchanged": 0, "stale": 0, "duplicate": 1, "rejected": 0}
    run = {"table": "pin", "read": 3, "outcomes": outcomes}

    assert summary([{"runs": [run, run]}, {"exit": 0}]) == {
        "pin": {"read": 6, "inserted": 4, "updated": 0, "unchanged": 0, "stale": 0, "duplicate": 2, "rejected": 0}
    }

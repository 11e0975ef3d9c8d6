"""What Airflow is told: exit code 1 may be tried again, 2 and 3 may not, whoever hands the code on."""

from __future__ import annotations

import json

import pytest

from pinpipe_dags.airflow_api import AirflowException, AirflowFailException
from pinpipe_dags.outcome import Outcome, of_platform, of_process

REJECTED = {
    "version": 1,
    "exit": 3,
    "why": "Cannot clean user: 40.0% of 5 records rejected (allowed 5.0%), mostly age_not_whole.",
    "runs": [{"table": "user", "status": "rejected", "reasons": {"not_json": 1, "age_not_whole": 1204}}],
}


def failure(outcome: Outcome) -> Exception:
    with pytest.raises(AirflowException) as caught:
        outcome.settle()
    return caught.value


@pytest.mark.parametrize(("code", "again"), [(1, True), (2, False), (3, False), (137, True), (143, True)])
def test_only_what_may_pass_later_is_tried_again(code, again):
    error = failure(Outcome(code, "Cannot do it: so it is."))

    assert isinstance(error, AirflowFailException) != again
    assert "Cannot do it: so it is." in str(error)


def test_a_failure_names_its_last_line_and_its_reasons_the_commonest_first():
    assert str(failure(Outcome(3, REJECTED["why"], REJECTED))) == (
        "Cannot clean user: 40.0% of 5 records rejected (allowed 5.0%), mostly age_not_whole."
        " Rejected, by reason: user: age_not_whole 1,204, not_json 1. (exit code 3: data rejected, not tried again)"
    )


def test_a_job_that_is_done_gives_its_report_to_xcom():
    report = {"version": 1, "exit": 0, "runs": []}

    assert of_process(0, "", json.dumps(report)).settle() == report
    assert of_platform(True, "", None).settle() == {"exit": 0}


def test_a_process_that_a_signal_ended_is_tried_again():
    assert of_process(-9, "", None) == Outcome(137, "The process ended with 137 and said nothing.")


def test_where_the_platform_loses_the_exit_code_the_report_has_it():
    outcome = of_platform(False, "Job run 1 is FAILED: ExitCode: 1", json.dumps(REJECTED))

    assert (outcome.exit, outcome.why) == (3, REJECTED["why"])


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Job failed, please check complete logs. ExitCode: 2. Last few exceptions: …", 2),
        ("User application exited with status 3", 3),
        ("The main class ended with exit code 2", 2),
        ("The driver exited with code 137", 137),
        ("Terminated by the platform", 1),
        ("ExitCode: 0", 1),
    ],
)
def test_without_a_report_the_platforms_own_words_may_have_it(told, code):
    assert of_platform(False, told, None).exit == code
    assert of_platform(False, told, '{"version": 1, "ex').exit == code

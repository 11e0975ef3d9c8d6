"""pipeline.yaml: what is right is taken, what is wrong is told, all of it at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from documents import document
from pinpipe_dags.jobs import clean
from pinpipe_dags.schema import JOB_SETTINGS, OTHER_COMMANDS
from pinpipe_dags.settings import SettingsError, read_settings

ROOT = Path(__file__).parents[2]


def wrong(file) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    return str(caught.value)


def test_one_dag_with_the_three_tables_is_what_is_made_unless_more_is_said(written):
    (only,) = read_settings(written(document()))

    assert only.dag_id == "pinpipe_daily"
    assert list(only.tables) == ["pin", "geo", "user"]
    assert only.reports == "s3://bucket/warehouse/_reports"


def test_all_problems_are_told_at_once_with_the_nearest_known_name(written):
    bad = document(retries=-1, scedule="0 4 * * *", schedule="every day", **{"retry-delay": "5 minutes"})
    bad["landnig"] = bad.pop("landing")
    bad["airflow"]["local"]["pinpip"] = "/opt/pinpipe/pinpipe"

    said = wrong(written(bad))

    assert said.startswith("Cannot make the DAGs of ")
    for problem in (
        "landnig is not a setting (did you mean landing?)",
        "airflow: scedule is not a setting (did you mean schedule?)",
        "airflow: schedule must be a cron schedule such as 0 3 * * *, was 'every day'",
        "airflow: retries must be a whole number from 0, was -1",
        "airflow: retry-delay must be a time such as 5m, 2h or 1d, was '5 minutes'",
        "airflow: local: pinpip is not a setting (did you mean pinpipe?)",
    ):
        assert problem in said


def test_what_a_target_needs_is_told_for_each_dag(written):
    bare = document("emr_serverless", land=True, dags={"one": {}, "two": {"queries": False, "target": "emr_cluster"}})
    del bare["output"], bare["airflow"]["emr_serverless"]["execution-role-arn"]

    said = wrong(written(bare))

    assert "one: output is missing" in said
    assert "one: bootstrap-servers is missing" in said
    assert "one: emr_serverless: execution-role-arn is missing" in said
    assert "two: emr_cluster: job-flow-id is missing" in said
    assert "two: output" not in said


def test_a_dag_of_its_own_for_own_tables_needs_no_code(written):
    own = {"tables": {"comment": "pinpipe.etl.job.CleanComment"}, "queries": False, "prefix": "other"}

    daily, comments = read_settings(written(document(dags={"pinpipe_daily": {}, "comments": own})))

    assert comments.tables == {"comment": "pinpipe.etl.job.CleanComment"}
    assert (daily["prefix"], comments["prefix"]) == ("0a1b", "other")


def test_a_table_that_pinpipe_does_not_have_needs_the_class_of_its_job(written):
    said = wrong(written(document(tables=["pin", "comment"])))

    assert "comment is no table of pinpipe's own, so `tables` must name the class of its job" in said


def test_on_one_machine_places_are_whole_and_one_way_to_start_is_named(written):
    bad = document(**{"local": {"pinpipe": "/p", "spark-submit": "/s"}})
    bad["landing"] = "demo/landing"

    said = wrong(written(bad))

    assert "local must name either pinpipe, the launcher, or spark-submit" in said
    assert "demo/landing must be a whole path or a URI" in said


@pytest.mark.parametrize(
    "text", ["", "- a list", "airflow: nothing", "airflow: {dags: nothing}", "airflow: {dags: {one: [1]}}"]
)
def test_a_file_of_another_form_is_rejected_with_a_sentence(written, text):
    assert wrong(written(text)).startswith("Cannot make the DAGs of ")


def test_a_file_that_is_not_there_is_asked_for(tmp_path):
    assert wrong(tmp_path / "none.yaml").endswith("Put pipeline.yaml there, or name another in PINPIPE_SETTINGS.")


def test_the_example_is_right():
    example = ROOT / "airflow/pipeline.example.yaml"

    (dag,) = read_settings(example)
    assert dag["target"] == "emr_serverless"

    every = yaml.safe_load(re.sub(r"(?m)^(  )# (  |dags)", r"\1\2", example.read_text(encoding="utf-8")))
    assert set(every["airflow"]["dags"]) == {"pinpipe_daily", "pinpipe_comments"}


def test_settings_of_other_commands_mean_nothing_here(written):
    (only,) = read_settings(written({**document(), "tables": "a,b", "where": "x = 1"}))

    assert list(only.tables) == ["pin", "geo", "user"]


@pytest.mark.parametrize("off", [False, "off"])
def test_off_reaches_the_command_as_the_word_that_yaml_takes_for_false(written, off):
    (only,) = read_settings(written({**document(), "deletion-vectors": off}))

    assert "--deletion-vectors off" in " ".join(clean(only, "pin").arguments)


def test_the_file_is_that_of_the_commands_too():
    java = (ROOT / "command-line/src/main/java/pinpipe/cli/Names.java").read_text(encoding="utf-8")
    of_commands = re.search(r"SETTINGS = List\.of\((.*?)\);", java, re.DOTALL).group(1)

    assert JOB_SETTINGS.keys() | OTHER_COMMANDS == set(re.findall(r'"([a-z-]+)"', of_commands))

"""Settings that tests begin with."""

from __future__ import annotations

import copy

from pinpipe_dags.settings import DEFAULTS, DagSettings

PLACES = {
    "landing": "s3://bucket/landing",
    "prefix": "0a1b",
    "warehouse": "s3://bucket/warehouse",
    "output": "s3://bucket/answers",
}
JAR = "s3://bucket/jars/pinpipe.jar"

TARGETS = {
    "local": {"spark-submit": "/opt/spark/bin/spark-submit"},
    "emr_serverless": {
        "application-id": "app1",
        "execution-role-arn": "arn:aws:iam::123456789012:role/pinpipe-job",
        "conf": {"spark.executor.memory": "8g"},
        "log-uri": "s3://bucket/logs",
        "poll": "1s",
    },
    "emr_cluster": {"job-flow-id": "j-1", "poll": "1s"},
    "databricks": {"conn-id": "databricks_test", "cluster": {"existing_cluster_id": "c1"}, "poll": "1s"},
}


def document(target: str = "local", **section) -> dict:
    """A pipeline.yaml for this target, with more in its section `airflow`."""
    of_target = {target: copy.deepcopy(TARGETS[target])}
    return {**PLACES, "airflow": {"target": target, "jar": JAR, **of_target, **section}}


def settings(target: str = "local", **values) -> DagSettings:
    """The same, read."""
    own = {"target": target, "jar": JAR, target: copy.deepcopy(TARGETS[target])}
    return DagSettings("pinpipe_daily", {**DEFAULTS, **PLACES, **own, **values})

"""Reports of runs on S3, read with the Amazon provider."""

from __future__ import annotations

import logging

from airflow.providers.amazon.aws.hooks.s3 import S3Hook
from botocore.exceptions import BotoCoreError, ClientError

from pinpipe_dags.airflow_api import AirflowException

log = logging.getLogger(__name__)


def read_s3(uri: str, aws_conn_id: str | None = "aws_default", region: str | None = None) -> str | None:
    """An object's text; None if it is not there or cannot be read, which must not hide how the job ended."""
    bucket, _, key = uri.split("://", 1)[1].partition("/")
    try:
        return S3Hook(aws_conn_id=aws_conn_id, region_name=region).read_key(key, bucket)
    except (BotoCoreError, ClientError, AirflowException) as error:
        log.warning("Cannot read the report %s: %s", uri, error)
        return None

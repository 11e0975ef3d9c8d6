#!/bin/sh
# Posts a row to a topic, one to a stream, and asks what is there, by curl. emulation.sh BASE PREFIX
set -eu
curl -sS -w ' %{http_code}\n' -X POST -H 'Content-Type: application/vnd.kafka.json.v2+json' \
    --data '{"records":[{"key":"7","value":{"index":7,"title":"by curl"}}]}' "$1/topics/$2.pin"
curl -sS -w ' %{http_code}\n' -X PUT -H 'Content-Type: application/json' \
    --data "{\"StreamName\":\"streaming-$2-geo\",\"Data\":{\"ind\":7},\"PartitionKey\":\"7\"}" \
    "$1/streams/streaming-$2-geo/record"
curl -sS -w ' %{http_code}\n' "$1/topics/$2.pin"
curl -sS -w ' %{http_code}\n' -H 'Content-Type: text/plain' --data 'no JSON' "$1/topics/$2.pin"
curl -sS -o /dev/null -w '%{http_code}\n' "$1/healthz"

"""Posts three rows of one draw through a REST proxy, as the scripts of sites do: a request a row, by `requests`.

emulation.py BASE PREFIX: the address of the proxy or of the API gateway before it, and what the topics are named after.
"""

import json
import sys
from datetime import datetime

import requests

base, prefix = sys.argv[1:]
headers = {"Content-Type": "application/vnd.kafka.json.v2+json"}

rows = {
    "pin": {"index": 7528, "unique_id": "fbe53c66", "title": "Côte d'Azur 🏝", "follower_count": "12k"},
    "geo": {"ind": 7528, "timestamp": datetime(2020, 8, 28, 3, 52, 47), "latitude": -89.9787, "country": "Albania"},
    "user": {"ind": 7528, "first_name": "Abigail", "age": 20, "date_joined": datetime(2015, 10, 24, 11, 23, 51)},
}

for table, row in rows.items():
    payload = json.dumps({"records": [{"value": row}]}, default=str)
    answer = requests.request("POST", f"{base}/topics/{prefix}.{table}", headers=headers, data=payload, timeout=20)
    print(answer.status_code, answer.text)

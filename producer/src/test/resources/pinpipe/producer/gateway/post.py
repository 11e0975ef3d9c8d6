"""Posts the lines of standard input as records, the way scripts at sites do; prints each answer on a line.

post.py URL CONTENT_TYPE METHOD: one request a line, the line being the body.
"""

import sys
import urllib.error
import urllib.request

url, content_type, method = sys.argv[1:]
for line in sys.stdin.buffer:
    request = urllib.request.Request(
        url, data=line.strip(), method=method, headers={"Content-Type": content_type}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            print(answer.status, answer.read().decode("utf-8"))
    except urllib.error.HTTPError as error:
        print(error.code, error.read().decode("utf-8"))

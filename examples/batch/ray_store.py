#!/usr/bin/env python3
"""ray_store.py BUCKET: converts the articles below in/ of a bucket, and writes their files below out/, with Ray.

Needs `pip install ray boto3`, with `handout` on the PATH. AWS_ENDPOINT_URL names the object store, if it is not Amazon's.
in/NAME.md may use pictures and bibliographies below in/NAME/; they go along with the request, so that no disk is shared.

Each task converts 10 articles with a `handout pipe` of its own. Ray repeats a task whose worker was killed, or that raises
TryAgain: the same articles give the same bytes under the same names. Prints one JSON line with what was done; exit 1 when
an article failed for good.
"""
import base64
import json
import os
import subprocess
import sys
import threading

import boto3
import ray

FORMATS = {"pdf": "pdf", "epub": "epub", "text": "txt"}
TASK = 10


class TryAgain(Exception):
    """An article failed for a reason that may be gone the next time."""


def keys(store, bucket, prefix):
    pages = store.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return [item["Key"] for page in pages for item in page.get("Contents", [])]


def request(store, bucket, key):
    def read(name):
        return store.get_object(Bucket=bucket, Key=name)["Body"].read()

    folder = key.removesuffix(".md") + "/"
    files = {name.removeprefix(folder): base64.b64encode(read(name)).decode() for name in keys(store, bucket, folder)}
    return {"id": key, "name": key.rsplit("/", 1)[-1], "text": read(key).decode(), "files": files, "options": {"to": list(FORMATS)}}


@ray.remote(max_retries=5, retry_exceptions=[TryAgain])
def convert(bucket, articles):
    """Converts articles, and returns how many files were written and which articles failed, with the messages."""
    store = boto3.client("s3")
    command = ["handout", "pipe", "--handshake", "--unordered", "--jobs", "1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as pipe:
        hello = json.loads(pipe.stdout.readline() or "{}")
        if (hello.get("protocol"), hello.get("version")) != ("handout-pipe", 1):
            raise RuntimeError(f"this program does not speak version 1 of the protocol: {hello}")

        def ask():
            with pipe.stdin:
                for key in articles:
                    pipe.stdin.write(json.dumps(request(store, bucket, key)) + "\n")

        asking = threading.Thread(target=ask)
        asking.start()
        files, failed, again = 0, {}, []
        for line in pipe.stdout:
            answer = json.loads(line)
            if answer["format"] is None:
                messages = [one["message"] for one in answer["report"]["diagnostics"]]
                again += [answer["id"]] if answer["retry"] else []
                failed[answer["id"]] = messages
                continue
            out = "out/" + answer["id"].removeprefix("in/").removesuffix(".md") + "." + FORMATS[answer["format"]]
            store.put_object(Bucket=bucket, Key=out, Body=base64.b64decode(answer["bytes_base64"]))
            files += 1
        asking.join()
    if again or pipe.returncode:
        raise TryAgain(f"{again}, exit {pipe.returncode}")
    return files, failed


def main(bucket):
    # without a cluster, Ray runs on this machine, and listens on the loopback interface only
    alone = {} if "RAY_ADDRESS" in os.environ else {"include_dashboard": False, "_node_ip_address": "127.0.0.1"}
    ray.init(log_to_driver=False, **alone)
    articles = [key for key in keys(boto3.client("s3"), bucket, "in/") if key.endswith(".md")]
    tasks = [convert.remote(bucket, articles[start : start + TASK]) for start in range(0, len(articles), TASK)]
    done = ray.get(tasks)
    failed = {key: messages for _, some in done for key, messages in some.items()}
    print(json.dumps({"articles": len(articles), "files": sum(files for files, _ in done), "failed": failed}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

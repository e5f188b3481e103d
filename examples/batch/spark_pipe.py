#!/usr/bin/env python3
"""spark_pipe.py [COUNT]: drives `handout pipe` from Spark's RDD.pipe, and checks that nothing is lost or doubled.

Needs `pip install pyspark` and Java 17, with `handout` on the PATH. Two workers of a local cluster convert COUNT articles
(5000); one worker is killed during the run, and Spark retries its partitions. Every id must come back exactly once, and
every file must have the hash given in its report. Exit 0: both hold and a worker was killed.
"""
import base64
import collections
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

from pyspark import SparkConf, SparkContext


def question(number):
    text = f"# Tea {number}\n\nBoil the water first. It takes {number % 7 + 1} minutes.\n\n1. **Wait.** Then pour.\n2. **Sip.** Slowly.\n"
    return json.dumps({"id": number, "name": f"tea-{number}.md", "text": text, "options": {"to": ["text", "epub", "pdf"]}})


def file(line):
    """Returns the id and format of an answer, and whether its bytes match their hash."""
    answer = json.loads(line)
    hashes = [made["sha256"] for made in answer["report"]["outputs"] if made["format"] == answer["format"]]
    found = hashlib.sha256(base64.b64decode(answer.get("bytes_base64", ""))).hexdigest()
    return (answer["id"], answer["format"]), hashes == [found]


def ours():
    """Lists the descendants of this process: pid and command."""
    lines = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True).stdout.splitlines()
    all_of_them = [line.split(None, 2) for line in lines]
    family, found = {os.getpid()}, []
    while grown := [p for p in all_of_them if int(p[1]) in family and int(p[0]) not in family]:
        family |= {int(p[0]) for p in grown}
        found += [(int(p[0]), p[2]) for p in grown]
    return found


def kill_a_worker(done, killed):
    """Kills one executor as soon as handout is at work below it, and notes its process."""
    while not done.is_set():
        found = ours()
        executors = [pid for pid, command in found if "CoarseGrainedExecutorBackend" in command and "java" in command.split()[0]]
        if len(executors) >= 2 and any("handout pipe" in command and "python" not in command for _, command in found):
            time.sleep(1)
            if not done.is_set():
                os.kill(executors[0], signal.SIGKILL)
                killed.append(executors[0])
            return
        time.sleep(0.05)


def main(count=5000):
    conf = SparkConf().setMaster("local-cluster[2,1,1024]").setAppName("handout").set("spark.ui.enabled", "false")
    handout = shutil.which("handout")  # PySpark runs it in an environment without a PATH
    context = SparkContext(conf=conf)
    context.setLogLevel("ERROR")
    done, killed = threading.Event(), []
    threading.Thread(target=kill_a_worker, args=(done, killed), daemon=True).start()
    start = time.time()
    answers = (
        context.parallelize(range(count), 40)
        .map(question)
        .pipe(f"{handout} pipe --jobs 1", env=dict(os.environ), checkCode=True)
        .map(file)
        .collect()
    )
    done.set()
    context.stop()
    seen = collections.Counter(key for key, _ in answers)
    expected = {(number, form) for number in range(count) for form in ("text", "epub", "pdf")}
    lost, doubled = expected - seen.keys(), [key for key, times in seen.items() if times > 1]
    strange, broken = seen.keys() - expected, [key for key, whole in answers if not whole]
    print(f"{count} articles, {len(answers)} files in {time.time() - start:.1f} s, {len(killed)} worker killed: {len(lost)} lost, "
          f"{len(doubled)} doubled, {len(strange)} unasked for, {len(broken)} broken")
    return 1 if lost or doubled or strange or broken or not killed else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

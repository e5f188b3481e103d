"""Prints a line for each violation in an Ace report: the rule, the file inside the EPUB, and how often."""

import collections
import json
import sys

try:
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
except (OSError, ValueError) as error:
    print(f"no report: {error}")
    sys.exit()
found = collections.Counter(
    (rule["earl:test"]["dct:title"], document["earl:testSubject"]["url"])
    for document in report["assertions"]
    for rule in document.get("assertions", [])
)
for (rule, document), count in sorted(found.items()):
    print(f"{rule} in {document} x{count}")

"""page_report.py PROFILE...: validates PDFs with page-validation, which shares no code with veraPDF.

Reads one path per line from standard input. Prints one line per failed rule: path, profile, rule, count and description.
"""

import collections
import sys

import page

for path in map(str.strip, sys.stdin):
    for profile in sys.argv[1:]:
        try:
            # 380 bookmarks in a row are a longer chain of references than it follows by default
            report = page.validate_pdf(path, profile=profile, limits=page.SafetyLimits.unlimited())
        except page.PageError as error:
            print(f"{path}: {profile} no verdict: {error}")
            continue
        failed = collections.Counter((failure.rule_id, failure.message) for failure in report.failures)
        for (rule, message), count in sorted(failed.items()):
            print(f"{path}: {profile} {rule} x{count} {message}")
        if not report.is_compliant and not failed:
            print(f"{path}: {profile} not compliant, without a reason")

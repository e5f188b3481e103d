#!/bin/sh
# parallel.sh LIST OUT: converts the articles of a list on several machines, or in several processes.
#
# One process uses all cores by itself, so GNU parallel is for more machines than one (`--sshloginfile`). Each job gets
# 500 articles, by NUL, so that a name may hold anything, and keeps the folders of its path below OUT.
#   find articles -name '*.md' -print0 > list && ./parallel.sh list public
set -eu
list=$1 out=$2
parallel --null --max-args 500 --jobs "${JOBS:-1}" --joblog "$out.joblog" \
  "printf '%s\\0' {} | handout --from-list - -o '$out' --quiet" < "$list"

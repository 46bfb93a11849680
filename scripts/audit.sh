#!/usr/bin/env bash
# Looks up every pin of requirements/ci.txt in the advisories of PyPI (of OSV: -s osv). Needs pip-audit and a network.
# Without --strict pip-audit ends with 0 also where it could ask about nothing; with it such a run fails.
set -euo pipefail
cd "$(dirname "$0")/.."
exec pip-audit --strict --disable-pip --require-hashes --requirement requirements/ci.txt "$@"

#!/usr/bin/env bash
# Pins all that the tests need, with hashes, for every platform: requirements/ci.txt. Run it when pyproject.toml changes.
set -euo pipefail
cd "$(dirname "$0")/.."
uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --quiet \
  --custom-compile-command scripts/lock.sh --output-file requirements/ci.txt "$@"

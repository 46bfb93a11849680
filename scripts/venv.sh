# Sourced by ./run-sample and ./test, in the top folder: gives them the virtual environment .venv.

# fail MESSAGE: ends the script with one line
fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# newest_python: prints the name of the newest Python that is new enough
newest_python() {
  local name
  for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$name"
      return
    fi
  done
  return 1
}

# install WHAT: in CI exactly what requirements/ci.txt pins by its hashes, elsewhere what pyproject.toml allows
install() {
  local pip=(.venv/bin/python -m pip install --quiet --disable-pip-version-check)
  if [ -n "${CI:-}" ] && [ "$1" = '.[dev]' ]; then
    "${pip[@]}" --require-hashes --requirement requirements/ci.txt &&
      "${pip[@]}" --no-deps --no-build-isolation --editable .
  else
    "${pip[@]}" --editable "$1"
  fi
}

# prepare WHAT: makes .venv where it is missing and installs WHAT ("." or ".[dev]") unless that is done already
prepare() {
  local python stamp
  if [ ! -x .venv/bin/python ]; then
    python=$(newest_python) || fail "Python 3.11 or later is needed"
    "$python" -m venv .venv || fail "the virtual environment cannot be made (on Debian: apt install python3-venv)"
  fi
  stamp=.venv/installed-$(printf '%s' "$1" | tr -cd 'a-z.')
  if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ] || [ requirements/ci.txt -nt "$stamp" ]; then
    install "$1" || fail "the installation failed"
    touch "$stamp"
  fi
  PATH="$PWD/.venv/bin:$PATH"
}

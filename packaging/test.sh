#!/usr/bin/env bash
# Set up whatever is missing, then check everything: lint, types, contracts and every test.
#
#   bash packaging/test.sh                         everything
#   bash packaging/test.sh tests/domain -k badge   arguments go to pytest; the other checks run all the same
#
# Exit code 0 only when every check and every test passed. pytest comes last, so its closing line ends the output.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

failed=()

heading() { printf '\n== %s\n' "$1"; }

check() {
  local name=$1
  shift
  heading "$name"
  "$@" || failed+=("$name")
}

# What some tests ask of the system besides Qt's libraries: a screen in memory, a spreadsheet program, a browser, networks of
# their own, Japanese letters.
test_tools() {
  local packages=()
  command -v xvfb-run >/dev/null || packages+=(xvfb)
  command -v xauth >/dev/null || packages+=(xauth)
  command -v xdotool >/dev/null || packages+=(xdotool)
  command -v chromium >/dev/null || packages+=(chromium)
  command -v ip >/dev/null || packages+=(iproute2)
  command -v soffice >/dev/null || packages+=(libreoffice-calc-nogui)
  [[ -n $(find /usr/share/fonts "${HOME:-/nonexistent}/.local/share/fonts" -iname '*CJK*' -print -quit 2>/dev/null) ]] ||
    packages+=(fonts-noto-cjk)
  ((${#packages[@]} == 0)) || install_system "${packages[@]}" ||
    say "some tests will be skipped for want of tools. This line installs them:
  sudo apt install --no-install-recommends ${packages[*]}"
}

main() {
  environment test
  system_libraries || QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c 'import PySide6.QtWidgets' ||
    stop "Qt cannot be loaded without them, so no test can run."
  test_tools
  cd "$root"
  check lint "$venv/bin/ruff" check .
  check format "$venv/bin/ruff" format --check .
  check types "$venv/bin/mypy"
  check contracts "$venv/bin/lint-imports" --no-logo
  heading tests
  ((${#failed[@]} == 0)) || say "failed before the tests: ${failed[*]}"
  local code=0
  "$venv/bin/python" -m pytest -n 2 "$@" || code=$?
  ((code == 0 && ${#failed[@]})) && code=1
  exit "$code"
}

main "$@"

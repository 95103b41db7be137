#!/usr/bin/env bash
# Set up whatever is missing and open Trainer.
#
#   bash packaging/run.sh                open the window
#   bash packaging/run.sh --demo         open it on the demo rollout
#   bash packaging/run.sh COMMAND ...    the same commands as `trainer-app`, without a window
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# Whether these arguments open the window: only options of the window, no command.
opens_window() {
  while (($#)); do
    case $1 in
      --demo | --data=*) shift ;;
      --data) shift "$(($# > 1 ? 2 : 1))" ;;
      *) return 1 ;;
    esac
  done
}

no_screen() {
  local what="neither DISPLAY nor WAYLAND_DISPLAY is set"
  [[ -z ${DISPLAY:-} ]] || what="DISPLAY is $DISPLAY and nothing answers there"
  stop "there is no screen here ($what), so no window can open. What works without one:
  bash packaging/run.sh --help           every command that needs no window
  bash packaging/run.sh demo             make the demo rollout, for those commands to work on
  bash packaging/test.sh                 all tests, offscreen
  xvfb-run -a bash packaging/run.sh      the window on a screen in memory (sudo apt install xvfb xauth)"
}

main() {
  local complete=yes
  environment app
  if opens_window "$@"; then
    system_libraries || complete=no
    has_screen || no_screen
    [[ $complete == yes ]] || stop "run this again when they are there."
  fi
  exec "$venv/bin/trainer-app" "$@"
}

main "$@"

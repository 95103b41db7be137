# shellcheck shell=bash
# What run.sh and test.sh share: which Python, the environment, and what the system must bring. Sourced, never run.
#
# Everything is said on stderr. Trouble of the machine ends with exit code 3 and a sentence that says what to do.
#   TRAINER_PYTHON  the Python to build the environment with (else the first one here that is new enough)
#   TRAINER_VENV    where the environment lives (else .venv in the checkout)

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
venv=${TRAINER_VENV:-$root/.venv}
[[ $venv == /* ]] || venv=$PWD/$venv
unset PYTHONPATH PYTHONHOME # another project's modules have no business in this environment

say() { printf 'Trainer: %s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 3
}

# Run a command without its chatter; when it fails, show the end of what it said.
quietly() {
  local log code=0
  log=$(mktemp)
  "$@" </dev/null >"$log" 2>&1 || code=$?
  ((code == 0)) || tail -n 15 "$log" >&2
  rm -f "$log"
  return "$code"
}

# --- Python and the environment ---

# Make the environment ready for "app" (to run) or "test" (with the tools for tests), as pyproject.toml describes it.
environment() {
  local level=$1 python code
  python=$(find_python)
  set +e # the subshell keeps -e, which it would lose in an `if`
  (
    set -e
    flock 9 # one at a time: two terminals started together must not build into each other
    make_environment "$python" "$level" 9<&-
  ) 9<"$root/pyproject.toml"
  code=$?
  set -e
  if ((code)); then
    [[ $code == 3 && $level == app && -x $venv/bin/trainer-app ]] || exit "$code" # Ctrl+C means stop
    say "going on with the environment from before; it may lack what is new."
  fi
  byte_compile "$root/trainer_app"
}

find_python() {
  local candidate found=none
  for candidate in "${TRAINER_PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14; do
    command -v "$candidate" >/dev/null || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
    [[ $found != none ]] || found=$("$candidate" --version 2>&1 || true)
  done
  stop "Python 3.11 or newer is needed and this machine has $found." \
    "Install a newer one beside it (sudo apt install python3.11 python3.11-venv) and run this again."
}

make_environment() {
  local python=$1 level=$2 stamp
  stamp=$(fingerprint "$python")
  if is_stamped "$level" "$stamp"; then return; fi
  if ! is_stamped app "$stamp"; then create_environment "$python"; fi
  install_packages "$level"
  byte_compile -j 0 "$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
  echo "$stamp" >"$venv/trainer-app"
  if [[ $level == test ]]; then echo "$stamp" >"$venv/trainer-test"; fi
  rm -rf -- "$venv.before"
}

# An environment is as good as new while these stay the same: what pyproject.toml says of the package (a rule for
# the linter is no reason to fetch everything again), the Python, and the checkout's place.
fingerprint() {
  "$1" -c '
import hashlib, sys, tomllib
with open(sys.argv[1], "rb") as file:
    told = tomllib.load(file)
facts = (told["build-system"], told["project"], told["tool"]["hatch"], sys.version, sys.argv[1])
print(hashlib.sha256(repr(facts).encode()).hexdigest())' "$root/pyproject.toml"
}

is_stamped() {
  [[ -x $venv/bin/python && -f $venv/trainer-$1 && $(<"$venv/trainer-$1") == "$2" ]]
}

create_environment() {
  local python=$1
  if [[ -n $(ls -A -- "$venv" 2>/dev/null) && ! -f $venv/trainer-owned ]]; then
    stop "$venv holds something these scripts did not make. Remove it, or name another folder with TRAINER_VENV."
  fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then need_venv_module "$python"; fi
  say "making the environment in $venv (once; a few minutes on a slow line)"
  set_aside
  mkdir -p -- "$venv"
  touch "$venv/trainer-owned" # first, so that an interrupted set-up is recognised and made anew
  quietly "$python" -m venv -- "$venv" || stop "the environment could not be made in $venv."
}

# Keep the environment that works until the new one does; put it back when making that fails or is interrupted.
set_aside() {
  if [[ -f $venv/trainer-app && ! -d $venv.before ]]; then mv -- "$venv" "$venv.before"; fi
  rm -rf -- "$venv"
  trap put_back EXIT
}

put_back() {
  if [[ -d $venv.before ]]; then
    rm -rf -- "$venv"
    mv -- "$venv.before" "$venv"
  fi
}

# Debian keeps the module that makes environments in a package of its own.
need_venv_module() {
  local package=python3-venv
  [[ $1 == python3 || $(command -v "$1") -ef /usr/bin/python3 ]] || package=$(basename -- "$1")-venv
  if install_system "$package" && "$1" -c 'import ensurepip, venv' 2>/dev/null; then return; fi
  stop "$1 cannot make environments yet. Install the package that lets it, and run this again:
  sudo apt install $package"
}

install_packages() {
  local wanted=$root
  if [[ $1 == test ]]; then wanted="${root}[dev]"; fi
  say "fetching the Python packages"
  quietly env PIP_USER=0 "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --editable "$wanted" ||
    stop "the Python packages could not be fetched (pip's own words are above)." \
      "This needs the network, or a package mirror in pip's settings, once; afterwards nothing does. Run this again then."
}

# Without .pyc files the window takes twice as long; some machines forbid Python to write them by itself.
byte_compile() {
  # A package may carry a file for another Python: that one is left uncompiled.
  env -u PYTHONDONTWRITEBYTECODE "$venv/bin/python" -m compileall -qq "$@" || true
}

# --- What the system must bring ---

# Install what Qt needs from the system and lacks here; what cannot be installed is named, with the line that does it.
system_libraries() {
  local round packages
  for round in 1 2 3; do # a library that arrives may ask for another
    mapfile -t packages < <(missing_libraries)
    ((${#packages[@]})) || return 0
    if ((round == 3)) || ! install_system "${packages[@]}"; then break; fi
  done
  say "the window lacks system libraries. This line installs them:
  sudo apt install --no-install-recommends ${packages[*]}"
  return 1
}

# Print the Debian packages of the libraries that Qt's own files ask for in vain.
missing_libraries() {
  local qt soname
  qt=$(echo "$venv"/lib/python3*/site-packages/PySide6)
  local asking=("$qt"/QtWidgets.abi3.so "$qt"/Qt/plugins/platforms/libq{offscreen,xcb}.so)
  [[ -z ${WAYLAND_DISPLAY:-} ]] || asking+=("$qt"/Qt/plugins/platforms/libqwayland.so)
  command -v ldd >/dev/null || return 0
  ldd "${asking[@]}" 2>/dev/null | awk '/not found/ { print $1 }' | sort -u | while read -r soname; do
    package_of "$soname"
  done | sort -u
}

# Debian names a library's package after it: libX11.so.6 is in libx11-6, libEGL.so.1 in libegl1.
package_of() {
  local stem=${1%%.so.*} version=${1##*.so.}
  case $stem in
    libglib-2.0 | libgthread-2.0) stem=libglib2.0 ;;
  esac
  [[ $stem != *[0-9] ]] || stem+=-
  echo "${stem,,}$version"
}

# Install Debian packages when this user may do so without being asked for a password.
install_system() {
  local as_root=() package failed=0
  command -v apt-get >/dev/null || return 1
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=120)
  say "installing from the system's packages: $*"
  "${apt[@]}" update </dev/null >/dev/null 2>&1 || true # an old list may still be good enough
  if quietly "${apt[@]}" install --no-install-recommends "$@"; then return 0; fi
  (($# > 1)) || return 1
  for package; do # one package this release does not know must not keep the others away
    quietly "${apt[@]}" install --no-install-recommends "$package" || failed=1
  done
  return "$failed"
}

# --- The screen ---

# Whether a window would find a screen. A Qt platform that was chosen by hand is taken at its word.
has_screen() {
  case ${QT_QPA_PLATFORM:-} in
    '' | xcb* | wayland*) ;;
    *) return 0 ;;
  esac
  if [[ -n ${WAYLAND_DISPLAY:-} ]]; then return 0; fi
  [[ -n ${DISPLAY:-} ]] && display_answers
}

display_answers() {
  "$venv/bin/python" -c '
import ctypes, sys
try:
    xcb = ctypes.CDLL("libxcb.so.1")
except OSError:
    sys.exit(0)  # the missing library is told apart, as such
xcb.xcb_connect.restype = ctypes.c_void_p
sys.exit(xcb.xcb_connection_has_error(ctypes.c_void_p(xcb.xcb_connect(None, None))) != 0)' 2>/dev/null
}

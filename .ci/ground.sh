# What ./run and ./test both stand on: sentences for people, Debian packages, npm packages, the cache outside the checkout.
# Sourced by the two commands, never run by itself. It relies on bash and on what every Debian has (coreutils, findutils,
# util-linux). It installs nothing without saying what and why, and it knows nothing about the program itself.

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/lotse
target=${CARGO_TARGET_DIR:-$cache/target}
case $target in /*) ;; *) target=$checkout/$target ;; esac
export CARGO_TARGET_DIR=$target

say() { printf '%s\n' "$*"; }
fail() {
  printf 'Fehler: %s\n' "$*" >&2
  exit 1
}

# elapsed SECONDS: a duration as people read it
elapsed() {
  if [ "$1" -lt 60 ]; then printf '%s s' "$1"; else printf '%s min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

# install_debian WHY PACKAGE…: as root or with sudo, else one sentence with the command to pass on
install_debian() {
  local why=$1 as_root=()
  shift
  if ! command -v apt-get >/dev/null; then
    fail "Es fehlt: $*. $why Dieses System hat kein apt; installieren Sie Entsprechendes bitte von Hand."
  fi
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      fail "Es fehlt: $*. $why Bitten Sie die Systemverwaltung um: apt-get install --no-install-recommends $*"
    as_root=(sudo)
  fi
  say "Installiere mit apt: $*. $why"
  local log
  log=$(mktemp)
  # The lists of a fresh image are empty or old; they are fetched only when the packages are not to be had otherwise.
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" </dev/null >"$log" 2>&1; then
    if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends "$@"; } </dev/null >"$log" 2>&1; then
      tail -n 15 "$log" >&2
      rm -f "$log"
      fail "apt konnte nicht installieren: $*. Die letzten Zeilen stehen darüber; prüfen Sie Netz und Rechte."
    fi
  fi
  rm -f "$log"
}

need_rust() {
  if ! command -v cargo >/dev/null && [ -x "${HOME:-}/.cargo/bin/cargo" ]; then PATH=$HOME/.cargo/bin:$PATH; fi
  command -v cargo >/dev/null ||
    fail 'Die Rust-Werkzeuge (cargo) fehlen. Installieren Sie Rust 1.95 oder neuer, siehe https://rustup.rs, und starten Sie neu.'
}

# SQLite, zstd and the cryptography of TLS are compiled from C.
need_c_compiler() {
  if ! command -v cc >/dev/null || [ ! -e /usr/include/stdio.h ]; then
    install_debian 'Der C-Compiler übersetzt SQLite, zstd und die Verschlüsselung.' gcc libc6-dev
  fi
}

# need_npm_packages pages|all: KERN UX alone, or the checking tools too; skipped while the lock file is unchanged
need_npm_packages() {
  local wanted=$1 options=(--ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error)
  local mark=$checkout/node_modules/.installed lock
  lock=$(sha256sum <"$checkout/package-lock.json")
  if [ -r "$mark" ]; then
    case "$(<"$mark")" in "all $lock" | "$wanted $lock") return ;; esac
  fi
  command -v npm >/dev/null || install_debian 'npm holt das Aussehen der Seiten (KERN UX).' nodejs npm
  if [ "$wanted" = pages ]; then
    say 'Hole KERN UX mit npm.'
    options+=(--omit=dev)
  else
    say 'Hole KERN UX und die Prüfwerkzeuge für die Seiten mit npm.'
  fi
  (cd "$checkout" && npm ci "${options[@]}" </dev/null) ||
    fail 'npm konnte die Pakete aus package-lock.json nicht holen. Prüfen Sie das Netz und starten Sie neu.'
  printf '%s %s' "$wanted" "$lock" >"$mark"
}

# One build at a time in the shared cache. Held on descriptor 9, which no child may inherit: close it with 9>&-.
#
# Cargo names what it built after the path *inside* the workspace and judges freshness by modification times. In a cache that
# two checkouts share, it would therefore hand the program of one checkout to the other; and a file that was replaced by one
# with an older time, as archives and `cp -p` do it, would go unnoticed. So the cache remembers whose it is and since when,
# and in both cases our own crates are forgotten and built anew, never the dependencies.
lock_cache() {
  mkdir -p "$target" 2>/dev/null || fail "Der Ordner $target lässt sich nicht anlegen. Setzen Sie CARGO_TARGET_DIR auf einen beschreibbaren Ordner."
  exec 9>"$target/.lotse-lock"
  if ! flock -n 9; then
    say "Ein anderer Bau benutzt gerade $target; ich warte, bis er fertig ist."
    flock 9
  fi
  local owner=$target/.lotse-checkout name
  if [ -r "$owner" ] && { [ "$(<"$owner")" != "$checkout" ] || replaced_by_older "$owner"; }; then
    for name in $(sed -n 's/^name *= *"\(.*\)"/\1/p' "$checkout"/crates/*/Cargo.toml "$checkout"/tests/*/Cargo.toml 2>/dev/null); do
      rm -rf "$target"/*/.fingerprint/"$name"-????????????????
    done
  fi
  printf '%s' "$checkout" >"$owner"
}

# A file whose time of change is newer than MARK while its time of modification is older
replaced_by_older() {
  [ -n "$(find "$checkout/crates" "$checkout/tests" "$checkout/data" -type f -cnewer "$1" ! -newer "$1" -print -quit 2>/dev/null)" ]
}

# cargo_with_progress ARGUMENT…: cargo's own bar on a terminal; elsewhere a line every 15 seconds with cargo's own count
cargo_with_progress() {
  if [ -t 2 ]; then
    cargo "$@" 9>&-
    return
  fi
  local began=$SECONDS spoke=$SECONDS line='' count='' outcome
  CARGO_TERM_PROGRESS_WHEN=always CARGO_TERM_PROGRESS_WIDTH=120 CARGO_TERM_COLOR=never \
    cargo "$@" 2>&1 </dev/null 9>&- | stdbuf -oL tr '\r' '\n' | while :; do
    if IFS= read -r -t 5 line; then
      if [[ $line =~ \[[=\>\ ]*\]\ ([0-9]+)/([0-9]+) ]]; then
        count="${BASH_REMATCH[1]} von ${BASH_REMATCH[2]} Schritten"
      elif [[ ! $line =~ ^\ *(Compiling|Checking|Downloaded|Downloading|Finished|Building|Updating|Locking|$) ]]; then
        printf '%s\n' "$line"
      fi
    else
      outcome=$?
      # Above 128 the time was up; anything else is the end of cargo's output.
      [ "$outcome" -gt 128 ] || break
    fi
    if [ $((SECONDS - spoke)) -ge 15 ] && [ -n "$count" ]; then
      spoke=$SECONDS
      say "  $count, $(elapsed $((SECONDS - began)))"
    fi
  done
}

# SPDX-License-Identifier: GPL-3.0-or-later
# For tests of whole programs, sourced by bash: a folder of their own that goes with them, and checks that say what failed.
set -u
work=$(mktemp -d)
cleanups=()
failures=0

clean_up() {
    local i
    for ((i = ${#cleanups[@]} - 1; i >= 0; i--)); do
        eval "${cleanups[i]}" || true
    done
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

# at_end COMMAND: runs it when the test ends, however it does; the last one first.
at_end() { cleanups+=("$1"); }

# check WHAT COMMAND...: the command succeeds.
check() {
    local what=$1
    shift
    if "$@" > "$work/.output" 2>&1; then
        echo "ok    $what"
    else
        echo "FAIL  $what (exit code $?)"
        sed 's/^/      | /' "$work/.output" | tail -n 20
        failures=$((failures + 1))
    fi
}

# exits CODE COMMAND...: the command ends with this exit code; what it printed stays in $work/said.
exits() {
    local wanted=$1 code=0
    shift
    "$@" > "$work/said" 2>&1 || code=$?
    [ "$code" = "$wanted" ] || { echo "exit code $code, not $wanted, of: $*"; cat "$work/said"; return 1; }
}

# says TEXT COMMAND...: the command's output has this text.
says() {
    local text=$1 out
    shift
    out=$("$@" 2>&1 || true)
    case $out in
        *"$text"*) ;;
        *) echo "no \"$text\" in: $out"; return 1 ;;
    esac
}

# ends: the test's last line.
ends() {
    echo "$failures failed"
    [ "$failures" = 0 ]
}

# SPDX-License-Identifier: GPL-3.0-or-later
# A desk for tests of the whole station, sourced by bash after check.sh: a screen with a window manager, a session bus
# with AT-SPI, a home of its own; and the technician's hands (see the program of this name).
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

# ends_with_test PID: this program, which we started, ends with the test.
ends_with_test() { at_end "kill $1 2> /dev/null; wait $1 2> /dev/null"; }

# within SECONDS COMMAND...: tries until it succeeds.
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || { echo "not within its time: $*"; return 1; }
        sleep 0.05
    done
}

set_stage() { # WIDTHxHEIGHT
    export HOME=$work/home XDG_RUNTIME_DIR=$work/runtime QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb LC_ALL=C.UTF-8
    unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_CURRENT_DESKTOP XDG_SESSION_ID WAYLAND_DISPLAY LANGUAGE
    mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR"

    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp 3> "$work/display" > "$work/xvfb.log" 2>&1 &
    ends_with_test $!
    within 30 [ -s "$work/display" ] || return 1
    DISPLAY=:$(cat "$work/display")
    export DISPLAY

    export DBUS_SESSION_BUS_ADDRESS=unix:path=$XDG_RUNTIME_DIR/bus
    dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS" > "$work/bus.log" 2>&1 &
    ends_with_test $!
    within 30 [ -S "$XDG_RUNTIME_DIR/bus" ] || return 1

    openbox > "$work/openbox.log" 2>&1 &
    ends_with_test $!
    within 30 sh -c "xdotool get_desktop > /dev/null 2>&1" || return 1 # the window manager tells

    coproc HANDS { exec "$here/hands" 2> "$work/hands.log"; }
    hands_pid=$HANDS_PID hands_in=${HANDS[1]} hands_out=${HANDS[0]}
    ends_with_test "$hands_pid"
}

# hands ORDER ARGUMENT...: see the program; says what it answers.
hands() {
    local answer order
    printf -v order '%s\t' "$@"
    echo "${order%$'\t'}" >&"$hands_in" && read -r answer <&"$hands_out" && echo "$answer" && [[ $answer = ok* ]]
}

# step WHAT ORDER ARGUMENT...: one of the hands' orders; without it the rest has no sense.
step() {
    local what=$1 before=$failures
    shift
    check "$what" hands "$@"
    [ "$failures" = "$before" ] && return
    picture failed
    ends
    exit 1
}

# picture NAME: the screen as it is, for people who have said where to: COFFER_PICTURES=FOLDER. Needs ImageMagick.
picture() { [ -z "${COFFER_PICTURES:-}" ] || import -window root "$COFFER_PICTURES/$1.png"; }

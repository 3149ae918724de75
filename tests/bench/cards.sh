# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by flash: cards, which are loop devices with direct I/O. The files behind them are written full once, so
# that no measure waits for their file system to find room, and are prepared without going through the device.
cards=() files=() # device nodes, and the files behind them
pen=              # the control group in which cards can be throttled
old=$work/old     # what a fresh card holds

# make_cards COUNT BYTES: sets cards and files, and lists the cards in $work/cards.
make_cards() {
    local i device
    say "making cards: $1"
    for ((i = 0; i < $1; i++)); do
        files[i]=$work/card$i
        head -c "$2" "$old" > "${files[i]}"
        device=$(losetup --find --show --direct-io=on "${files[i]}") || cannot "No loop device could be had."
        cards[i]=$device
        [ "$(cat "/sys/block/${device#/dev/}/loop/dio")" = 1 ] || cannot "Loop devices have no direct I/O on $TMPDIR."
    done
    printf '%s\n' "${cards[@]}" > "$work/cards"
}

drop_cards() {
    local i
    for i in "${!cards[@]}"; do
        [ -z "$pen" ] || set_rates "${cards[i]}" 0 0
        losetup -d "${cards[i]}"
    done
    rm -f "${files[@]}"
    cards=() files=()
}

# find_pen: sets pen. Version 1's root group also holds the kernel's threads that write buffered data back; version 2
# charges that to the writer's group, so it gets one of its own, which measured commands enter.
find_pen() {
    local root controller
    pen=$(findmnt -n -o TARGET -t cgroup -O blkio | head -n 1)
    [ -z "$pen" ] || return 0
    root=$(findmnt -n -o TARGET -t cgroup2 | head -n 1)
    grep -q -s -w io "$root/cgroup.controllers" ||
        cannot "No control group here can throttle a card; leave out the rows of \"slow\"."
    for controller in io memory; do
        grep -q -w "$controller" "$root/cgroup.subtree_control" && continue
        at_end "echo -$controller > $root/cgroup.subtree_control"
        echo "+$controller" > "$root/cgroup.subtree_control"
    done
    pen=$root/${work##*/}
    mkdir "$pen"
    at_end "rmdir $pen"
}

# set_rates CARD READ WRITE: in bytes a second; 0 is no limit.
set_rates() {
    local number
    number=$(cat "/sys/block/${1#/dev/}/dev")
    if [ -e "$pen/io.max" ]; then
        echo "$number rbps=${2/#0/max} wbps=${3/#0/max}" > "$pen/io.max"
    else
        echo "$number $2" > "$pen/blkio.throttle.read_bps_device"
        echo "$number $3" > "$pen/blkio.throttle.write_bps_device"
    fi
}

# throttle_cards: from now on they are as fast as ordinary ones. report.awk knows the rates too.
throttle_cards() {
    local card
    for card in "${cards[@]}"; do
        set_rates "$card" 90000000 40000000
    done
}

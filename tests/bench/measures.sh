# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by flash: one function a measure. It brings cards and caches into the state that it is about, times one
# command and, in the first round, looks whether the cards then hold what they should.
declare -A failed known
: > "$work/samples"

fails() {
    say "$group-$measure: $*"
    failed[$group-$measure]=1
    printf '%s\t%s\tfailed\n' "$group" "$measure" >> "$work/samples"
}

# timed COMMAND...: adds GROUP, MEASURE, seconds, processor seconds and peak KiB to the samples; of several processes
# the peak is the largest one's.
timed() {
    local begin=$EPOCHREALTIME code=0 seconds
    (
        [ "$group" != slow ] || echo "$BASHPID" > "$pen/cgroup.procs"
        exec /usr/bin/time -q -o "$work/usage" -f '%U %S %M' "$@"
    ) > "$work/said" 2>&1 || code=$?
    seconds=$(awk -v begin="$begin" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.3f", end - begin }')
    if ((code)); then
        fails "exit code $code of: $*"
        tail -n 5 "$work/said" >&2
        return
    fi
    say "round $round: $group-$measure $seconds s"
    awk -v OFS='\t' -v group="$group" -v measure="$measure" -v seconds="$seconds" \
        '{ print group, measure, seconds, $1 + $2, $3 }' "$work/usage" >> "$work/samples"
}

# cold COMMAND...: the same, with nothing in the page cache.
cold() {
    sync
    echo 3 > /proc/sys/vm/drop_caches
    timed "$@"
}

# hold FILE COUNT: gives the first cards its mapped parts.
hold() {
    local file
    for file in "${files[@]:0:$2}"; do
        copy_parts "$parts" "$1" "$file"
    done
}

# held CARD FILE: in the first round, the measure fails when the card of that number lacks the file's mapped parts.
held() {
    ((round > 1)) || [ -n "${failed[$group-$measure]:-}" ] || same_parts "$parts" "$2" "${files[$1]}" >&2 ||
        fails "The card does not hold the image."
}

# flash BEFORE IMAGE COUNT CACHE [OPTION...]: ours, onto cards that hold BEFORE; CACHE is where it remembers images.
flash() {
    local i
    hold "$1" "$3"
    cold env XDG_CACHE_HOME="$4" "$coffer" flash "${@:5}" "$2" "${cards[@]:0:$3}"
    for ((i = 0; i < $3; i++)); do held "$i" "$2"; done
}

nothing() { mktemp -d -p "$work"; } # a cache that knows no image

# know IMAGE: it has been flashed before, with the cache in folder.
know() {
    [ -z "${known[$1]:-}" ] || return 0
    XDG_CACHE_HOME=$folder/cache "$coffer" flash --no-verify "$1" "${cards[0]}" > /dev/null 2>&1
    known[$1]=1
}

# Ours.
time_create() { cold "$coffer" bmap create -o "$work/ours.bmap" "$image"; }
time_first() { flash "$old" "$image" 1 "$(nothing)" --no-verify; }
time_fresh() { flash "$old" "$image" 1 "$(nothing)"; }
time_fresh4() { flash "$old" "$image" 4 "$(nothing)"; }
time_further() { know "$image" && flash "$old" "$image" 1 "$folder/cache" --no-verify; }
time_verified() { know "$image" && flash "$old" "$image" 1 "$folder/cache"; }
time_identical() { know "$image" && flash "$image" "$image" 1 "$folder/cache"; }
time_changed() { know "$changed" && flash "$image" "$changed" 1 "$folder/cache"; }
time_four() { know "$image" && flash "$old" "$image" 4 "$folder/cache" --no-verify; }
time_sixteen() {
    local i
    hold "$old" 16
    cold env XDG_CACHE_HOME="$(nothing)" xargs -a "$work/pairs" -n 2 "$coffer" flash
    for i in {0..15}; do held "$i" "$folder/$i.img"; done
}

# W: dd writes just the mapped bytes, W4 to four cards at once. R: dd reads as many. H: SHA-256 of them, one process
# a core, from the page cache.
write_mapped=(bs=4M iflag=fullblock oflag=direct conv=fsync)
time_W() { cold dd if="$mapped" of="${cards[0]}" "${write_mapped[@]}"; }
time_W4() { cold xargs -a "$work/cards" -P 4 -I @card@ dd if="$mapped" of=@card@ "${write_mapped[@]}"; }
time_R() { cold dd if="${cards[0]}" of=/dev/null bs=4M iflag=direct,count_bytes count="$mapped_bytes"; }
time_H() {
    printf '%s\n' "$folder"/slice.* > "$work/slices"
    local hash_slices=(xargs -a "$work/slices" -n 1 -P "$(nproc)" openssl dgst -sha256)
    "${hash_slices[@]}" > /dev/null # now slices and program are in the page cache
    timed "${hash_slices[@]}"
}

# B: bmaptool copy. C: bmaptool create. CB16: both for each node, one after the other.
time_B() {
    hold "$old" 1
    cold bmaptool copy --bmap "$image.bmap" "$image" "${cards[0]}"
    held 0 "$image"
}
time_C() { cold bmaptool create -o "$work/their.bmap" "$image"; }
time_CB16() {
    hold "$old" 16
    cold xargs -a "$work/pairs" -n 2 \
        bash -c 'bmaptool create -o "$0" "$1" && bmaptool copy --bmap "$0" "$1" "$2"' "$work/their.bmap"
}

# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by flash: the images, and the lists of their parts, "OFFSET BYTES" a line.
root_offset=$((17 << 20)) # of a disk's file system; the boot area's 16 MiB end before
node_bytes=$((32 << 20))

# noise KEY BYTES: prints bytes that look random, the same ones every time.
noise() {
    openssl enc -aes-128-ctr -nosalt -pbkdf2 -pass "pass:$1" -in /dev/zero 2> /dev/null | head -c "$2"
}

# copy_parts LIST FROM TO: each part to the same place in another file.
copy_parts() {
    local offset bytes
    while read -r offset bytes; do
        dd if="$2" of="$3" bs=4M iflag=skip_bytes,count_bytes,fullblock oflag=seek_bytes conv=notrunc status=none \
            skip="$offset" seek="$offset" count="$bytes" || cannot "$3 could not be prepared."
    done < "$1"
}

# same_parts LIST FILE FILE: each part is the same in both.
same_parts() {
    local offset bytes
    while read -r offset bytes; do
        cmp -i "$offset" -n "$bytes" "$2" "$3" || return
    done < "$1"
}

# gather_parts LIST FILE: prints the parts one after the other.
gather_parts() {
    local offset bytes
    while read -r offset bytes; do
        dd if="$2" bs=4M iflag=skip_bytes,count_bytes status=none skip="$offset" count="$bytes" ||
            cannot "$2 could not be read."
    done < "$1"
}

# parts_of MAP: lists the mapped parts.
parts_of() {
    awk -F '[<>]' '/<Range/ {
        n = split($3, block, "-")
        printf "%.0f %.0f\n", block[1] * 4096, (block[n] - block[1] + 1) * 4096
    }' "$1"
}

# plant_tree FOLDER MIB: files of this system, always the same choice of them.
plant_tree() {
    mkdir "$1"
    (cd /usr && find bin lib share -xdev -type f -size -64M -regex '[-A-Za-z0-9._+/]*' -printf '%p %b\n') | sort |
        shuf --random-source=<(noise choice 16M) |
        awk -v room="$(($2 * 2048))" '(room -= $2) < 0 { exit } { print $1 }' | sort > "$1.files"
    tar -C /usr -c -T "$1.files" | tar -C "$1" -x
}

# make_disk IMAGE MIB TREE-MIB: partition table, boot loader, and a root file system with so much in it.
make_disk() {
    local uuid=c0ffe12a-9e7c-4d9b-8f5a-3b1d6c2e4a70 sector
    plant_tree "$1.tree" "$3"
    truncate -s "$2M" "$1"
    printf 'start=64, size=32768, type=83\nstart=%d, type=83, bootable\n' $((root_offset / 512)) | sfdisk -q "$1"
    for sector in 64 16384; do
        noise "loader $sector" 1M | dd of="$1" bs=512 seek="$sector" conv=notrunc status=none
    done
    mke2fs -q -t ext4 -b 4096 -d "$1.tree" -U "$uuid" \
        -E "offset=$root_offset,hash_seed=$uuid,root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0" \
        "$1" $(($2 - (root_offset >> 20)))M
}

# changes_of IMAGE PARTS: lists runs of 4 to 64 KiB all over its files' contents, 5 % of the mapped parts' bytes.
changes_of() {
    local mapped
    mapped=$(awk '{ sum += $2 } END { print sum / 4096 }' "$2")
    (cd "$1.tree" && find . -type f -printf 'dump_extents -l %P\n') |
        debugfs -f - "$1?offset=$root_offset" 2> /dev/null |
        awk '/^ *[0-9]+\// { gsub(/[-\/]/, " "); print $7, $9 }' | sort -n |
        awk -v root="$root_offset" -v wanted="$((mapped / 20))" '
            { first[NR] = $1; blocks[NR] = $2; total += $2 }
            END {
                for (i = 1; i <= NR; i++)
                    for (at = 0; at < blocks[i]; at += run) {
                        run = 1
                        if (changed < (passed + 1) * wanted / total) {
                            run = 2 ^ (runs++ % 5)
                            if (run > blocks[i] - at)
                                run = blocks[i] - at
                            changed += run
                            printf "%.0f %.0f\n", root + (first[i] + at) * 4096, run * 4096
                        }
                        passed += run
                    }
            }'
}

# make_map IMAGE: ours, for all to use.
make_map() {
    "$coffer" bmap create -o "$1.bmap" "$1" > "$work/said" 2>&1 ||
        cannot "coffer bmap create failed: $(tail -n 1 "$work/said")"
}

# check_disk IMAGE: its file system is whole, or the bench ends.
check_disk() {
    e2fsck -fn "$1?offset=$root_offset" > "$work/said" 2>&1 || cannot "The image $1 could not be made."
}

# make_set FOLDER MIB TREE-MIB: what use_disk describes.
make_set() {
    mkdir "$1"
    make_disk "$image" "$2" "$3"
    check_disk "$image"
    make_map "$image"
    parts_of "$image.bmap" > "$parts"
    gather_parts "$parts" "$image" > "$mapped"
    (($(stat -c %s "$mapped") >= $3 << 20)) || cannot "There is too little in /usr to fill an image."
    split -n "$(nproc)" "$mapped" "$1/slice."
    cp "$image" "$changed"
    changes_of "$image" "$parts" > "$1/changes"
    copy_parts "$1/changes" "$old" "$changed"
    check_disk "$changed"
    make_map "$changed"
    rm -r "$image.tree"
}

# use_disk FOLDER: sets what the measures of one image use, and makes it when FOLDER is not there.
#   image, changed  the disk image and the changed one, with their maps beside them
#   parts           the list of what is mapped
#   mapped          a file of just the mapped bytes; slices of it are in slice.*
#   mapped_bytes    their number
use_disk() {
    folder=$1 image=$1/image changed=$1/changed parts=$1/parts mapped=$1/mapped
    if [ ! -d "$folder" ]; then
        say "making the ${folder##*/} image"
        case ${folder##*/} in
        small) make_set "$folder" $((2048 / scale)) $((310 / scale)) ;;
        large) make_set "$folder" $((2700 / scale)) $((1140 / scale)) ;;
        esac
    fi
    mapped_bytes=$(stat -c %s "$mapped")
}

# make_nodes FOLDER: sixteen images N.img that differ: a partition table, a boot loader and an environment.
make_nodes() {
    local index node
    folder=$1 parts=$1/parts
    say "making the node cards' images"
    mkdir "$folder"
    echo "0 $(((64 + 32768) * 512))" > "$parts" # the boot area
    for index in {0..15}; do
        node=$folder/$index.img
        truncate -s "$node_bytes" "$node"
        echo 'start=64, size=32768, type=83' | sfdisk -q "$node"
        noise "loader $index" 2M | dd of="$node" bs=512 seek=64 conv=notrunc status=none
        printf 'hostname=node%02d\0ipaddr=172.27.142.%d\0\0' "$index" $((100 + index)) |
            dd of="$node" bs=512 seek=$((0x3F8000 / 512)) conv=notrunc status=none
        make_map "$node" # node images come with theirs
    done
}

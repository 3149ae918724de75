# SPDX-License-Identifier: GPL-3.0-or-later
# For the tests of the whole line: what they share below $3, so that a later run need not download again.
coffer=$1 source=$2 line=$3
. "$source/tests/support/check.sh"
mkdir -p "$line"
folders=(--keys "$line/keys" --cache "$line/cache" --output "$line/images")
head_image=$line/images/nanopc-t4/nanopc-t4-disk.img
compute=$line/images/nanopi-m4

# root_of IMAGE: where its second partition begins, in bytes.
root_of() { sfdisk --json "$1" | python3 -c 'import json, sys; print(json.load(sys.stdin)["partitiontable"]["partitions"][1]["start"] * 512)'; }
# file_in IMAGE[?offset=N] PATH: prints a file of an ext4 file system.
file_in() { debugfs -R "cat $2" "$1" 2> /dev/null; }
# mode_in IMAGE PATH: prints "mode user group", e.g. "100600 0 0".
mode_in() { debugfs -R "stat $2" "$1" 2> /dev/null | awk '/^Inode:/ { mode = $6 } /^User:/ { print mode, $2, $4; exit }'; }

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# initramfs.sh WORK BASE PACKAGES NATIVE TREE OUT
#
# Leaves in OUT the initial RAM disk of each kernel of the system, "initrd.img-RELEASE"; TREE has the files that it
# is made from. Runs as user 0 of a sandbox; WORK is a folder for this alone.
set -eu
WORK=$1 base=$2 packages=$3 native=$4 tree=$5 out=$6
. "$WORK/layers.sh"
stack "$WORK/system" "$WORK/layer" "$base/root" "$packages/root"
SOURCE_DATE_EPOCH=$(newest "$WORK/system")
export SOURCE_DATE_EPOCH
lay "$tree" "$WORK/system"
enter "$WORK/system" "$native"
for release in "$WORK/system"/lib/modules/*; do
    chroot "$WORK/system" update-initramfs -c -k "${release##*/}"
done
leave
mv "$WORK/system"/boot/initrd.img-* "$out/"

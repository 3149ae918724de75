#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# base.sh WORK APT_OPTIONS REPOSITORY KERNEL SUITE NATIVE PACKAGES OUT
#
# Leaves in OUT/root the configured packages that all systems share (PACKAGES: names with commas), arm64, and the
# kernel's, without an initial RAM disk. REPOSITORY and KERNEL are folders with packages and their index; NATIVE is the
# folder of tools.sh, or empty for plain emulation. Runs as user 0 of a sandbox; WORK is a folder for this alone, on one
# file system with the others.
set -eu
WORK=$1 apt_options=$2 repository=$3 kernel=$4 suite=$5 NATIVE=$6 packages=$7 out=$8
. "$WORK/layers.sh"
offer "$repository" "$kernel"
export NATIVE ARCHIVES INITRD=No

# dpkg.cfg.d, not --dpkgopt: mmdebstrap would filter every package through Python for path-exclude.
cat > "$WORK/small" <<CFG
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/man/*
path-exclude=/usr/share/info/*
path-exclude=/usr/share/lintian/*
path-exclude=/usr/share/locale/*
path-include=/usr/share/locale/locale.alias
CFG
SMALL=$WORK/small
export SMALL

# shellcheck disable=SC2016 # the hooks' variables are theirs
mmdebstrap --verbose --variant=apt --mode=root --architectures=arm64 --format=directory \
    --skip=check/qemu,chroot/mount/sys,download/empty,essential/unlink,cleanup/apt/cache,cleanup/apt/lists,cleanup/reproducible \
    --aptopt="$apt_options" \
    --setup-hook='mkdir -p "$1/var/cache/apt/archives" "$1/etc/dpkg/dpkg.cfg.d"' \
    --setup-hook='[ -z "$NATIVE" ] || { mkdir "$1/.native" && mount --bind "$NATIVE" "$1/.native" && mount -o remount,bind,ro "$1/.native"; }' \
    --setup-hook='mount --bind "$ARCHIVES" "$1/var/cache/apt/archives"' \
    --setup-hook='cp "$SMALL" "$1/etc/dpkg/dpkg.cfg.d/small"; echo force-unsafe-io > "$1/etc/dpkg/dpkg.cfg.d/build"' \
    --customize-hook='umount "$1/var/cache/apt/archives"; [ -z "$NATIVE" ] || { umount "$1/.native" && rmdir "$1/.native"; }' \
    --customize-hook='rm "$1/etc/dpkg/dpkg.cfg.d/build" "$1/etc/apt/sources.list"' \
    --include="$packages,$(sed -n 's/^Package: //p' "$kernel/Packages" | tr '\n' ,)" \
    "$suite" "$WORK/root" "deb [trusted=yes] copy:$repository ./" "deb [trusted=yes] copy:$kernel ./"

tidy "$WORK/root"
settle "$WORK/root" "$(newest "$WORK/root")"
mv "$WORK/root" "$out/root"

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# base.sh WORK APT_OPTIONS MIRROR SUITE NATIVE DEBS PACKAGES OUT.tar
#
# Packs the configured packages that all systems share (PACKAGES: names with commas), arm64, without an
# initial RAM disk. NATIVE is the folder of tools.sh, or empty for plain emulation; DEBS keeps the downloaded
# packages. Runs as user 0 of a sandbox; WORK is a folder for this alone.
set -eu
work=$1 apt_options=$2 mirror=$3 suite=$4 NATIVE=$5 DEBS=$6 packages=$7 out=$8
export NATIVE DEBS INITRD=No DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes LC_ALL=C.UTF-8
mkdir -p "$DEBS/partial"

# Enough memory free: work there, which spares the disk and leaves nothing behind.
if [ "$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo)" -gt 5000000 ]; then
    mkdir "$work/memory"
    mount -t tmpfs -o mode=755,size=75%,noatime tmpfs "$work/memory"
    work=$work/memory
fi

# dpkg.cfg.d, not --dpkgopt: mmdebstrap would filter every package through Python for path-exclude.
cat > "$work/small" <<CFG
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/man/*
path-exclude=/usr/share/info/*
path-exclude=/usr/share/lintian/*
path-exclude=/usr/share/locale/*
path-include=/usr/share/locale/locale.alias
CFG
SMALL=$work/small
export SMALL

mmdebstrap --quiet --variant=apt --mode=root --architectures=arm64 --format=directory \
    --skip=check/qemu,chroot/mount/sys,download/empty,essential/unlink,cleanup/apt/cache,cleanup/apt/lists,cleanup/reproducible \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg --aptopt="$apt_options" \
    --setup-hook='mkdir -p "$1/var/cache/apt/archives/partial" "$1/etc/dpkg/dpkg.cfg.d"' \
    --setup-hook='[ -z "$NATIVE" ] || { mkdir "$1/.native" && mount --bind "$NATIVE" "$1/.native" && mount -o remount,bind,ro "$1/.native"; }' \
    --setup-hook='mount --bind "$DEBS" "$1/var/cache/apt/archives"' \
    --setup-hook='cp "$SMALL" "$1/etc/dpkg/dpkg.cfg.d/small"; echo force-unsafe-io > "$1/etc/dpkg/dpkg.cfg.d/build"' \
    --customize-hook='umount "$1/var/cache/apt/archives"; [ -z "$NATIVE" ] || { umount "$1/.native" && rmdir "$1/.native"; }' \
    --customize-hook='rm "$1/etc/dpkg/dpkg.cfg.d/build"' \
    --include="$packages" "$suite" "$work/base" "$mirror"

tar -C "$work/base" --numeric-owner --xattrs --xattrs-include='*' --sort=name -cf "$out" .

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tools.sh WORK APT_OPTIONS MIRROR SUITE PROGRAMS OUT
#
# Leaves in OUT the amd64 programs of the suite that stand in for emulated ones while a system is
# configured, in the short layout that coffer-native expects: ld.so, lib/, perl-base/, perl/,
# python/, programs/ and qemu-aarch64. Packages are unpacked, never configured. Runs as user 0 of a
# sandbox; WORK is a folder for this alone, on one file system with OUT.
set -eu
work=$1 apt_options=$2 mirror=$3 suite=$4 programs=$5 out=$6

packages=dash,bash,coreutils,sed,grep,mawk,findutils,tar,gzip,bzip2,xz-utils,zstd,cpio,diffutils
packages=$packages,debianutils,hostname,util-linux,bsdutils,passwd,base-passwd,perl,python3-minimal
packages=$packages,kmod,dpkg,systemd,udev,init-system-helpers,openssh-client,openssl,dracut-install
packages=$packages,e2fsprogs,libarchive13t64,libc-bin,qemu-user

mmdebstrap --quiet --variant=extract --mode=root --architectures=amd64 --format=directory \
    --skip=chroot/mount/sys,check/chrootless \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg --aptopt="$apt_options" \
    --include="$packages" "$suite" "$work/all" "$mirror"

all=$work/all
mkdir -p "$out/programs" "$out/python"
cp -L "$all/usr/lib64/ld-linux-x86-64.so.2" "$out/ld.so"
mv "$all/usr/lib/x86_64-linux-gnu" "$out/lib"
mv "$out/lib/perl-base" "$out"
mv "$out/lib/perl"/[0-9]*.[0-9]*.[0-9]* "$out/perl"
for library in "$all"/usr/lib/python3.*; do
    mkdir -p "$out/python/lib/${library##*/}"
    mv "$library/lib-dynload" "$out/python/lib/${library##*/}/"
done
mv "$all/usr/bin/qemu-aarch64" "$out"

grep -v '^#' "$programs" | while read -r folder names; do
    mkdir -p "$out/programs$folder"
    for name in $names; do
        for program in "$all$folder"$name; do # a name may be a pattern
            case $(head -c 4 "$program" 2> /dev/null | od -An -tx1) in
                ' 7f 45 4c 46') mv "$program" "$out/programs$folder" ;;
                *) echo "not a program of $suite: $program" ;;
            esac
        done
    done
done

# dpkg knows its own architecture from one string, and "arm64" is as long as "amd64". A copy in which
# that string is not found exactly once is left out: that program is then emulated.
for name in dpkg dpkg-query dpkg-deb dpkg-divert dpkg-trigger dpkg-statoverride; do
    program=$out/programs/usr/bin/$name
    found=$(LC_ALL=C grep -aoP '\x00amd64\x00' "$program" | wc -l)
    case $found in
        0) ;;
        1) LC_ALL=C sed -i 's/\x00amd64\x00/\x00arm64\x00/' "$program" ;;
        *) rm "$program" ;;
    esac
done

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# packages.sh WORK APT_OPTIONS BASE REPOSITORY NATIVE PACKAGES SETUP OUT
#
# Leaves in OUT/root the layer that a system's own packages (names with spaces, may be none) and the script SETUP make
# over BASE/root. Runs as user 0 of a sandbox; WORK is a folder for this alone, on one file system with the
# others.
set -eu
WORK=$1 apt_options=$2 base=$3 repository=$4 native=$5 packages=$6 setup=$7 out=$8
. "$WORK/layers.sh"
offer "$repository"
stack "$WORK/system" "$out/root" "$base/root"
enter "$WORK/system" "$native" "$ARCHIVES"

# apt runs outside, so that nothing of it is emulated; dpkg runs inside.
echo "deb [trusted=yes] copy:$repository ./" > "$WORK/sources.list"
mkdir -p "$WORK/lists/partial"
cat > "$WORK/apt.conf" <<CONF
Dir "$WORK/system";
Dir::State::Status "$WORK/system/var/lib/dpkg/status";
Dir::State::Lists "$WORK/lists";
Dir::Etc::SourceList "$WORK/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Parts "/dev/null";
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
DPkg::Chroot-Directory "$WORK/system";
Dir::Bin::dpkg "/usr/bin/dpkg";
DPkg::Options { "--force-unsafe-io"; "--force-confold"; };
CONF
cat "$apt_options" >> "$WORK/apt.conf"
if [ -n "$packages" ]; then
    export APT_CONFIG="$WORK/apt.conf"
    apt-get -q update
    # shellcheck disable=SC2086 # a list of checked package names
    INITRD=No apt-get -y -q install $packages
    unset APT_CONFIG
fi
cp "$setup" "$WORK/system/tmp/setup"
chroot "$WORK/system" /bin/sh -eu /tmp/setup

leave
tidy "$WORK/system"
SECONDS_OF_NEWEST=$(newest "$WORK/system")
unstack "$WORK/system" "$out/root"
settle "$out/root" "$SECONDS_OF_NEWEST"

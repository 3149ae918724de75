#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# system.sh WORK APT_OPTIONS BASE.tar NATIVE DEBS TREE PACKAGES UUID LABEL OUT.img
#
# Makes one system's root file system from the shared base: its own packages (names with spaces, may be
# none), the files of TREE, its configure script (TREE.configure), then an ext4 image as large as it needs with a
# list of its packages beside (OUT.img.packages). Runs as user 0 of a sandbox; WORK is a folder for this alone.
set -eu
work=$1 apt_options=$2 base=$3 native=$4 debs=$5 tree=$6 packages=$7 uuid=$8 label=$9
shift 9
out=$1
built=${SOURCE_DATE_EPOCH:-$(date +%s)}
export DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes LC_ALL=C.UTF-8 HOME=/root
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

# Enough memory free: work there, which spares the disk and leaves nothing behind.
if [ "$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo)" -gt 5000000 ]; then
    mkdir "$work/memory"
    mount -t tmpfs -o mode=755,size=75%,noatime tmpfs "$work/memory"
    work=$work/memory
fi
root=$work/root

mkdir "$root"
tar -C "$root" --numeric-owner --xattrs --xattrs-include='*' -xf "$base"

# What programs in the system expect around them. Everything goes with the sandbox's namespace.
mounted=
put() { # put TARGET MOUNT-ARGUMENT...
    target=$root/$1
    shift
    mount "$@" "$target"
    mounted="$target $mounted"
}
if [ -n "$native" ]; then
    mkdir "$root/.native"
    put .native --bind "$native"
    mount -o remount,bind,ro "$root/.native"
fi
put proc -t proc -o ro proc
put dev -t tmpfs -o mode=755 tmpfs
for device in null zero full random urandom tty; do
    : > "$root/dev/$device"
    put "dev/$device" --bind "/dev/$device"
done
mkdir "$root/dev/shm" "$root/dev/pts"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"
put run -t tmpfs tmpfs
put tmp -t tmpfs tmpfs
mkdir -p "$root/var/cache/apt/archives"
put var/cache/apt/archives --bind "$debs"

# apt runs outside, so that nothing of it is emulated; dpkg runs inside.
cat > "$work/apt.conf" <<CONF
Dir "$root";
Dir::State::Status "$root/var/lib/dpkg/status";
Dir::Etc::Parts "/dev/null";
Dir::Etc::Trusted "/usr/share/keyrings/debian-archive-keyring.gpg";
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
DPkg::Chroot-Directory "$root";
Dir::Bin::dpkg "/usr/bin/dpkg";
DPkg::Options { "--force-unsafe-io"; "--force-confold"; };
CONF
cat "$apt_options" >> "$work/apt.conf"
if [ -n "$packages" ]; then
    # shellcheck disable=SC2086 # a list of checked package names
    INITRD=No APT_CONFIG=$work/apt.conf apt-get -y -q install $packages
fi

# The newest file of a package tells how new the system is; what is made here says the same (reproducible-builds.org).
SOURCE_DATE_EPOCH=$(find "$root/usr/share/doc" -name copyright -printf '%Ts\n' | sort -n | tail -n 1)
export SOURCE_DATE_EPOCH

cp -r --preserve=mode,links --no-preserve=ownership "$tree/." "$root/"
cp "$tree.configure" "$root/tmp/configure"
chroot "$root" /bin/sh -eu /tmp/configure
dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Package} ${Version} ${Architecture}\n' > "$out.packages"
audit=$(dpkg --root="$root" --audit)
if [ -n "$audit" ]; then
    echo "Packages are left half-configured: $audit" >&2
    exit 1
fi

for target in $mounted; do
    umount "$target"
done
[ -z "$native" ] || rmdir "$root/.native"

# What the build leaves behind and a running system makes anew.
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/var/cache/debconf/*-old \
    "$root"/var/lib/dpkg/*-old "$root"/var/log/apt "$root"/var/log/*.log "$root"/etc/*- \
    "$root"/etc/apt/apt.conf.d/99mmdebstrap "$root"/var/cache/ldconfig/aux-cache \
    "$root"/etc/.resolv.conf.systemd-resolved.bak "$root"/usr/share/lintian
find "$root/usr/share/doc" -type f ! -name copyright -delete
find "$root/usr/share/doc" -type d -empty -delete
rm -rf "$root"/usr/share/man/* "$root"/usr/share/info/*
: > "$root/etc/machine-id"
rm -f "$root/var/lib/dbus/machine-id"
find "$root/usr/share/locale" -mindepth 1 ! -name locale.alias -delete

# No trace of when it was built: nothing is newer than the newest package, and passwords are as old.
sed -i "s/^\([^:]*:[^:]*\):[0-9][0-9]*:/\1:$((SOURCE_DATE_EPOCH / 86400)):/" "$root/etc/shadow"
find "$root" -xdev -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
find "$root" -xdev -exec touch -h -a -d "@$SOURCE_DATE_EPOCH" {} +

# Room for the files, a quarter more, and 128 MiB to work in until the file system is grown.
used=$(du -s --block-size=1M "$root" | cut -f 1)
size=$(((used * 5 / 4 + 128 + 3) / 4 * 4))
make_ext4() { mke2fs "$@"; }
edit_ext4() { debugfs "$@"; }
if [ -n "$native" ]; then # the suite's own e2fsprogs, the same on every host
    make_ext4() { "$native/ld.so" --library-path "$native/lib" "$native/programs/usr/sbin/mke2fs" "$@"; }
    edit_ext4() { "$native/ld.so" --library-path "$native/lib" "$native/programs/usr/sbin/debugfs" "$@"; }
fi
rm -f "$out"
(umask 077 && : > "$out")
# Only features that U-Boot's ext4 and Debian 12's e2fsck know; the machine's own file differs from release to release.
cat > "$work/mke2fs.conf" <<CONF
[defaults]
    base_features = sparse_super,large_file,filetype,resize_inode,dir_index,ext_attr
    default_mntopts = acl,user_xattr
    enable_periodic_fsck = 0
    blocksize = 4096
    inode_size = 256
    inode_ratio = 16384
[fs_types]
    ext4 = {
        features = has_journal,extent,huge_file,flex_bg,metadata_csum,64bit,dir_nlink,extra_isize
    }
    small = {
    }
    default = {
    }
CONF
export MKE2FS_CONFIG="$work/mke2fs.conf"
make_ext4 -q -t ext4 -d "$root" -U "$uuid" -L "$label" \
    -E "hash_seed=$uuid,root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0" "$out" "${size}M"

# One file says when it was built: a machine without a clock takes its first time from it (systemd(1)). mke2fs makes
# no file newer than SOURCE_DATE_EPOCH, so this comes after it.
if [ -e "$root/usr/lib/clock-epoch" ]; then
    edit_ext4 -w -R "set_inode_field /usr/lib/clock-epoch mtime @$built" "$out"
fi

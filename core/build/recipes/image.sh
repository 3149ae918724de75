#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# image.sh WORK BASE PACKAGES INITRAMFS NATIVE TOOLS TREE CONFIGURE EPOCH UUID LABEL OFFSET OUT
#
# Makes a system's root file system: its packages, its initial RAM disks, the files of TREE, what the script CONFIGURE
# does; then ext4 at byte OFFSET of the file OUT, as large as it needs; OUT.packages, a list of its packages; OUT.sizes, the
# bytes of kernel, initial RAM disk and device tree (0: none); OUT.header, the kernel's first 64 bytes. EPOCH is when the
# system is said to be built, in seconds of 1970. NATIVE is where programs are that stand in for emulated ones, "" for none;
# TOOLS, where those that make file systems are. Runs as user 0 of a sandbox; WORK is a folder for this alone.
set -eu
WORK=$1 base=$2 packages=$3 initramfs=$4 native=$5 tools=$6 tree=$7 configure=$8 epoch=$9
shift 9
uuid=$1 label=$2 offset=$3 out=$4
. "$WORK/layers.sh"
mkdir "$WORK/memory"
mount -t tmpfs -o mode=755,noatime tmpfs "$WORK/memory"
stack "$WORK/system" "$WORK/memory/layer" "$base/root" "$packages/root"
system=$WORK/system
SOURCE_DATE_EPOCH=$(newest "$system")
export SOURCE_DATE_EPOCH

enter "$system" "$native"
cp --no-preserve=ownership "$initramfs"/initrd.img-* "$system/boot/"
lay "$tree" "$system"
cp "$configure" "$system/tmp/configure"
chroot "$system" /bin/sh -eu /tmp/configure
dpkg-query --admindir="$system/var/lib/dpkg" -W -f '${Package} ${Version} ${Architecture} ${source:Package}\n' > "$out.packages"
audit=$(dpkg --root="$system" --audit)
if [ -n "$audit" ]; then
    echo "Packages are left half-configured: $audit" >&2
    exit 1
fi
leave
tidy "$system"

# What the boot loader will load: to be held against its addresses.
newest_of() { find "$system/boot" -maxdepth 1 -name "$1-*" | sort -V | tail -n 1; }
size_of() { if [ -n "$1" ] && [ -e "$1" ]; then stat -L -c %s "$1"; else echo 0; fi; }
tree_file=$(cat "$system/etc/cofferware/device-tree")
echo "$(size_of "$(newest_of vmlinuz)") $(size_of "$(newest_of initrd.img)") $(size_of "${tree_file:+$(newest_of dtb)/$tree_file}")" > "$out.sizes"
head -c 64 "$(newest_of vmlinuz)" > "$out.header"

# No trace of when it was built.
sed -i "s/^\([^:]*:[^:]*\):[0-9][0-9]*:/\1:$((SOURCE_DATE_EPOCH / 86400)):/" "$system/etc/shadow"
unstack "$system" "$WORK/memory/layer"
settle "$WORK/memory/layer" "$SOURCE_DATE_EPOCH"
show "$system" "$base/root" "$packages/root" "$WORK/memory/layer"

# Room for the files, a quarter more, and 128 MiB to work in until the file system is grown.
used=$(du -s --block-size=1M "$system" | cut -f 1)
size=$(((used * 5 / 4 + 128 + 3) / 4 * 4))
# The suite's own e2fsprogs, the same on every host.
make_ext4() { "$tools/ld.so" --library-path "$tools/lib" "$tools/programs/usr/sbin/mke2fs" "$@"; }
edit_ext4() { "$tools/ld.so" --library-path "$tools/lib" "$tools/programs/usr/sbin/debugfs" "$@"; }
(umask 077 && truncate -s "$((offset + size * 1048576))" "$out")
# Only features that U-Boot's ext4 and Debian 12's e2fsck know; the machine's own file differs from release to release.
cat > "$WORK/mke2fs.conf" <<CONF
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
export MKE2FS_CONFIG="$WORK/mke2fs.conf"
make_ext4 -q -t ext4 -d "$system" -U "$uuid" -L "$label" \
    -E "offset=$offset,hash_seed=$uuid,root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0" "$out" "${size}M"

# One file says when it was built: a machine without a clock takes its first time from it (systemd(1)). mke2fs makes
# no file newer than SOURCE_DATE_EPOCH, so this comes after it.
if [ -e "$system/usr/lib/clock-epoch" ]; then
    edit_ext4 -w -R "set_inode_field /usr/lib/clock-epoch mtime @$epoch" "$out?offset=$offset"
fi

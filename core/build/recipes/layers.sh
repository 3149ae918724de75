# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the recipes share: a system being built is a stack of layers (overlayfs), of which only the topmost is written.
# WORK is the recipe's folder for itself. Everything mounted goes with the sandbox's namespace.
export DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes LC_ALL=C.UTF-8 HOME=/root
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
umask 022 # whoever builds it

# order LAYER...: makes $lowers, the layers (given the lowest first) as overlayfs wants them, relative to WORK. One with
# the mark LAYER.whole beside it is a whole system and hides all below.
order() {
    number=0 lowers=
    for layer; do
        [ ! -e "$layer.whole" ] || lowers=
        number=$((number + 1))
        ln -sfn "$layer" "$WORK/lower$number" # names without : and ,
        lowers=lower$number${lowers:+:$lowers}
    done
}

# overlay ROOT OPTIONS: fails where the kernel has no overlay for namespaces (before Linux 5.11), or the disk cannot
# carry one.
overlay() {
    (cd "$WORK" && mount -t overlay -o "lowerdir=$lowers$2,userxattr" overlay "$1" 2> /dev/null ||
        mount -t overlay -o "lowerdir=$lowers$2" overlay "$1" 2> /dev/null)
}

# stack ROOT UPPER LAYER...: shows at ROOT the layers, and writes to UPPER; without overlays UPPER is a whole copy.
stack() {
    root=$1 upper=$2
    shift 2
    mkdir -p "$root" "$upper" "$upper.work"
    order "$@"
    ln -sfn "$upper" "$WORK/upper"
    ln -sfn "$upper.work" "$WORK/upper.work"
    overlay "$root" ,upperdir=upper,workdir=upper.work && return
    : > "$upper.whole"
    for layer in $(echo "$lowers" | tr : '\n' | tac); do
        cp -a --reflink=auto "$WORK/$layer/." "$upper/"
    done
    mount --bind "$upper" "$root"
}

# show ROOT LAYER...: the layers at ROOT, read-only.
show() {
    root=$1
    shift
    order "$@"
    case $lowers in
        *:*) overlay "$root" '' ;;
        *) mount --bind "$WORK/$lowers" "$root" ;;
    esac
}

# unstack ROOT UPPER: afterwards UPPER is a layer, or a whole system.
unstack() {
    umount "$1"
    rm -rf "$2.work"
}

# offer REPOSITORY...: makes ARCHIVES, a folder with the packages of all, where apt takes them for downloaded already.
offer() {
    ARCHIVES=$WORK/archives
    mkdir -p "$ARCHIVES/partial"
    for offered; do
        ln "$offered"/*.deb "$ARCHIVES/"
    done
}

# enter ROOT NATIVE [ARCHIVES]: mounts in ROOT what programs there expect around them.
mounted=
put() { # put TARGET MOUNT-ARGUMENT...
    target=$entered/$1
    shift
    mount "$@" "$target"
    mounted="$target $mounted"
}
enter() {
    entered=$1
    if [ -n "$2" ]; then
        mkdir "$entered/.native"
        put .native --bind "$2"
        mount -o remount,bind,ro "$entered/.native"
    fi
    put proc -t proc -o ro proc
    put dev -t tmpfs -o mode=755 tmpfs
    for device in null zero full random urandom tty; do
        : > "$entered/dev/$device"
        put "dev/$device" --bind "/dev/$device"
    done
    mkdir "$entered/dev/shm" "$entered/dev/pts"
    ln -s /proc/self/fd "$entered/dev/fd"
    ln -s fd/0 "$entered/dev/stdin"
    ln -s fd/1 "$entered/dev/stdout"
    ln -s fd/2 "$entered/dev/stderr"
    put run -t tmpfs tmpfs
    put tmp -t tmpfs -o mode=1777 tmpfs
    [ -z "${3:-}" ] || put var/cache/apt/archives --bind "$3"
}
leave() {
    for target in $mounted; do
        umount "$target"
    done
    mounted=
    [ ! -d "$entered/.native" ] || rmdir "$entered/.native"
}

# lay TREE ROOT: copies a file tree over a system, as root's; what folders are there stay as they are.
lay() {
    tar -C "$1" --owner=0 --group=0 -cf - . | tar -C "$2" --no-overwrite-dir -xpf -
}

# newest ROOT: when the newest file of a package was made. What is made here says the same (reproducible-builds.org).
newest() {
    find "$1/usr/share/doc" -name copyright -printf '%Ts\n' | sort -n | tail -n 1
}

# tidy ROOT: what the build leaves behind, a running system makes anew, or no coffer needs.
tidy() {
    (cd "$1" && rm -rf var/lib/apt/lists/* var/cache/apt/*.bin var/cache/debconf/*-old var/lib/dpkg/*-old var/log/apt \
        var/log/*.log etc/*- etc/apt/apt.conf.d/99mmdebstrap var/cache/ldconfig/aux-cache var/lib/dbus/machine-id \
        etc/.resolv.conf.systemd-resolved.bak etc/nvme/hostid etc/nvme/hostnqn usr/share/lintian usr/share/man/* usr/share/info/*
    find usr/share/doc \( -type f -o -type l \) ! -name copyright -delete
    find usr/share/doc -type d -empty -delete
    find usr/share/locale -mindepth 1 ! -name locale.alias -delete)
    : > "$1/etc/machine-id"
}

# settle LAYER SECONDS: no file of it tells when it was built: none is newer, and all were last read then.
settle() {
    find "$1" -newermt "@$2" -exec touch -h -d "@$2" {} +
    find "$1" -exec touch -h -a -d "@$2" {} +
}

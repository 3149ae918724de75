# SPDX-License-Identifier: GPL-3.0-or-later
# For the tests of boards/, sourced by bash: both systems as files, of the coffer's own plan and of another one.
source=$1 coffer=$2 render=$3
. "$source/tests/support/check.sh"
boards=$source/boards
PATH=$PATH:/usr/sbin:/sbin

# need PROGRAM PACKAGE: from now on the program can be run. One that the machine has not is unpacked beside the tests,
# never installed: a daemon's package would start it, or take another one's place.
need() {
    command -v "$1" > /dev/null && return
    local unpacked
    unpacked=$(dirname "$render")/judges/$2
    if [ ! -e "$unpacked/complete" ]; then
        rm -rf "$unpacked"
        mkdir -p "$unpacked"
        (cd "$unpacked" && apt-get -qq --simulate --no-install-recommends install "$2" | awk '$1 == "Inst" { print $2 }' \
            | xargs apt-get -qq -o APT::Sandbox::User= download && for deb in *.deb; do dpkg-deb -x "$deb" . || exit 1; done && : > complete)
    fi
    PATH=$PATH:$unpacked/usr/sbin:$unpacked/usr/bin
    LD_LIBRARY_PATH=${LD_LIBRARY_PATH:-}:$(find "$unpacked/usr/lib" "$unpacked/lib" -maxdepth 1 -name '*-linux-gnu' 2> /dev/null | tr '\n' ':')
    export LD_LIBRARY_PATH
    command -v "$1" > /dev/null || { echo "$1 is needed, and the package $2 cannot be had: check the network"; exit 1; }
}

# Another plan: nothing of it is the coffer's own.
cp -r "$boards" "$work/other-boards"
sed -i -e 's/^id = "c16"/id = "lab"/' -e 's/^domain = "c16"/domain = "lab.example"/' \
    -e 's/172\.27\.142\.0\/24/10.1.0.0\/16/' -e 's/172\.27\.142\./10.1.7./' \
    -e 's/^count = 16/count = 3/' -e 's/^name = "head"/name = "chief"/' -e 's/^name = "node"/name = "worker"/' \
    -e 's/^# resolver = .*/resolver = "9.9.9.9"/' -e 's/^compute-root = "emmc"/compute-root = "nvme"/' \
    -e 's/^slots = 2/slots = 1/' -e 's/^max-slots = 6/max-slots = 8/' "$work/other-boards/cluster.toml"

for plan in own other; do
    folder=$boards
    [ "$plan" = own ] || folder=$work/other-boards
    "$coffer" keys create --boards "$folder" --keys "$work/$plan.keys" > /dev/null || { echo "no keys"; exit 1; }
    for role in head compute; do
        "$render" "$folder" "$work/$plan.keys" "$role" "$work/$plan/$role" || { echo "cannot render $plan $role"; exit 1; }
    done
done
head=$work/own/head compute=$work/own/compute keys=$work/own.keys

# has FILE TEXT: the file has a line that is just this, but for spaces around it.
has() { sed 's/^[[:space:]]*//; s/[[:space:]]*$//' "$1" | grep -qxF -- "$2" || { echo "no line \"$2\" in $1:"; cat "$1"; return 1; }; }
# hasnt TEXT FOLDER: no file below it has the text.
hasnt() { ! grep -rnwF -- "$1" "$2"; }

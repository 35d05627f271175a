#!/bin/sh
# deps.sh GROUP…: installs the Debian packages of the groups that are missing; where none is, it
# says nothing.
build='gcc g++ libc6-dev pkg-config libigraph-dev libsqlite3-dev libgraphviz-dev libicu-dev
    libxml2-dev libjansson-dev nettle-dev libuchardet-dev zlib1g-dev libcld2-dev fonts-dejavu-core'
test='libcmocka-dev mandoc python3 python3-networkx'
lint='clang-format-14 cppcheck'
fuzz='clang-14 libclang-rt-14-dev'
train='python3 python3-venv'
want=
for group in "$@"; do
    case $group in
    build) want="$want $build" ;;
    test) want="$want $test" ;;
    lint) want="$want $lint" ;;
    fuzz) want="$want $fuzz" ;;
    train) want="$want $train" ;;
    *) echo "deps.sh: no such group: $group" >&2 && exit 2 ;;
    esac
done
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    # Not Debian: what can be found by other means is left alone.
    have=true
    for tool in cc c++ pkg-config; do
        command -v "$tool" >/dev/null || have=false
    done
    $have && pkg-config --exists igraph sqlite3 libcgraph libgvc icu-uc icu-i18n libxml-2.0 \
        jansson nettle uchardet zlib && exit 0
    echo "hearsay needs what Debian calls:" $want >&2
    exit 1
fi
there=" $(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $want 2>/dev/null |
    sed -n 's/ installed$//p' | tr '\n' ' ') "
missing=
for package in $want; do
    case $there in
    *" $package "*) ;;
    *) missing="$missing $package" ;;
    esac
done
test -z "$missing" && exit 0
root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
        echo "missing packages; as root: apt-get install$missing" >&2
        exit 1
    }
    root=sudo
fi
echo "installing$missing" >&2
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
install="$root apt-get install -y -q --no-install-recommends $missing"
$install >/dev/null 2>&1 || { $root apt-get update -q >/dev/null && $install >/dev/null; } || {
    echo "could not install:$missing" >&2
    exit 1
}

# shellcheck shell=bash
# For scripts that take files out of Debian packages without installing any: apt with a state and a
# source of its own, so that the system's configuration is neither read nor changed.
#
#     private_apt FOLDER KIND SECTIONS...     KIND is deb or deb-src
#
# leaves APT_CONFIG pointing into FOLDER, with the package lists read. `fail` says why not, and is
# the including script's. DEBIAN_MIRROR names another mirror.

private_apt() {
    local folder=$1 kind=$2 mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
    local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    shift 2
    if ! { command -v apt-get && command -v dpkg-deb; } >/dev/null; then
        fail "this needs apt-get and dpkg-deb: run it on Debian 12, or in a container of it"
    fi
    [ -r "$keyring" ] || fail "Debian's keys are not in $keyring: install debian-archive-keyring"
    mkdir -p "$folder"/lists/partial "$folder"/cache/archives/partial
    echo "$kind [signed-by=$keyring] $mirror bookworm $*" >"$folder/sources.list"
    cat >"$folder/apt.conf" <<EOF
Dir::Etc::SourceList "$folder/sources.list";
Dir::Etc::SourceParts "-";
Dir::State::Lists "$folder/lists";
Dir::Cache "$folder/cache";
APT::Sandbox::User "root";
EOF
    export APT_CONFIG=$folder/apt.conf
    apt-get -qq update || fail "$mirror does not answer; DEBIAN_MIRROR names another mirror"
}

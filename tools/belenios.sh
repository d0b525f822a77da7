#!/bin/sh
# Unpacks belenios-tool 3.3 of Debian's unstable suite, with the libraries that it needs, into the folder named by the
# first argument, beside the system and without touching it: Debian 12 has version 2.0, which does not know Ed25519.
# Says so and succeeds where the suite cannot be reached or has another version by now: the tests then do without.
set -eu
folder=$1
sum=4f3039402c7b4669adbca0b8be452ab8af82e5851eb51f6673920942df60b37e
packages="belenios-tool=3.3.0+dfsg-1 libc6 libev4t64 libgmp10 libsodium26 libssl3t64 zlib1g libzstd1 libgcc-s1"
[ -x "$folder/belenios-tool" ] && exit 0
[ "$(uname -m)" = x86_64 ] && command -v apt-get >/dev/null || { echo "No belenios-tool 3.3 for this machine."; exit 0; }

rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
apt=$folder/apt
mkdir -p "$apt"/etc/apt/apt.conf.d "$apt"/etc/apt/preferences.d "$apt"/etc/apt/trusted.gpg.d "$apt"/etc/apt/sources.list.d \
    "$apt"/var/lib/dpkg "$apt"/var/lib/apt/lists/partial "$apt"/var/cache/apt/archives/partial
touch "$apt/var/lib/dpkg/status"
apt-config dump | grep '^Acquire::' >"$apt/etc/apt/apt.conf.d/as-here" || true # how this machine reaches its mirror
mirror=$(grep -rhoE '(https?|mirror\+[a-z]+)://[^ ]*/debian/?' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null |
    grep -v snapshot.debian.org | head -n 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} sid main" \
    >"$apt/etc/apt/sources.list"
# A mirror that stands still is as good as another: which file it must be, the sum above says.
printf 'Dir "%s";\nDir::State::status "%s/var/lib/dpkg/status";\nAPT::Architecture "amd64";\nAPT::Sandbox::User "root";\n%s\n' \
    "$apt" "$apt" 'Acquire::Check-Valid-Until "false";' >"$folder/apt.conf"

fetch() {
    export APT_CONFIG="$folder/apt.conf"
    cd "$folder"
    apt-get update -qq && apt-get download -qq $packages && echo "$sum  $(ls belenios-tool_*.deb)" | sha256sum --check --quiet
}
if ! (fetch) >"$folder/log" 2>&1; then
    echo "belenios-tool 3.3 could not be fetched from Debian; its tests are left out. See $folder/log"
    exit 0
fi
for package in "$folder"/*.deb; do dpkg-deb -x "$package" "$folder/root"; done
libraries=$folder/root/usr/lib/x86_64-linux-gnu
cat >"$folder/belenios-tool" <<SCRIPT
#!/bin/sh
exec "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" "$folder/root/usr/bin/belenios-tool" "\$@"
SCRIPT
chmod +x "$folder/belenios-tool"
rm -rf "$apt" "$folder/apt.conf"

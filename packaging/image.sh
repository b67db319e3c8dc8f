#!/usr/bin/env bash
# Builds the image where there is an engine. Elsewhere it takes the steps of the Dockerfile one by
# one: the same files, a static binary, and a root folder with nothing but it.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$1"
project="$PWD/testdata/demo"

if docker info >/dev/null 2>&1; then
  docker build --quiet --tag ekslint-check .
  docker run --rm --volume "$project:/src:ro" ekslint-check check --fail-on never --output concise | tail -2
  exit
fi

echo 'no container engine answers: the steps one by one'
target="$(uname -m)-unknown-linux-musl"
build="$folder/image/build"
rm -rf "$build" "$folder/image/root"
mkdir -p "$build" "$folder/image/root/src"
sed -n 's/^COPY \([^-].*\) [^ ]*$/\1/p' Dockerfile | tr ' ' '\n' | while read -r path; do cp -r "$path" "$build/"; done
ls "$build"
(cd "$build" && CARGO_TARGET_DIR="${EKSLINT_MUSL_TARGET:-$folder/musl}" cargo build --release --locked --bin ekslint --target "$target")
binary="${EKSLINT_MUSL_TARGET:-$folder/musl}/$target/release/ekslint"
file "$binary" 2>/dev/null || true
if ldd "$binary" 2>&1 | grep -v 'statically linked\|not a dynamic executable'; then
  echo 'it is not static'
  exit 1
fi
cp "$binary" "$folder/image/root/ekslint"
cp -r "$project/." "$folder/image/root/src"
if [[ "$(id --user)" == 0 ]]; then
  # What FROM scratch, USER and WORKDIR say.
  find "$folder/image/root" -maxdepth 1 -mindepth 1 -printf '/%f\n'
  unshare --mount --pid --fork chroot --userspec=65532:65532 "$folder/image/root" /ekslint check src --as-of 2026-11-20 --fail-on never --output concise | tail -2
else
  echo 'skipped: a root folder of its own needs rights'
fi

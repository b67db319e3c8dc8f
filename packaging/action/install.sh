#!/usr/bin/env bash
# Puts ekslint into the temporary folder of the job, and tells where it is.
#
# The archive has to have the sum that is published beside it.
set -euo pipefail

fail() {
  printf '::error title=ekslint::%s\n' "$1"
  exit 2
}

version="${EKSLINT_VERSION#v}"
if [[ "$version" == installed ]]; then
  path="$(command -v ekslint)" || fail "the version is \`installed\`, and there is no ekslint on the PATH"
  printf 'ekslint=%s\n' "$path" >>"$GITHUB_OUTPUT"
  exit
fi
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || fail "the version is not of the form X.Y.Z"

case "${RUNNER_OS}-${RUNNER_ARCH}" in
  Linux-X64) target=x86_64-unknown-linux-musl ;;
  Linux-ARM64) target=aarch64-unknown-linux-musl ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  Windows-X64) target=x86_64-pc-windows-msvc ;;
  *) fail "there is no archive for ${RUNNER_OS} on ${RUNNER_ARCH}; install ekslint in a step before and set version: installed" ;;
esac

folder="${RUNNER_TEMP}/ekslint-${version}"
archive="ekslint-${target}.tar.gz"
binary="${folder}/ekslint"
[[ "$RUNNER_OS" == Windows ]] && binary="${binary}.exe"
mkdir -p "$folder"
cd "$folder"
for file in "$archive" "${archive}.sha256"; do
  curl --fail --silent --show-error --location --retry 3 --output "$file" \
    "${EKSLINT_DOWNLOAD_URL%/}/v${version}/${file}" || fail "${file} of version ${version} cannot be downloaded"
done
# macOS has no sha256sum.
if command -v sha256sum >/dev/null; then
  sha256sum --check --status "${archive}.sha256" || fail "${archive} has another sum than is published"
else
  shasum -a 256 --check --status "${archive}.sha256" || fail "${archive} has another sum than is published"
fi
tar -xzf "$archive"
"$binary" version
printf 'ekslint=%s\n' "$binary" >>"$GITHUB_OUTPUT"

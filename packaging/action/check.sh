#!/usr/bin/env bash
# Runs ekslint once, with every report that was asked for, and ends with its exit code.
set -euo pipefail

arguments=()

# Adds the lines of a text that are not empty.
lines() {
  local line
  while IFS= read -r line || [[ -n "$line" ]]; do
    line="${line%$'\r'}"
    if [[ -n "${line//[[:space:]]/}" ]]; then arguments+=("$line"); fi
  done <<<"$1"
}

# The day of the commit in UTC, so that the same commit is judged alike on every day.
day() {
  if [[ -n "$EKSLINT_AS_OF" ]]; then
    printf '%s' "$EKSLINT_AS_OF"
  else
    # In a container the folder belongs to another user.
    TZ=UTC git -c safe.directory='*' log -1 --format=%cd --date=format-local:%Y-%m-%d 2>/dev/null || true
  fi
}

as_of="$(day)"
if [[ -n "$as_of" ]]; then
  arguments+=(--as-of "$as_of")
else
  printf '::warning title=ekslint::there is no commit here, so dated rules are judged as of today; set as-of to repeat a run\n'
fi
if [[ -n "$EKSLINT_CONFIG" ]]; then arguments+=(--config "$EKSLINT_CONFIG"); fi
if [[ -n "$EKSLINT_SINCE" ]]; then arguments+=(--since "$EKSLINT_SINCE"); fi
if [[ -n "$EKSLINT_FAIL_ON" ]]; then arguments+=(--fail-on "$EKSLINT_FAIL_ON"); fi

arguments+=(--output text)
if [[ "$EKSLINT_ANNOTATIONS" == true ]]; then arguments+=(--output github); fi
summary="${RUNNER_TEMP}/ekslint-summary.md"
rm -f "$summary"
if [[ "$EKSLINT_SUMMARY" == true ]]; then arguments+=(--output "markdown=${summary}"); fi
sarif="$EKSLINT_SARIF_FILE"
if [[ -z "$sarif" && "$EKSLINT_UPLOAD_SARIF" == true ]]; then sarif="${RUNNER_TEMP}/ekslint.sarif"; fi
if [[ -n "$sarif" ]]; then
  rm -f "$sarif"
  arguments+=(--output "sarif=${sarif}")
fi
lines "$EKSLINT_ARGUMENTS"
arguments+=(--)
lines "$EKSLINT_PATHS"

code=0
"$EKSLINT" check "${arguments[@]}" || code=$?

# GitHub takes no more than 1 MiB for a step.
if [[ -s "$summary" ]]; then head -c 1000000 "$summary" >>"$GITHUB_STEP_SUMMARY"; fi
{
  printf 'exit-code=%s\n' "$code"
  # A newline would begin another output.
  if [[ -n "$sarif" && -s "$sarif" ]]; then printf 'sarif-file=%s\n' "${sarif//$'\n'/}"; fi
} >>"$GITHUB_OUTPUT"
exit "$code"

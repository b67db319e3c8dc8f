#!/usr/bin/env bash
# Prints how long each phase takes on one thread (fastest of the samples), and its ratio to parsing.
# EKSLINT_CORPUS may name a folder to measure on beside the generated repository.
set -euo pipefail
cd "$(dirname "$0")/.."

RAYON_NUM_THREADS=1 cargo bench --bench phases -- --sample-count "${1:-10}" --sample-size 1 --color never |
  awk '
    function milliseconds(number, unit) {
      return number * (unit == "s" ? 1000 : unit == "ms" ? 1 : unit == "ns" ? 1e-6 : 1e-3)
    }
    # Phases stand alone on their line, or close the list with a corner; inputs are indented.
    match($0, /[a-j]_[a-z_]+/) { phase = substr($0, RSTART, RLENGTH); next }
    match($0, /(generated|crowded|corpus) +[0-9.]+ [^ ]+/) {
      split(substr($0, RSTART, RLENGTH), field, " ")
      time[field[1], phase] = milliseconds(field[2], field[3])
      if (!(phase in seen)) { seen[phase] = 1; phases[++count] = phase }
      inputs[field[1]] = 1
    }
    END {
      for (input in inputs) {
        parsing = time[input, "b_parse_yaml"] + time[input, "c_parse_hcl"]
        printf "%s: parsing takes %.2f ms\n", input, parsing
        for (at = 1; at <= count; at++) {
          phase = phases[at]
          name = substr(phase, 3)
          gsub("_", " ", name)
          printf "  %-34s %10.2f ms %8.2f x parsing\n", name, time[input, phase], time[input, phase] / parsing
        }
      }
    }'

# A static binary and nothing else, run by a user without rights:
#
#   docker build --tag ekslint .
#   docker run --rm --volume "$PWD:/src:ro" ekslint
#
# There is no git in it, so `--since` needs another way to run.

FROM rust:1.95-alpine AS build
WORKDIR /build
COPY Cargo.toml Cargo.lock ./
COPY benches benches
COPY rules rules
COPY src src
RUN cargo build --release --locked --bin ekslint

FROM scratch
LABEL org.opencontainers.image.title="ekslint" \
      org.opencontainers.image.description="Checks Amazon EKS configuration" \
      org.opencontainers.image.source="https://github.com/ekslint/ekslint" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY --from=build /build/target/release/ekslint /ekslint
USER 65532:65532
WORKDIR /src
ENTRYPOINT ["/ekslint"]
CMD ["check"]

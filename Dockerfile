#     docker build --build-arg REVISION="$(git rev-parse HEAD)" -t phi-audit .
#     docker build --target traffic -t phi-audit-traffic .
#
# The first is the program, the second plays examples/events and a mixed load at it (docker-compose.yml). BuildKit is needed.

# Debian 12, as the image below: the program links its C library.
FROM rust:1.95.0-bookworm AS source
# The image below has no libz, and its OpenSSL may change under us: both are compiled into the program.
ENV LIBZ_SYS_STATIC=1
WORKDIR /src
COPY . .

FROM source AS program
ARG REVISION=unknown
# `dist` is what is shipped. `release` compiles in a fraction of the time; docker-compose.yml takes it.
ARG PROFILE=dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --profile "$PROFILE" --locked --features kafka-vendored-tls --bin phi-audit \
    && install -D "target/$PROFILE/phi-audit" /out/phi-audit \
    && mkdir /state

# After the program: what both are made of is compiled once.
FROM program AS player
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --profile "$PROFILE" --locked --features kafka-vendored-tls --example traffic \
    && install -D "target/$PROFILE/examples/traffic" /out/traffic

# By its digest, since its tags move: glibc, libgcc, CA certificates; neither a shell nor a package manager.
FROM gcr.io/distroless/cc-debian12:nonroot@sha256:9dac0a79194e45a7da0158a9c6da57b217585af0786db3845d1f0ec1a0dd182f AS base
# An OpenSSL of one's own does not know where Debian keeps its CAs.
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 65532:65532

FROM base AS traffic
COPY --from=player /out/traffic /usr/local/bin/traffic
COPY examples/events /examples/events
ENTRYPOINT ["/usr/local/bin/traffic"]

# The last stage is what is built without `--target`.
FROM base AS runtime
ARG REVISION=unknown
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="phi-audit" \
      org.opencontainers.image.description="Audits Twilio Event Streams and Segment events for protected health information" \
      org.opencontainers.image.source="https://github.com/phi-audit/phi-audit" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY LICENSE NOTICE /usr/share/doc/phi-audit/
COPY --from=program /out/phi-audit /usr/local/bin/phi-audit
# The only place that is written to, by default and in deploy/kubernetes: the rest may be mounted read-only. A volume that is
# mounted here for the first time takes on the owner.
COPY --from=program --chown=65532:65532 /state /var/lib/phi-audit
WORKDIR /var/lib/phi-audit
# A library that is missing shows here and not in production.
RUN ["/usr/local/bin/phi-audit", "--version"]
# Metrics and health, where `admin.listen` says so: without settings they are on loopback.
EXPOSE 9464
ENTRYPOINT ["/usr/local/bin/phi-audit"]
CMD ["run"]

#!/usr/bin/env bash
# Builds an OpenTelemetry Collector with what collector/outrigger.yaml needs: build-collector.sh FOLDER
# Needs Go 1.25 or newer (GOTOOLCHAIN fetches a newer one by itself); some 4 minutes on two cores, 2 GB of disk meanwhile.
set -euo pipefail

folder=${1:?usage: $0 FOLDER (outside the repository)}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=v0.155.0
# The same release; modules that are stable are numbered apart.
stable=v1.61.0

mkdir -p "$folder/bin"
folder=$(cd "$folder" && pwd)
if [ -x "$folder/bin/otelcol" ]; then
  echo "already built: $folder/bin/otelcol"
  exit 0
fi

work=$folder/collector-work
mkdir -p "$work"
export GOPATH=$work/gopath GOCACHE=$work/gocache CGO_ENABLED=0 GOFLAGS=-mod=mod
cp "$here/collector/builder.yaml" "$work/builder.yaml"
cd "$work"
echo "fetching the builder"
go install "go.opentelemetry.io/collector/cmd/builder@$version"
"$GOPATH/bin/builder" --config builder.yaml --skip-get-modules --skip-compilation

# Written here and not by the builder: it would ask for the modules' tests as well, which do not all resolve.
{
  printf 'module example.invalid/otelcol\n\ngo 1.25.0\n\n'
  sed -n 's/^  - gomod: /require /p' builder.yaml
  for module in otelcol connector; do echo "require go.opentelemetry.io/collector/$module $version"; done
  for module in component exporter extension processor receiver featuregate pdata confmap \
    confmap/provider/{env,file,http,https,yaml}provider; do
    echo "require go.opentelemetry.io/collector/$module $stable"
  done
} >build/go.mod
echo "building (a few minutes)"
(cd build && go build -trimpath -ldflags "-s -w" -o "$folder/bin/otelcol" .)
chmod -R u+w "$work"
rm -rf "$work"
echo "built: $folder/bin/otelcol"

#!/usr/bin/env bash
# Builds Jaeger from its Go module, for machines without a container engine: build-jaeger.sh FOLDER
# Needs Go 1.24 or newer (GOTOOLCHAIN fetches a newer one by itself); some 8 minutes on two cores, 3 GB of disk.
set -euo pipefail

folder=${1:?usage: $0 FOLDER (empty, outside the repository)}
# The newest tag of the module; the program in it, cmd/jaeger, is Jaeger 2.13.
version=v1.76.0

mkdir -p "$folder/bin" "$folder/src"
folder=$(cd "$folder" && pwd)
export GOPATH=$folder/gopath GOCACHE=$folder/gocache

if [ -x "$folder/bin/jaeger" ]; then
  echo "already built: $folder/bin/jaeger"
  exit 0
fi

echo "fetching github.com/jaegertracing/jaeger@$version"
(cd "$folder" && go mod download "github.com/jaegertracing/jaeger@$version")
rm -rf "$folder/src/jaeger"
cp -r "$folder/gopath/pkg/mod/github.com/jaegertracing/jaeger@$version" "$folder/src/jaeger"
chmod -R u+w "$folder/src/jaeger"

# The module holds no web page: its API is whole, the page a placeholder.
echo "The web page is not part of the Go module; use the API." > "$folder/src/jaeger/cmd/query/app/ui/actual/placeholder.txt"

echo "building (a few minutes)"
(cd "$folder/src/jaeger" && CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o "$folder/bin/jaeger" ./cmd/jaeger)
# What it was made of takes 35 times its size.
chmod -R u+w "$folder/gopath"
rm -rf "$folder/gopath" "$folder/gocache" "$folder/src"
echo "built: $folder/bin/jaeger"

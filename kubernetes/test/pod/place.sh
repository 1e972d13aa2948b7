#!/usr/bin/env bash
# A place of its own for podman: a mount and a network namespace, whose cgroup tree crun accepts. The machine's own stay as they are.
#   place.sh FOLDER start | run COMMAND... | podman ARGUMENT... | stop
# Needs root, podman, crun, and iproute2. FOLDER holds images and containers; everything in it may be deleted after `stop`.
set -euo pipefail

folder=$(mkdir -p "$1" && cd "$1" && pwd)
verb=$2
shift 2
controllers=(cpu cpuacct cpuset memory devices freezer blkio pids)

enter() { exec nsenter -t "$(cat "$folder/pid")" -m -n --wdns="$PWD" -- "$@"; }

case $verb in
  start)
    [ ! -f "$folder/pid" ] || { echo "place.sh: $folder is in use (or its last run was cut off: delete $folder/pid)" >&2 && exit 1; }
    mkdir -p "$folder/tmp"
    # No CAP_SYS_RESOURCE in many sandboxes: limits are said, not raised.
    cat >"$folder/containers.conf" <<'CONF'
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
CONF
    rm -f "$folder/ready"
    # shellcheck disable=SC2016
    setsid unshare -m -n --propagation private bash -c '
      set -e
      if [ ! -f /sys/fs/cgroup/cgroup.controllers ]; then
        mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
        for each in '"${controllers[*]}"'; do
          mkdir "/sys/fs/cgroup/$each"
          mount -t cgroup -o "$each" cgroup "/sys/fs/cgroup/$each"
        done
        mkdir /sys/fs/cgroup/systemd
        mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
      fi
      mkdir -p /run/netns
      mount -t tmpfs tmpfs /run/netns
      ip link set lo up
      echo $$ >"$1/pid"
      touch "$1/ready"
      exec sleep infinity' place "$folder" </dev/null >"$folder/log" 2>&1 &
    for _ in $(seq 100); do
      [ ! -e "$folder/ready" ] || exit 0
      sleep 0.1
    done
    cat "$folder/log" >&2
    exit 1
    ;;
  run) enter "$@" ;;
  podman)
    export CONTAINERS_CONF=$folder/containers.conf TMPDIR=$folder/tmp
    enter podman --root "$folder/storage" --runroot "$folder/run" --cgroup-manager cgroupfs "$@"
    ;;
  stop)
    # Not whoever has that number by now.
    if grep -q sleep "/proc/$(cat "$folder/pid")/cmdline" 2>/dev/null; then kill "$(cat "$folder/pid")"; fi
    rm -f "$folder/pid" "$folder/ready"
    ;;
  *) echo "place.sh: start, run, podman or stop, not $verb" >&2 && exit 2 ;;
esac

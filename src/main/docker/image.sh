# Lays out the image's files and has a builder make an image of them. Read by the launcher, whose functions it uses.

readonly IMAGE_PLATFORM=linux-x86_64
readonly CUDA=cu128
# What the classes of the product and its libraries refer to (jdeps), and what they reach by name: TLS and Kerberos of proxies, DNS,
# jcmd and Flight Recorder for those who look into a running sidecar.
readonly IMAGE_MODULES=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,java.xml.crypto,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.unsupported,jdk.zipfs
readonly IMAGE_LOG=$TARGET/launcher-image.log

image_help() {
  cat <<'TEXT'
usage: ./outrigger image [OPTION...]

  --tag NAME        name of the image (default: outrigger:VERSION)
  --models WHICH    bundled: with the default local models (default); none: they come by a volume
  --flavour F       cpu (default) or cuda: libtorch comes with the base image, see src/main/docker/Dockerfile.cuda
  --base IMAGE      what it stands on (default: as the Dockerfile says); scratch: nothing, glibc is this machine's
  --builder B       docker, podman or buildah (default: the first that is there); none: only lay out target/image
TEXT
}

image() {
  local tag='' models=bundled flavour=cpu base='' builder=''
  while [ $# -gt 0 ]; do
    case $1 in
      --help) image_help && return ;;
      --tag | --models | --flavour | --base | --builder)
        [ $# -gt 1 ] || die "image: $1 needs a value"
        printf -v "${1#--}" %s "$2"
        shift 2
        ;;
      *) image_help >&2 && exit 2 ;;
    esac
  done
  image_one_of models "$models" bundled none
  image_one_of flavour "$flavour" cpu cuda
  image_one_of builder "${builder:-none}" docker podman buildah none
  [ "$(uname -sm)" = 'Linux x86_64' ] || die "image: it is made of this machine's Java: Linux on x86-64 is needed, not $(uname -sm)"
  prepare
  [ -n "$tag" ] || tag=outrigger:$(version | cut -d' ' -f2)
  [ -n "$builder" ] || builder=$(image_builder)
  if [ "$models" = bundled ]; then pull_models || die "the models cannot be had: --models none makes an image without"; fi
  image_lay_out "$models" "$flavour" "$base"
  image_system "$base"
  image_train
  image_bill_of_materials
  if [ "$builder" = none ]; then
    say "laid out in $IMAGE; build it with: docker build -f $IMAGE/Dockerfile $IMAGE"
    return
  fi
  image_build "$builder" "$tag" "$base"
}

image_one_of() { # option, value, what it may be
  local name=$1 value=$2
  shift 2
  case " $* " in *" $value "*) ;; *) die "image: --$name is one of $*, not $value" ;; esac
}

image_builder() {
  local each
  for each in docker podman buildah; do
    # A client of Docker's without its daemon cannot build.
    if command -v "$each" >/dev/null 2>&1 && { [ "$each" != docker ] || docker info >/dev/null 2>&1; }; then
      echo "$each"
      return
    fi
  done
  say "neither docker, podman nor buildah is here: the files are laid out and no image is made"
  echo none
}

readonly IMAGE=$TARGET/image ROOT=$TARGET/image/root HOME_IN_IMAGE=/opt/outrigger

image_lay_out() { # models, flavour, base
  local home=$ROOT$HOME_IN_IMAGE jar torch
  say "laying out the image's files in $IMAGE"
  [ ! -d "$IMAGE" ] || chmod -R u+w "$IMAGE"
  rm -rf "$IMAGE"
  mkdir -p "$home" "$ROOT/etc/outrigger" "$ROOT/var/cache/outrigger" "$ROOT/tmp"
  "$JAVA_HOME/bin/jlink" --add-modules "$IMAGE_MODULES" --include-locales=en --no-header-files --no-man-pages \
    --generate-cds-archive --output "$ROOT/opt/java" >"$IMAGE_LOG" 2>&1 || die "jlink failed; its log is $IMAGE_LOG"
  cp -a "$TARGET/quarkus-app" "$home/app"
  rm -f "$home"/app/quarkus-app-dependencies.txt
  cp "$OUTRIGGER_HOME/src/main/docker/jvm.options" "$OUTRIGGER_HOME/LICENSE" "$home/"
  image_descriptions "$home/gpu-models"
  # Unpacked here, so that nothing has to be at a start.
  mkdir -p "$home/models" "$home/libtorch" "$home/djl"
  jar=$(ls "$home"/app/lib/*/ai.djl.pytorch.pytorch-native-cpu-*-"$IMAGE_PLATFORM".jar)
  if [ "$2" = cpu ]; then image_unpack "$jar" "$home/libtorch" "pytorch/cpu/$IMAGE_PLATFORM/"; fi
  rm -f "$jar"
  if [ "$1" = bundled ]; then image_models "$home/models"; fi
  image_libraries "$2"
  torch=$(image_property libtorch.version)
  sed "s/@LIBTORCH@/$torch/" "$OUTRIGGER_HOME/src/main/docker/Dockerfile$([ "$2" = cpu ] || echo ".$2")" >"$IMAGE/Dockerfile"
  # Whole seconds, and the same whoever builds: layers round times, and the cache of classes is for files of one time.
  find "$ROOT" -exec touch -h -d "@$(git -C "$OUTRIGGER_HOME" log -1 --format=%ct 2>/dev/null || echo 0)" {} +
  # Whoever the platform lets it run as belongs to group 0.
  chmod -R u=rwX,go=rX "$ROOT"
  chmod 775 "$ROOT/var/cache/outrigger"
  chmod 1777 "$ROOT/tmp"
}

image_descriptions() { # where: of each model what the sidecar reads, not what it was trained with
  (
    cd "$OUTRIGGER_HOME"
    find gpu-models -type f ! -name '*.py' ! -name 'requirements.txt' ! -name '*.txt' ! -path '*/labels/*' -print0 | tar -c --null -T - -f -
  ) | tar -x -C "${1%/*}" -f -
}

image_unpack() { # jar, folder, prefix within the jar
  local work=$IMAGE/unpacked
  mkdir -p "$work"
  (cd "$work" && "$JAVA_HOME/bin/jar" -xf "$1" "$3")
  find "$work" -name '*.so*' -exec mv -t "$2" {} +
  rm -rf "$work"
}

image_models() { # into this folder: those that are described here, each looked through by its checksums
  local each
  for each in "${OUTRIGGER_MODELS:-$OUTRIGGER_CACHE/models}"/*/; do
    [ -f "$OUTRIGGER_HOME/gpu-models/$(basename "$each")/manifest.yaml" ] || continue
    cp -a "$each" "$1/"
  done
  OUTRIGGER_MODELS=$1 "${java[@]}" models verify >>"$IMAGE_LOG" 2>&1 || die "a model is not what it should be: ./outrigger models verify"
}

image_property() { # of the pom
  sed -n "s|^ *<$1>\(.*\)</$1>|\1|p" "$OUTRIGGER_HOME/pom.xml" | head -n 1
}

# The two that DJL would unpack at its first start, where it looks for them: the root is read-only then.
image_libraries() { # flavour
  local home=$ROOT$HOME_IN_IMAGE djl torch which=cpu tokens work=$IMAGE/unpacked
  djl=$(image_property djl.version) torch=$(image_property libtorch.version)
  [ "$1" = cpu ] || which=$CUDA
  mkdir -p "$work" "$home/djl/pytorch/$torch-$which-$IMAGE_PLATFORM"
  (
    cd "$work"
    "$JAVA_HOME/bin/jar" -xf "$(ls "$home"/app/lib/*/ai.djl.pytorch.pytorch-jni-*.jar)" "jnilib/$IMAGE_PLATFORM/$which/libdjl_torch.so"
    "$JAVA_HOME/bin/jar" -xf "$(ls "$home"/app/lib/*/ai.djl.huggingface.tokenizers-*.jar)" native/lib/tokenizers.properties "native/lib/$IMAGE_PLATFORM/cpu/libtokenizers.so"
  )
  tokens=$(sed -n 's/^version=//p' "$work/native/lib/tokenizers.properties")-cpu-$IMAGE_PLATFORM
  mkdir -p "$home/djl/tokenizers/$tokens"
  mv "$work/jnilib/$IMAGE_PLATFORM/$which/libdjl_torch.so" "$home/djl/pytorch/$torch-$which-$IMAGE_PLATFORM/$djl-libdjl_torch.so"
  mv "$work/native/lib/$IMAGE_PLATFORM/cpu/libtokenizers.so" "$home/djl/tokenizers/$tokens/"
  rm -rf "$work"
}

# What Java and the native libraries link to here, as files of this machine.
image_linked() {
  find "$ROOT/opt" -type f \( -name '*.so*' -o -perm -u+x \) -exec ldd {} + 2>/dev/null |
    awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\/.*ld-linux/ { print $1 }' | sort -u | grep -v "^$ROOT/" || true
}

# On nothing: the C library and all that is linked to, and who nobody is. On a base image, which has the C library and C++'s: what this machine's
# Java needs besides, as Debian's needs zlib, beside Java itself.
image_system() { # base
  local library
  image_linked | while IFS= read -r library; do
    if [ "$1" = scratch ]; then
      mkdir -p "$ROOT$(dirname "$library")"
      cp -L "$library" "$ROOT$library"
    else
      case ${library##*/} in
        ld-linux* | libc.so* | libm.so* | libdl.so* | libpthread.so* | librt.so* | libutil.so* | libresolv.so* | libstdc++.so* | libgcc_s.so*) ;;
        *) cp -L "$library" "$ROOT/opt/java/lib/" ;;
      esac
    fi
  done
  [ "$1" = scratch ] || return 0
  printf 'root:x:0:0:root:/:/sbin/nologin\noutrigger:x:10001:0:outrigger:/var/cache/outrigger:/sbin/nologin\n' >"$ROOT/etc/passwd"
  printf 'root:x:0:\n' >"$ROOT/etc/group"
  printf 'hosts: files dns\n' >"$ROOT/etc/nsswitch.conf"
}

# As the launcher does for itself, of the image's own Java and classes.
image_train() {
  local home=$ROOT$HOME_IN_IMAGE port=$((20000 + $$ % 10000 * 4)) folder=$IMAGE/training torch
  torch=$(image_property libtorch.version)
  say "preparing the image's fast start (log: $IMAGE_LOG)"
  mkdir -p "$folder"
  training_settings "$port" >"$folder/outrigger.yaml"
  OUTRIGGER_HOME=$home OUTRIGGER_CACHE=$folder OUTRIGGER_MODELS=$home/models DJL_CACHE_DIR=$home/djl \
    PYTORCH_LIBRARY_PATH=$home/libtorch PYTORCH_VERSION=$torch PYTORCH_FLAVOR=cpu \
    "$ROOT/opt/java/bin/java" "@$home/jvm.options" -XX:AOTCacheOutput="$home/classes.aot" -jar "$home/app/quarkus-run.jar" \
    run --config "$folder/outrigger.yaml" >>"$IMAGE_LOG" 2>&1 &
  child_pid=$! child_end=KILL
  rehearsal "$port"
  [ -s "$home/classes.aot" ] || die "the image's cache of classes was not made; the log is $IMAGE_LOG"
  rm -rf "$folder"
}

image_bill_of_materials() { # of all that Maven brought, in CycloneDX
  find_maven
  mvn "${maven[@]}" -q -Pimage org.cyclonedx:cyclonedx-maven-plugin:makeBom -DoutputDirectory="$IMAGE/bom" -DoutputName=sbom -DoutputFormat=json \
    -DincludeTestScope=false >>"$IMAGE_LOG" 2>&1 || die "the bill of materials could not be made; the log is $IMAGE_LOG"
  cp "$IMAGE/bom/sbom.json" "$ROOT$HOME_IN_IMAGE/sbom.json"
  chmod -R u=rwX,go=rX "$ROOT/opt"
  rm -rf "$IMAGE/bom"
}

image_build() { # builder, tag, base
  local command=(build) arguments=()
  [ "$1" != buildah ] || command=(bud)
  [ -z "$3" ] || arguments=(--build-arg "BASE=$3")
  say "building $2 with $1"
  "$1" "${command[@]}" -t "$2" -f "$IMAGE/Dockerfile" --build-arg "VERSION=$(version | cut -d' ' -f2)" \
    --build-arg "REVISION=$(git -C "$OUTRIGGER_HOME" rev-parse HEAD 2>/dev/null || echo unknown)" ${arguments[@]+"${arguments[@]}"} "$IMAGE" \
    >>"$IMAGE_LOG" 2>&1 &
  child_pid=$!
  ended || die "$1 could not build it; its log is $IMAGE_LOG"
  say "built $2: $(du -sh "$ROOT" | cut -f1) of files, of which models $(du -sh "$ROOT$HOME_IN_IMAGE/models" | cut -f1), libtorch $(du -sh "$ROOT$HOME_IN_IMAGE/libtorch" | cut -f1)"
}

# shellcheck shell=bash disable=SC2154 # Sourced by ./trainyard, whose functions and settings it uses.
# ./trainyard images: makes container images by Jib, without Docker.

# Takes the arguments of the command.
make_images() {
    local variant='' goal=buildTar repository=trainyard built='' modules=() module what layers revision of_commit=()
    while [ $# -gt 0 ]; do
        case $1 in
            --jvm) variant=-jvm ;;
            --built) built=true ;;
            --push)
                [ -n "${2-}" ] || refuse "--push needs the repository to push to, such as registry.trainyard.example/suite."
                goal=build repository=$2
                shift
                ;;
            -*) refuse "images has the options --jvm, --built, and --push REPOSITORY; not $1." ;;
            *)
                known_programs "$1"
                modules+=("$1")
                ;;
        esac
        shift
    done
    [ ${#modules[@]} -gt 0 ] || modules=("${programs[@]}")
    [ "$(uname -s)" = Linux ] || refuse "images take their libraries from the machine that makes them, so it has to be a" \
        "Linux. With Docker, use images/Dockerfile.native or images/Dockerfile.jvm."
    for module in "${modules[@]}"; do
        [ -n "$variant$(executable "$module")" ] \
            || refuse "there is no executable of $module. Make it by ./trainyard native $module, or take --jvm."
        if [ -n "$built" ]; then
            [ -f "$module/target/sbom.json" ] || refuse "$module was built without its SBOM; a build with -Psbom makes it."
            [ -z "$variant" ] || [ -d "$module/target/quarkus-app" ] || refuse "$module is not built."
        fi
    done
    if revision=$(git describe --always --dirty --abbrev=40 --exclude='*' 2> /dev/null); then
        of_commit=("-Dimage.revision=$revision"
            "-Dimage.created=$(TZ=UTC git show -s --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd)")
    fi
    # Jib wants a folder of classes, though nothing of it gets into an image.
    mkdir -p images/target/classes
    if [ -z "$built" ]; then
        # The package type is that of ./trainyard up, so that neither spoils what the other built.
        what=(-Dquarkus.package.jar.type=aot-jar)
        [ -n "$variant" ] || what=(-Dquarkus.build.skip=true)
        echo "Building what goes into the images." >&2
        build_for_images images/target/build.log -Psbom "${what[@]}" -pl "$(IFS=,; echo "${modules[*]}")" -am package
    fi
    [ -z "$variant" ] || images/assemble runtime images/target/runtime
    for module in "${modules[@]}"; do
        echo "Making the image of $module." >&2
        layers=images/target/$module$variant
        if [ -n "$variant" ]; then
            images/assemble jvm "$module/target/quarkus-app" "$module/target/sbom.json" "$layers"
        else
            images/assemble native "$(executable "$module")" "$module/target/sbom.json" "$layers"
        fi
        build_for_images "$layers.log" ${variant:+-Pjvm} -f images/pom.xml -N "jib:$goal" \
            "-Dimage.module=$module" "-Dimage.repository=$repository" ${of_commit[@]+"${of_commit[@]}"} \
            "-Dimage.description=$(sed -n 's:.*<description>\(.*\)</description>.*:\1:p' "$module/pom.xml")"
        if [ "$goal" = build ]; then
            echo "$repository/$module $(cat "$layers.digest")"
        else
            echo "$layers.tar $(cat "$layers.digest")"
        fi
    done
}

build_for_images() {
    local log=$1
    shift
    "$maven" -B -Pquick "$@" < /dev/null > "$log" 2>&1 || {
        grep -a -m 15 '^\[ERROR\]' "$log" >&2 || true
        refuse "Maven failed; all of its output is in $log."
    }
}

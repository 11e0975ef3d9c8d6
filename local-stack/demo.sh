# shellcheck shell=bash
# `./pinpipe demo`, sourced by the launcher: the stack in the background, then each command as a person would type it.

demo_help() {
    cat <<'HELP'
Usage: ./pinpipe demo [--live [--seconds N]] [--posts N | --rows DIR] [--dir DIR] [--keep]
The whole pipeline on an embedded stack: database, producer, topics, landing, clean tables, nine answers.
With --live the streaming half of it: posts arrive while each batch of them becomes part of the tables.

      --live        Posts drawn at random arrive in Kafka, 20 a second; a line for each batch that is in a table.
      --seconds N   How long they arrive, from the first batch on; 30 by default.

      --posts N     How many invented posts the database is filled with; 1000 by default.
      --rows DIR    Own rows instead: DIR/pinterest_data.jsonl, geolocation_data.jsonl and user_data.jsonl, or .jsonl.gz.
      --dir DIR     Where everything lies, and stays. The folder must be empty or new.
      --keep        Keep everything, in a folder of the demo's choice.
  -h, --help        Show this help and exit.
HELP
}

demo() {
    local rows=() folder='' keep='' live='' seconds=''
    demo_options "$@"
    require_known_line
    find_java
    build local-stack producer etl-jobs queries
    demo_folder
    start_stack "$folder/stack" "${rows[@]}"
    if [[ -n $live ]]; then
        live_steps
    else
        demo_steps
    fi
    demo_ends
}

# Reads the options into the variables of demo; reports all problems at once.
demo_options() {
    local name value problems=()
    while (($# > 0)); do
        name=${1%%=*}
        case $name in
            -h | --help)
                demo_help
                exit 0
                ;;
            --keep) keep=yes ;;
            --live) live=yes ;;
            --posts | --rows | --dir | --seconds)
                if [[ $1 == *=* ]]; then
                    value=${1#*=}
                elif (($# > 1)); then
                    value=$2
                    shift
                else
                    value=
                fi
                demo_option "$name" "$value"
                ;;
            *) problems+=("$1 is not an option of this command$(nearest "$name" --live --seconds --posts --rows --dir --keep --help)") ;;
        esac
        shift
    done
    [[ -z $seconds || -n $live ]] || problems+=("--seconds belongs to --live")
    seconds=${seconds:-30}
    ((${#problems[@]} == 0)) || fail "$ASKED_WRONGLY" \
        "Cannot run the demo: $(printf '%s; ' "${problems[@]}" | sed 's/; $//'). See \`./pinpipe demo --help\`."
}

# demo_option NAME VALUE: takes it, or adds to the problems.
demo_option() {
    case $1 in
        --posts)
            [[ $2 =~ ^[1-9][0-9]{0,8}$ ]] || problems+=("--posts must be a whole number from 1, not '$2'")
            rows+=(--posts "$2")
            ;;
        --seconds)
            [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] || problems+=("--seconds must be a whole number from 1, not '$2'")
            seconds=$2
            ;;
        --rows)
            [[ -d $2 ]] || problems+=("--rows must name a folder, and '$2' is none")
            rows+=(--rows "$2")
            ;;
        --dir)
            [[ -n $2 ]] || problems+=("--dir must name a folder")
            [[ -z $2 || ! -e $2 || (-d $2 && -z $(ls -A -- "$2")) ]] || problems+=("--dir must be empty or new, and '$2' is not")
            folder=$2
            ;;
    esac
}

# Makes the folder. The name of a temporary one is known before it exists, so that no signal finds it without its name.
demo_folder() {
    if [[ -z $folder ]]; then
        folder=${TMPDIR:-/tmp}/pinpipe-demo-$$-$RANDOM
        [[ -n $keep ]] || TEMPORARY=$folder
    else
        keep=yes
    fi
    (umask 077 && mkdir -p -- "$folder") || fail "$BROKEN" "Cannot run the demo: $folder cannot be made. Name another folder with --dir."
    folder=$(cd -- "$folder" >/dev/null && pwd -P)
}

# start_stack DIR OPTION...: starts it, waits until it is ready and takes over its environment.
start_stack() {
    local dir=$1 stack begun=$SECONDS
    shift
    heading stack --dir "$dir" "$@" '&'
    # A group of its own: a Ctrl-C reaches its database and object store through it, in its order, not all at once.
    set -m
    "$ROOT/pinpipe" stack --dir "$dir" "$@" </dev/null &
    stack=$!
    # shellcheck disable=SC2034 # the launcher looks after it
    GROUP=$stack
    set +m
    wait_for "$dir/ready" "$stack"
    seconds_since "$begun"
    # The caller's settings must not lead a step of the demo elsewhere.
    unset "${!PINPIPE_@}"
    export PINPIPE_SPARK=$LINE
    # A thousand rows are done before the second compiler has earned what it costs.
    export PINPIPE_JAVA_OPTIONS="-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m"
    set -a
    # shellcheck source=/dev/null
    source "$dir/env"
    set +a
}

# wait_for FILE PROCESS: until the file is there; ends as the process does if that ends before.
wait_for() {
    local code=0
    until [[ -e $1 ]]; do
        if ! kill -0 "$2" 2>/dev/null; then
            wait "$2" || code=$?
            exit $((code > 0 ? code : BROKEN))
        fi
        child sleep 0.1
    done
}

# The steps, each the real command. They run in the demo's folder: short paths, and no pipeline.yaml of the caller's.
demo_steps() {
    local prefix=(--prefix "$PINPIPE_PREFIX") warehouse=(--warehouse "$PINPIPE_WAREHOUSE")
    local broker=(--bootstrap-servers "$PINPIPE_BOOTSTRAP_SERVERS") landing=(--landing "$PINPIPE_LANDING")
    step produce --credentials stack/db_creds.yaml --to kafka "${broker[@]}" "${prefix[@]}" --mode snapshot
    step land "${broker[@]}" "${prefix[@]}" "${landing[@]}"
    step clean all "${landing[@]}" "${prefix[@]}" "${warehouse[@]}" --report report.json
    step query "${warehouse[@]}" --output answers
}

# step ARGUMENT...: runs one command; the demo ends with the exit code of the first that fails.
step() {
    local begun=$SECONDS
    heading "$@"
    child in_demo_folder "$ROOT/pinpipe" "$@"
    seconds_since "$begun"
}

in_demo_folder() {
    cd -- "$folder" || exit
    exec "$@"
}

heading() {
    printf '\n$ ./pinpipe %s\n' "$*"
}

seconds_since() {
    printf '(%d s)\n' "$((SECONDS - $1))"
}

demo_ends() {
    if [[ -n $TEMPORARY ]]; then
        printf '\nAll of it is removed now. --keep or --dir DIR keeps %s.\n' \
            "$([[ -n $live ]] && echo 'the tables and the checkpoint' || echo 'the objects, the tables, the report and the answers')"
        return
    fi
    # The stack ends first: what it wrote last belongs to what is kept.
    end_children
    printf '\nAll of it lies in %s:\n' "$folder"
    if [[ -n $live ]]; then
        printf '  %-18s %s\n' checkpoint/ 'how far the streams are' produce.log 'what the producer said' \
            stack/ 'the database, the topics, and the clean tables in warehouse/'
        return
    fi
    printf '  %-18s %s\n' answers/ 'the nine answers' report.json 'what became of every record' \
        stack/ 'the database, the topics, the bucket with the landed objects, and the clean tables'
}

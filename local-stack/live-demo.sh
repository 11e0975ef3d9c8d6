# shellcheck shell=bash
# `./pinpipe demo --live`, sourced by the launcher: posts arrive in Kafka while the stream makes them part of the tables.
# shellcheck disable=SC2154 # folder and seconds are the demo's

readonly POSTS_A_SECOND=20
readonly LIVE_ROW='%-8s  %-5s %4s %6s %9s %8s %10s %6s %10s %9s %8s %11s\n'

# The producer in the background, the stream before it, until the time is over; both are real commands.
live_steps() {
    local prefix=(--prefix "$PINPIPE_PREFIX") broker=(--bootstrap-servers "$PINPIPE_BOOTSTRAP_SERVERS")
    local begun=$SECONDS producer stream table
    live_producer
    live_stream
    wait_for "$folder/live.begun" "$stream"
    child sleep "$seconds"
    kill -TERM "$producer" 2>/dev/null || true
    wait "$producer" || true # 143: it was asked to end
    wait "$stream" || exit $?
    wait "$table"
    rm -f -- "$folder/live.pipe" "$folder/live.begun"
    seconds_since "$begun"
    step stream status --checkpoint checkpoint
}

live_producer() {
    local arguments=(--credentials stack/db_creds.yaml --to kafka "${broker[@]}" "${prefix[@]}")
    arguments+=(--mode emulate --rate "$POSTS_A_SECOND")
    heading produce "${arguments[@]}" '> produce.log &'
    : >"$folder/produce.log"
    in_demo_folder "$ROOT/pinpipe" produce "${arguments[@]}" >"$folder/produce.log" 2>&1 &
    producer=$!
    # The stream wants topics that are there.
    until [[ $(grep -c '^Created topic' "$folder/produce.log") == 3 ]]; do
        kill -0 "$producer" 2>/dev/null || live_producer_failed
        child sleep 0.1
    done
}

live_producer_failed() {
    local code=0
    wait "$producer" || code=$?
    tail -n 1 "$folder/produce.log" >&2
    exit $((code > 0 ? code : BROKEN))
}

# It ends by itself when nothing has arrived for some seconds. What it tells goes through a named pipe, so that both ends
# are jobs of this shell, which looks after those.
live_stream() {
    local arguments=(--table all --from kafka "${broker[@]}" "${prefix[@]}" --warehouse "$PINPIPE_WAREHOUSE")
    arguments+=(--checkpoint checkpoint --trigger 1s --until-idle 3s)
    # To compile a plan costs more than to run it over a hundred rows.
    PINPIPE_JAVA_OPTIONS+=" -Dspark.sql.codegen.wholeStage=false -Dspark.sql.codegen.factoryMode=NO_CODEGEN"
    heading stream "${arguments[@]}"
    mkfifo -- "$folder/live.pipe"
    live_table <"$folder/live.pipe" &
    table=$!
    in_demo_folder "$ROOT/pinpipe" stream "${arguments[@]}" >"$folder/live.pipe" &
    stream=$!
}

# live_table: the lines of a stream as rows of a table, a line a batch.
live_table() {
    local line
    local batch='^[^ ]+ ([^ ]+) +([a-z]+) +run ([0-9]+) streamed: ([0-9,]+) read = ([0-9,]+) inserted \+ ([0-9,]+) updated \+ ([0-9,]+) unchanged \+ ([0-9,]+) stale \+ ([0-9,]+) duplicate \+ ([0-9,]+) rejected.*, in ([0-9.]+) s, behind by (.*)$'
    while IFS= read -r line; do
        if [[ ! $line =~ $batch ]]; then
            printf '%s\n' "$line"
            continue
        fi
        if [[ ! -e $folder/live.begun ]]; then
            # shellcheck disable=SC2059 # the row's form
            printf "$LIVE_ROW" time table run read inserted updated unchanged stale duplicate rejected seconds 'behind by'
            : >"$folder/live.begun"
        fi
        # shellcheck disable=SC2059
        printf "$LIVE_ROW" "${BASH_REMATCH[@]:1}"
    done
}

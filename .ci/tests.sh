# shellcheck shell=bash
# `./pinpipe test`, sourced by the launcher: all tests of all parts. A part that fails does not hide the others.

tests_help() {
    cat <<'HELP'
Usage: ./pinpipe test [--all]
Tests of all parts: Java on both Spark lines (the second in another time zone), this launcher, the DAGs on two lines of Airflow.
With --all also those that take long: killed streams, runs killed twice, mutants, more random cases, whole days of Airflow 2.11.
HELP
}

run_tests() {
    local passed=() failed=() missing left_out=launcher,soak,long cases=100 days=(--ignore tests/test_daily_run.py)
    case ${1:-} in
        '') ;;
        --all) left_out=launcher,soak cases=300 days=() ;;
        -h | --help)
            tests_help
            return
            ;;
        *) fail "$ASKED_WRONGLY" \
            "Cannot test $1: this command runs all tests. For one, say \`mvn verify -pl MODULE -am -Dtest=NAME\`." ;;
    esac
    find_java
    require_build_tools
    mapfile -t missing < <(missing_packages)
    if ((${#missing[@]} > 0)); then
        # shellcheck disable=SC2086 # a line may name several
        part "Debian's ${missing[*]}" install ${missing[*]}
    fi
    part 'all modules, Spark 3.5' maven -fae -Pspark35 verify "-Dtest.groups.left.out=$left_out" "-Dproperty.cases=$cases"
    # The modules without Spark are the same on both lines, and so is what a test tagged `once` shows: our own arithmetic,
    # protocol and sentences. One run in another zone serves both questions.
    part 'Spark modules, Spark 4.0, New York time' maven -fae -Pspark40 verify -pl tables,etl-jobs,queries -am \
        '-Dtest=pinpipe/cleaning/**/*Test,pinpipe/tables/**/*Test,pinpipe/etl/**/*Test,pinpipe/queries/**/*Test' "-Dtest.groups.left.out=$left_out,once" \
        -Dtest.timezone=America/New_York
    part 'the build by the launcher' build local-stack producer etl-jobs queries
    part 'launcher' maven test -pl local-stack -am -Dtest.groups=launcher -Dtest.groups.left.out=
    part 'DAGs, Airflow 2.11' python_tests airflow-2.11 ${days[@]+"${days[@]}"}
    part 'DAGs, Airflow 3.2' python_tests airflow-3.2
    summary
}

# Debian packages that tests need and this machine has not: Kinesis in the tests is an npm package, which a test installs by
# its lock file when it starts it; and curl is one of the clients that call the gateway.
missing_packages() {
    command -v node >/dev/null && command -v npm >/dev/null || echo nodejs npm
    command -v curl >/dev/null || echo curl
}

install() {
    local as=()
    ((EUID == 0)) || as=(sudo -n)
    "${as[@]}" apt-get update -qq && "${as[@]}" apt-get install -y -qq "$@"
}

# python_tests LINE [OPTION...]: the DAGs' tests in a venv of exactly the packages in airflow/locks/LINE.txt, made anew when that changes.
python_tests() {
    local lock=$ROOT/airflow/locks/$1.txt venv
    venv=$ROOT/airflow/target/$1-$(sha256sum <"$lock" | cut -c -12)
    if [[ ! -e $venv/complete ]]; then
        rm -rf -- "$venv"
        python3 -m venv "$venv" || return
        # The lock is whole, so nothing is to be resolved; and most of what is installed is never imported.
        "$venv/bin/python" -m pip install -q --no-deps --no-compile -r "$lock" || return
        touch "$venv/complete"
    fi
    cd -- "$ROOT/airflow" || return
    "$venv/bin/ruff" check . && "$venv/bin/ruff" format --check . && exec "$venv/bin/python" -m pytest --durations=5 "${@:2}"
}

# part NAME COMMAND...: runs it and remembers how it ended.
part() {
    local name=$1 begun=$SECONDS
    shift
    printf '\n== %s\n' "$name"
    if child "$@"; then
        passed+=("$name ($((SECONDS - begun)) s)")
    else
        failed+=("$name ($((SECONDS - begun)) s)")
    fi
}

summary() {
    local failures
    printf '\n'
    printf 'passed  %s\n' "${passed[@]}"
    ((${#failed[@]} > 0)) || return 0
    printf 'FAILED  %s\n' "${failed[@]}"
    printf -v failures '%s, ' "${failed[@]}"
    fail "$BROKEN" "Cannot pass the tests: ${failures%, } failed. What failed stands above, under == and its name."
}

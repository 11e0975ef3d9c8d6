# shellcheck shell=bash
# `./pinpipe mwaa package`, sourced by the launcher: the folder that an MWAA environment's bucket gets.

mwaa_help() {
    cat <<'HELP'
Usage: ./pinpipe mwaa package --settings FILE [--dir DIR]
Makes the folder to upload to the bucket of an MWAA environment: DAGs, settings, requirements and the jar.

      --settings FILE  The pipeline.yaml for the DAGs; airflow/pipeline.example.yaml shows all of it.
      --dir DIR        Where the folder is made; mwaa by default. It must be empty or new.
  -h, --help           Show this help and exit.
HELP
}

mwaa() {
    local settings='' dir=mwaa
    case ${1:-} in
        package) ;;
        -h | --help)
            mwaa_help
            return
            ;;
        *) fail "$ASKED_WRONGLY" "Cannot do '${1:-nothing}' with MWAA: there is one action, package. See \`./pinpipe mwaa --help\`." ;;
    esac
    mwaa_options "${@:2}"
    require_known_line
    find_java
    build queries
    mwaa_package
}

# Reads the options into the variables of mwaa; reports all problems at once.
mwaa_options() {
    local name value problems=()
    while (($# > 0)); do
        name=${1%%=*}
        case $name in
            -h | --help)
                mwaa_help
                exit 0
                ;;
            --settings | --dir)
                value=
                if [[ $1 == *=* ]]; then
                    value=${1#*=}
                elif (($# > 1)); then
                    value=$2
                    shift
                fi
                [[ $name == --settings ]] && settings=$value || dir=$value
                ;;
            *) problems+=("$1 is not an option of this command$(nearest "$1" --settings --dir --help)") ;;
        esac
        shift
    done
    [[ -f $settings && -r $settings ]] || problems+=("--settings must name a file, and '$settings' is none")
    [[ -n $dir ]] || problems+=("--dir must name a folder")
    [[ ! -e $dir || (-d $dir && -z $(ls -A -- "$dir")) ]] || problems+=("--dir must be empty or new, and '$dir' is not")
    ((${#problems[@]} == 0)) || fail "$ASKED_WRONGLY" \
        "Cannot package for MWAA: $(printf '%s; ' "${problems[@]}" | sed 's/; $//'). See \`./pinpipe mwaa --help\`."
}

mwaa_package() {
    local jar file
    jar=$(jar_of queries)
    mkdir -p -- "$dir/jars" || fail "$BROKEN" "Cannot package for MWAA: $dir cannot be made. Name another folder with --dir."
    while read -r file; do
        mkdir -p -- "$dir/dags/$(dirname -- "$file")"
        cp -- "$ROOT/airflow/dags/$file" "$dir/dags/$file"
    done < <(cd -- "$ROOT/airflow/dags" && find . -name '*.py' -o -name .airflowignore)
    cp -- "$settings" "$dir/dags/pipeline.yaml"
    cp -- "$ROOT/airflow/mwaa/requirements.txt" "$dir/requirements.txt"
    cp -- "$jar" "$dir/jars/"
    cat <<DONE
Packaged in $dir:
  dags/             goes to the environment's DAG folder, with pipeline.yaml in it
  requirements.txt  goes where the environment looks for its requirements
  jars/$(basename -- "$jar")
                    goes where \`jar\` in pipeline.yaml says
Upload it: aws s3 sync $dir s3://BUCKET-OF-THE-ENVIRONMENT
DONE
}

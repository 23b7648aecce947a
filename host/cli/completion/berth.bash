# bash completion of berth, made by `berth completion bash`.
_berth() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local verb=${COMP_WORDS[1]} words="" files=""
    ((COMP_CWORD == 1)) && verb=""
    [[ $verb == whatif && ${COMP_WORDS[2]} == merge ]] && ((COMP_CWORD > 2)) && verb+=" merge"
    [[ $verb == import && ${COMP_WORDS[2]} == openb ]] && ((COMP_CWORD > 2)) && verb+=" openb"
    [[ $verb == import && ${COMP_WORDS[2]} == cloudformation ]] && ((COMP_CWORD > 2)) && verb+=" cloudformation"
    case "$verb" in
        "")
            words="place explain query capacity scale-in whatif fleet simulate generate import completion --help --version"
            case "$previous" in
            esac
            ;;
        "place")
            words="--help --cluster --burst --seed --backend --threads --output --output-file --quiet --fail-on --progress"
            case "$previous" in
                --cluster) files=yes ;;
                --burst) files=yes ;;
                --seed) words="" ;;
                --backend) words="auto cpu cuda reference" ;;
                --threads) words="" ;;
                --output) words="table json csv start-task" ;;
                --output-file) files=yes ;;
                --fail-on) words="unplaced" ;;
                --progress) words="auto always never" ;;
            esac
            ;;
        "explain")
            words="--help --cluster --burst --request --task --changes --seed --backend --threads --output --output-file --quiet --progress"
            case "$previous" in
                --cluster) files=yes ;;
                --burst) files=yes ;;
                --request) words="" ;;
                --task) words="" ;;
                --changes) words="" ;;
                --seed) words="" ;;
                --backend) words="auto cpu cuda reference" ;;
                --threads) words="" ;;
                --output) words="table json" ;;
                --output-file) files=yes ;;
                --progress) words="auto always never" ;;
            esac
            ;;
        "query")
            words="--help --cluster --output --output-file --quiet"
            case "$previous" in
                --cluster) files=yes ;;
                --output) words="table json csv arns" ;;
                --output-file) files=yes ;;
            esac
            ;;
        "capacity")
            words="--help --cluster --task-definition --constraint --capacity-provider --limit --seed --backend --threads --output --output-file --quiet"
            case "$previous" in
                --cluster) files=yes ;;
                --task-definition) words="" ;;
                --constraint) words="" ;;
                --capacity-provider) words="" ;;
                --limit) words="" ;;
                --seed) words="" ;;
                --backend) words="auto cpu cuda reference" ;;
                --threads) words="" ;;
                --output) words="table json" ;;
                --output-file) files=yes ;;
            esac
            ;;
        "scale-in")
            words="--help --cluster --service --count --strategy --seed --output --output-file --quiet"
            case "$previous" in
                --cluster) files=yes ;;
                --service) words="" ;;
                --count) words="" ;;
                --strategy) words="" ;;
                --seed) words="" ;;
                --output) words="table json" ;;
                --output-file) files=yes ;;
            esac
            ;;
        "whatif")
            words="merge --help --cluster --burst --simulation --objective --require --pareto --base --prices --hours --fail-on --results --resume --shard --memory --dry-run --write-scenario --top --details --report --generate-skeleton --schema --backend --threads --output --output-file --quiet --progress"
            case "$previous" in
                --cluster) files=yes ;;
                --burst) files=yes ;;
                --simulation) files=yes ;;
                --objective) words="" ;;
                --require) words="" ;;
                --pareto) words="" ;;
                --base) words="" ;;
                --prices) files=yes ;;
                --hours) words="" ;;
                --fail-on) words="unmet any-unmet" ;;
                --results) files=yes ;;
                --shard) words="" ;;
                --memory) words="" ;;
                --write-scenario) words="" ;;
                --top) words="" ;;
                --details) words="" ;;
                --report) files=yes ;;
                --backend) words="auto cpu cuda reference" ;;
                --threads) words="" ;;
                --output) words="table json csv" ;;
                --output-file) files=yes ;;
                --progress) words="auto always never" ;;
            esac
            ;;
        "whatif merge")
            words="--help"
            case "$previous" in
            esac
            ;;
        "fleet")
            words="--help --cluster --burst --type --price --prices --currency --zones --attribute --capacity-provider --from-scratch --registered-memory-factor --minimise --share --max-evaluations --time-limit --write-cluster --force --fail-on --seed --backend --threads --output --output-file --quiet --progress"
            case "$previous" in
                --cluster) files=yes ;;
                --burst) files=yes ;;
                --type) words="" ;;
                --price) words="" ;;
                --prices) files=yes ;;
                --currency) words="" ;;
                --zones) words="" ;;
                --attribute) words="" ;;
                --capacity-provider) words="" ;;
                --registered-memory-factor) words="" ;;
                --minimise) words="cost instances" ;;
                --share) words="" ;;
                --max-evaluations) words="" ;;
                --time-limit) words="" ;;
                --write-cluster) files=yes ;;
                --fail-on) words="unplaced" ;;
                --seed) words="" ;;
                --backend) words="auto cpu cuda reference" ;;
                --threads) words="" ;;
                --output) words="table json" ;;
                --output-file) files=yes ;;
                --progress) words="auto always never" ;;
            esac
            ;;
        "simulate")
            words="--help --cluster --burst --run-time --seed --end --prices --film --report --minutes --fail-on --generate-skeleton --schema --output --output-file --quiet --progress"
            case "$previous" in
                --cluster) files=yes ;;
                --burst) files=yes ;;
                --run-time) words="" ;;
                --seed) words="" ;;
                --end) words="" ;;
                --prices) files=yes ;;
                --film) files=yes ;;
                --report) files=yes ;;
                --minutes) words="" ;;
                --fail-on) words="waiting refused any" ;;
                --output) words="table json csv film" ;;
                --output-file) files=yes ;;
                --progress) words="auto always never" ;;
            esac
            ;;
        "generate")
            words="--help --preset --seed --load --output-dir --force --quiet --list"
            case "$previous" in
                --preset) words="" ;;
                --seed) words="" ;;
                --load) words="" ;;
                --output-dir) files=yes ;;
            esac
            ;;
        "import")
            words="openb cloudformation --help"
            case "$previous" in
            esac
            ;;
        "import openb")
            words="--help --nodes --tasks --output-dir --force --quiet"
            case "$previous" in
                --nodes) files=yes ;;
                --tasks) files=yes ;;
                --output-dir) files=yes ;;
            esac
            ;;
        "import cloudformation")
            words="--help --stack-name --parameters --attribute --export --region --account --availability-zones --output-dir --force --quiet"
            case "$previous" in
                --stack-name) words="" ;;
                --parameters) words="" ;;
                --attribute) words="" ;;
                --export) words="" ;;
                --region) words="" ;;
                --account) words="" ;;
                --availability-zones) words="" ;;
                --output-dir) files=yes ;;
            esac
            ;;
        "completion")
            words="bash --help"
            case "$previous" in
            esac
            ;;
    esac
    if [[ -n $files ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    fi
}
complete -o default -F _berth berth

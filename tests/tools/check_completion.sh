#!/bin/bash
# Completes for real: loads what `dcc-admin completion SHELL` prints and asks it.
#
#   DCC_BIN=build/bin tests/tools/check_completion.sh

set -u
PATH=${DCC_BIN:?}:$PATH
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
for shell in bash zsh fish; do
    dcc-admin completion $shell >"$scratch/$shell" || exit 1
done

# expect "WORDS OF THE LINE" "what must be offered": the last word is the one being completed.
expect_bash() {
    local -a COMP_WORDS COMPREPLY
    local COMP_CWORD
    IFS='|' read -ra COMP_WORDS <<<"$1|."
    unset 'COMP_WORDS[-1]'
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    "_${COMP_WORDS[0]}"
    if [[ "${COMPREPLY[*]}" != "$2" ]]; then
        echo "bash: $1: offered '${COMPREPLY[*]}', not '$2'"
        failed=1
    fi
}
bash -n "$scratch/bash" || failed=1
# shellcheck disable=SC1091
source "$scratch/bash"
cd "$scratch" || exit 1
touch desk.db
expect_bash 'dcc-admin|pack' 'packs'
expect_bash 'dcc-admin|calendar|' 'due back elapsed open show'
expect_bash 'dcc-admin|calendar|sh' 'show'
expect_bash 'dcc-admin|--db|x|calendar|o' 'open'
expect_bash 'dcc-admin|packs|--format|j' 'json jsonl'
expect_bash 'dcc-admin|packs|--format|=|t' 'text tsv'
expect_bash 'dcc-admin|--format|=|json|pa' 'packs'
expect_bash 'dcc-admin|calendar|show|--fr' '--from'
expect_bash 'dcc-admin|packs|--fr' ''
expect_bash 'dcc-admin|completion|f' 'fish'
expect_bash 'dcc-admin|--db|de' 'desk.db'

# zsh's completion system needs a terminal; the script's calls of it are caught instead.
expect_zsh() {
    local offered
    offered=$(zsh -f -c '
        compdef() { :; }
        compadd() { shift; print -rl -- "$@"; }
        _files() { print -l -- files; }
        _describe() { print -rl -- "${offers[@]%%:*}"; }
        compset() { PREFIX=${PREFIX#*=}; }
        source $1
        words=("${(@s:|:)2}") CURRENT=$#words PREFIX=$words[-1]
        _dcc_complete $words[1]' zsh "$scratch/zsh" "$1" | paste -sd' ')
    if [[ $offered != $2 ]]; then
        echo "zsh: $1: offered '$offered', not '$2'"
        failed=1
    fi
}
if command -v zsh >/dev/null; then
    zsh -n "$scratch/zsh" || failed=1
    expect_zsh 'dcc-admin|calendar|' 'due back elapsed open show'
    expect_zsh 'dcc-admin|packs|--format|' 'text json jsonl csv tsv ids'
    expect_zsh 'dcc-admin|packs|--color=' 'auto always never'
    expect_zsh 'dcc-admin|--format=json|completion|' 'bash zsh fish'
    expect_zsh 'dcc-admin|--db|' 'files'
    expect_zsh 'dcc-admin|--db|x|calendar|show|-' '--from --to --db *'
else
    echo 'zsh is not installed: its completion is not tried'
fi

expect_fish() {
    local offered
    offered=$(fish --no-config -c "source $scratch/fish; complete -C '$1'" | cut -f1 | sort | paste -sd' ')
    if [[ $offered != "$2" ]]; then
        echo "fish: $1: offered '$offered', not '$2'"
        failed=1
    fi
}
if command -v fish >/dev/null; then
    export HOME=$scratch
    fish -n "$scratch/fish" || failed=1
    expect_fish 'dcc-admin pack' 'packs'
    expect_fish 'dcc-admin calendar ' 'back due elapsed open show'
    expect_fish 'dcc-admin packs --format j' 'json jsonl'
    expect_fish 'dcc-admin --db x completion ' 'bash fish zsh'
    expect_fish 'dcc-admin calendar show --fr' '--from'
else
    echo 'fish is not installed: its completion is not tried'
fi
exit $failed

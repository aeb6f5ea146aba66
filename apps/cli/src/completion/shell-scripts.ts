/** The shells that are known. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const bash = `# caxton completion for bash: source <(caxton completion bash)
_caxton() {
  local IFS=$'\\n'
  COMPREPLY=($(caxton __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _caxton caxton
`;

const zsh = `#compdef caxton
# caxton completion for zsh: source <(caxton completion zsh)
_caxton() {
  local -a offered
  offered=("\${(@f)$(caxton __complete -- "\${(@)words[2,$CURRENT]}" 2>/dev/null)}")
  if [[ -n "$offered" ]]; then compadd -a offered; else _files; fi
}
compdef _caxton caxton
`;

const fish = `# caxton completion for fish: caxton completion fish | source
function __caxton_complete
  set -l typed (commandline -opc) (commandline -ct)
  set -l offered (caxton __complete -- $typed[2..-1] 2>/dev/null)
  if test (count $offered) -gt 0
    printf '%s\\n' $offered
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c caxton -f -a '(__caxton_complete)'
`;

/** What a shell reads to complete the command line; it asks the program itself, so it never grows old. */
export const shellScripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };

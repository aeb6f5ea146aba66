import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '#platform';
import { describeWith, serverUrl } from '../support/test-servers.js';

const run = promisify(execFile);

/** Answers a shell as the built command line does; of anything else it only tells the words. */
const program = `#!/bin/sh
case "$1" in
  completion | __complete) exec "${process.execPath}" "${packageRoot()}/dist/program/main.js" "$@" ;;
  *) echo "<$*>" ;;
esac
`;

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'caxton-completion-'));
  writeFileSync(join(folder, 'caxton'), program, { mode: 0o755 });
  writeFileSync(join(folder, 'analyst.md'), '');
  return folder;
}

let folder: string;
beforeAll(() => {
  folder = makeFolder();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a shell prints that runs a script where `caxton` is at hand. */
async function runIn(shell: string, args: readonly string[]): Promise<string> {
  const env = {
    ...{ HOME: folder, TERM: 'xterm', LC_ALL: 'C.UTF-8' },
    PATH: [folder, process.env['PATH']].join(delimiter),
  };
  const { stdout } = await run(shell, args, { cwd: folder, env });
  return stdout;
}

it('completes what is typed, in bash', async () => {
  const script = `
    source <(caxton completion bash)
    complete -p caxton
    COMP_WORDS=(caxton agent l); COMP_CWORD=2; _caxton; echo "\${COMPREPLY[@]}"
    COMP_WORDS=(caxton agent list --status ""); COMP_CWORD=4; _caxton; echo "\${COMPREPLY[@]}"`;
  const lines = (await runIn('bash', ['-c', script])).trimEnd().split('\n');
  expect(lines.slice(-2)).toEqual(['list logs', 'draining paused running']);
});

describeWith(['fish'], 'in fish', () => {
  it('completes commands, options and values, and files where it knows none', async () => {
    const lines = ['agent l', 'agent list --status ', 'agent list --st', 'agent deploy ./an'];
    const asked = lines.map((line) => `echo "> ${line}"; complete -C "caxton ${line}"`);
    const script = `caxton completion fish | source; ${asked.join('; ')}`;
    const offered = await runIn(serverUrl('fish'), ['--no-config', '-c', script]);
    expect(offered.split('> ').slice(1)).toEqual([
      'agent l\nlist\nlogs\n',
      'agent list --status \ndraining\npaused\nrunning\n',
      'agent list --st\n--status\n',
      'agent deploy ./an\n./analyst.md\n',
    ]);
  });
});

describeWith(['zsh'], 'in zsh', () => {
  /** Types into a zsh of its own, on a terminal: each line with Tab and Enter. */
  const script = `
    zmodload zsh/zpty
    until_seen() {
      local got all
      repeat 300 {
        zpty -r -t shell got && all+=$got || sleep 0.1
        [[ $all == *"$1"* ]] && return
      }
      print -r -- "not seen: $1, in: \${(V)all}"
      exit 1
    }
    zpty shell "$1" -f -i
    zpty -w shell "autoload -Uz compinit; compinit -u -D; source <(caxton completion zsh); print rea''dy"
    until_seen ready
    for typed expected in "\${@:2}"; do
      zpty -w shell "caxton $typed"$'\\t'
      until_seen "<$expected>"
    done
    zpty -d shell
    print whole`;

  it('completes what is typed on a terminal, with Tab', async () => {
    const zsh = serverUrl('zsh');
    const completed = [
      ...['agent lis', 'agent list'],
      ...['agent list --sta', 'agent list --status'],
      ...['agent list --status dr', 'agent list --status draining'],
      ...['agent deploy an', 'agent deploy analyst.md'],
    ];
    expect(await runIn(zsh, ['-f', '-c', script, 'zsh', zsh, ...completed])).toBe('whole\n');
  });
});

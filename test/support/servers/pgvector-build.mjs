import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/** The first Debian release that packages pgvector; older ones build its source. */
const release = 'trixie';
const sourceDirectory = '/etc/apt/sources.list.d';

const releaseName = () =>
  /^VERSION_CODENAME=(\S+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];

/** All of the machine's package sources, in both of apt's notations, as `{ uri, suites }`. */
function parseSources(text) {
  const oneLine = [...text.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/gm)];
  const blocks = text.split(/\n\s*\n/).filter((block) => /^URIs:/m.test(block));
  const field = (block, name) => new RegExp(`^${name}:\\s*(.+)$`, 'm').exec(block)?.[1] ?? '';
  return [
    ...oneLine.map(([, uri, suite]) => ({ uri, suites: [suite] })),
    ...blocks.map((block) => ({
      uri: field(block, 'URIs').split(/\s+/)[0],
      suites: field(block, 'Suites').split(/\s+/),
    })),
  ];
}

/** The mirror that this machine takes its own release from. */
function mirror() {
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(sourceDirectory)
      ? readdirSync(sourceDirectory).map((name) => join(sourceDirectory, name))
      : []),
  ];
  const codename = releaseName();
  const text = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
  const source = text.flatMap(parseSources).find(({ suites }) => suites.includes(codename));
  if (!source) throw new Error(`No package source for ${codename} is configured.`);
  return source.uri;
}

/** Runs apt-get with lists, cache and sources in a directory of its own; the machine's stay as they are. */
async function fetchSource(directory) {
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(directory, part), { recursive: true });
  writeFileSync(join(directory, 'sources.list'), `deb-src ${mirror()} ${release} main\n`);
  const settings = [
    `Dir::Etc::sourcelist=${join(directory, 'sources.list')}`,
    'Dir::Etc::sourceparts=-',
    `Dir::State::lists=${join(directory, 'lists')}`,
    `Dir::Cache=${join(directory, 'cache')}`,
    'APT::Sandbox::User=root',
  ].flatMap((setting) => ['-o', setting]);
  await runCommand('apt-get', ['-q', ...settings, 'update'], { cwd: directory });
  await runCommand('apt-get', ['-q', ...settings, 'source', '--only-source', 'pgvector'], {
    cwd: directory,
  });
  return join(
    directory,
    readdirSync(directory).find((name) => /^pgvector-[\d.]+$/.test(name)),
  );
}

async function compile(pgConfig, stage) {
  const directory = mkdtempSync(join(tmpdir(), 'caxton-pgvector-'));
  try {
    const cwd = await fetchSource(directory);
    // Portable machine code and no bitcode: the build may be used by another machine with this cache.
    const settings = [`PG_CONFIG=${pgConfig}`, 'with_llvm=no', 'OPTFLAGS='];
    await runCommand('make', ['-j2', ...settings], { cwd });
    await runCommand('make', [...settings, `DESTDIR=${stage}.partial`, 'install'], { cwd });
    renameSync(`${stage}.partial`, stage);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Puts pgvector into an installed Postgres, built once per machine from Debian's own signed source. */
export async function buildPgvector({ major, pgConfig, cache, installTools }) {
  const stage = join(cache, `pgvector-${release}-postgres-${major}-${arch()}`);
  rmSync(`${stage}.partial`, { recursive: true, force: true });
  if (!existsSync(stage)) {
    await installTools();
    await compile(pgConfig, stage);
  }
  cpSync(stage, '/', { recursive: true });
}

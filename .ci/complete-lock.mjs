import { readFileSync, writeFileSync } from 'node:fs';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];
const cLibraries = { gnu: 'glibc', musl: 'musl' };

/** What platform a native build is for, read from its name (`@scope/name-linux-x64-gnu`); or undefined. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (!os || !cpu) return undefined;
  const [, libc] = /-(gnu|musl)[a-z]*$/.exec(name) ?? [];
  return { os: [os], cpu: [cpu], ...(os === 'linux' && libc ? { libc: [cLibraries[libc]] } : {}) };
}

/** The native builds that a package pins and the lock file lacks, as entries of the lock file. */
function missingBuilds(packages) {
  return Object.values(packages).flatMap((parent) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(([name, version]) => !packages[`node_modules/${name}`] && /^\d/.test(version))
      .map(([name, version]) => ({ name, version, platform: platformOf(name), dev: parent.dev }))
      .filter(({ platform }) => platform)
      .map(({ name, version, platform, dev }) => [
        `node_modules/${name}`,
        { version, ...platform, optional: true, ...(dev ? { dev } : {}) },
      ]),
  );
}

/**
 * Completes package-lock.json. `npm install` leaves out the builds for other platforms that the registry did
 * not offer at the time, and `npm ci` then refuses the whole file. Run it after `npm install`.
 */
const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingBuilds(lock.packages);
const inOrder = ([a], [b]) => (a < b ? -1 : 1);
const packages = [...Object.entries(lock.packages), ...missing].sort(inOrder);
if (missing.length > 0)
  writeFileSync(
    file,
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`,
  );
process.stdout.write(`${missing.length} entries added to package-lock.json\n`);

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './prepare/run-program.mjs';

/** `name@version` of whatever a server is installed with. */
function installed() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const kept = Object.entries(packages).filter(
    ([path, { dev, link }]) => path !== '' && dev !== true && link !== true,
  );
  return new Set(
    kept.map(
      ([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`,
    ),
  );
}

/** npm calls a workspace by its folder; its reference has its name. */
const named = (component) => ({
  ...component,
  name: component['bom-ref'].slice(0, component['bom-ref'].lastIndexOf('@')),
});

/** From the lock file alone. npm's own --omit=dev would leave out what tests need as well, such as zod. */
function describeParts() {
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
  const text = execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 27 });
  const whole = JSON.parse(text);
  const names = installed();
  const components = whole.components
    .map(named)
    .filter(({ name, version }) => names.has(`${name}@${version}`));
  const refs = new Set([
    whole.metadata.component['bom-ref'],
    ...components.map((one) => one['bom-ref']),
  ]);
  const dependencies = whole.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({
      ref,
      dependsOn: dependsOn.filter((other) => refs.has(other)),
    }));
  return { ...whole, components, dependencies };
}

/** Writes what a server is made of, as CycloneDX: no network, nothing installed. */
const file = process.argv[2] ?? join(root, 'dist/sbom.cdx.json');
const parts = describeParts();
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(parts, null, 2)}\n`);
console.log(`${parts.components.length} packages in ${file}`);

import { fileURLToPath } from 'node:url';
import { apps, mayImport, onlyIn } from './architecture.mjs';

const libs = Object.keys(mayImport);
const libsOf = (app) => libs.filter((lib) => !apps[app].neverImportsLibs.includes(lib));
const code = (names) => names.map((name) => `\`${name}\``).join(', ');

/** A Mermaid graph of what may import what: apps above, libs below, in the order of the table. */
export function drawGraph() {
  const appLines = Object.entries(apps).flatMap(([app, { mayImportApps, neverImportsLibs }]) => [
    ...mayImportApps.map((other) => `  app_${app} --> app_${other}`),
    neverImportsLibs.length === 0
      ? `  app_${app} --> libs`
      : libsOf(app).map((lib) => `  app_${app} --> ${lib}`),
  ]);
  const libLines = Object.entries(mayImport).flatMap(([lib, allowed]) =>
    allowed.map((other) => `    ${lib} --> ${other}`),
  );
  return [
    'flowchart TD',
    '  subgraph apps',
    ...Object.keys(apps).map((app) => `    app_${app}[${app}]`),
    '  end',
    '  subgraph libs',
    ...libs.map((lib) => `    ${lib}`),
    ...libLines,
    '  end',
    ...appLines.flat(),
    '',
  ].join('\n');
}

const row = (...cells) => `| ${cells.join(' | ')} |`;

function describeApp([app, { mayImportApps, neverImportsLibs }]) {
  const but = neverImportsLibs.length > 0 ? ` but ${code(neverImportsLibs)}` : '';
  const others = mayImportApps.length > 0 ? `; apps ${code(mayImportApps)}` : '';
  return row(`apps/${app}`, `every lib${but}${others}`);
}

/** The import table and the technology table of docs/architecture.md, in Markdown. */
function tabulate() {
  return [
    row('part', 'may import of ours'),
    row('---', '---'),
    ...Object.entries(mayImport).map(([lib, allowed]) =>
      row(`libs/${lib}`, allowed.length > 0 ? code(allowed) : 'nothing'),
    ),
    ...Object.entries(apps).map(describeApp),
    '',
    row('technology', 'known only to'),
    row('---', '---'),
    ...Object.entries(onlyIn).map(([name, places]) => row(`\`${name}\``, code(places))),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(process.argv[2] === 'graph' ? drawGraph() : tabulate());

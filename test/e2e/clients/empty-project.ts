import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '#platform';

const run = promisify(execFile);

/** A project of somebody who has nothing of ours but the packed `@caxton/client`. */
export class EmptyProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'caxton-project-'));

  /** Packs the client as it is published and installs it, without network. */
  static async withClient(): Promise<EmptyProject> {
    const project = new EmptyProject();
    await run(process.execPath, ['.ci/client/build.mjs'], { cwd: packageRoot() });
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project.folder], {
      cwd: join(packageRoot(), 'libs/client'),
    });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    project.write('package.json', '{ "name": "empty", "private": true }');
    const flags = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    await run('npm', ['install', ...flags, `./${filename}`], { cwd: project.folder });
    return project;
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Copies a file of these tests into the project. */
  take(name: string): void {
    cpSync(join(import.meta.dirname, name), join(this.folder, name));
  }

  /** What a program prints. Thrown with all that it printed when it fails. */
  async run(program: string, ...args: readonly string[]): Promise<string> {
    const { stdout } = await run(program, args, { cwd: this.folder, timeout: 60_000 });
    return stdout;
  }

  /** What our TypeScript finds wrong in the project. */
  async check(settings: string): Promise<string> {
    const compiler = join(packageRoot(), 'node_modules/typescript/bin/tsc');
    return this.run(process.execPath, compiler, '-p', settings).catch(
      (error: unknown) => (error as { readonly stdout: string }).stdout,
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

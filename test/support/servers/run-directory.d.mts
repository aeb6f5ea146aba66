/** A directory of one test run, which remembers who owns it and which servers run in it. */
export class RunDirectory {
  readonly path: string;
  remember(pid: number): void;
  remove(): void;
}

/** Why a statement does not run: it would end the engine, which has no second process. */
export type Refusal = 'copy' | 'program';

const reasons: Readonly<Record<Refusal, readonly [message: string, hint: string]>> = {
  copy: [
    'COPY FROM STDIN must be the only statement of a simple query here',
    'Send it alone and without parameters.',
  ],
  program: ['COPY with PROGRAM is not available here', 'The embedded server has no shell.'],
};

/** A statement that fails with the reason, in or out of a transaction, prepared or not. */
export function refusal(why: Refusal): string {
  const [message, hint] = reasons[why];
  return `do $refusal$ begin raise exception using errcode = '0A000', message = '${message}', hint = '${hint}'; end $refusal$`;
}

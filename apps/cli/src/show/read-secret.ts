import { text } from 'node:stream/consumers';

/** Reads one line that nobody should see: not echoed on a terminal, else the whole standard input. */
export async function readSecret(question: string): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) return (await text(stdin)).trim();
  process.stderr.write(question);
  stdin.setRawMode(true).setEncoding('utf8').resume();
  try {
    return await readLine(stdin);
  } finally {
    stdin.setRawMode(false).pause();
    process.stderr.write('\n');
  }
}

async function readLine(input: NodeJS.ReadStream): Promise<string> {
  let typed = '';
  for await (const chunk of input as AsyncIterable<string>) {
    for (const key of chunk) {
      if (key === '\r' || key === '\n') return typed;
      if (key === '\u0003') process.exit(130);
      typed = key === '\u007f' ? typed.slice(0, -1) : typed + key;
    }
  }
  return typed;
}

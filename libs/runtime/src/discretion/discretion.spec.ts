import { createSilentLogger } from '#platform';
import { defineAgent } from '../code/define-agent.js';
import {
  AnsweringModel,
  aProfile,
  aReply,
  aTurn,
  limits,
  surround,
  type TestParts,
} from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';
import { aToken, credentials } from './credentials.fixture.js';
import { Discretion } from './discretion.js';
import { credentialKinds } from './own-credentials.js';

const speaker = { agent: 'Analyst', messageId: 'msg-1' };
const all = Object.values(credentials);

async function run(parts: TestParts) {
  const around = surround(parts);
  const end = await new TurnRunner(around, limits).run(aTurn(), new AbortController().signal);
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  const told = JSON.stringify([end.outcome, around.told, around.calls.map(({ call }) => call)]);
  return { around, told, reply: end.outcome.messages[0] };
}

describe(Discretion, () => {
  it.each(credentialKinds)('puts a placeholder in the place of a credential: %s', (kind) => {
    const discretion = new Discretion(createSilentLogger());
    const said = { text: `It is ${credentials[kind]}.`, [credentials[kind]]: [1] };
    const placeholder = `[${kind.replace('_', ' ')} withheld]`;
    expect(discretion.cleanse(said, speaker)).toEqual({
      text: `It is ${placeholder}.`,
      [placeholder]: [1],
    });
    expect(discretion.figures.get(kind)).toBe(2);
  });

  it('gives everything else back as it came', () => {
    const discretion = new Discretion(createSilentLogger());
    const said = {
      text: `${aToken('another.example')} cxk_live_… whsec_short ${'x'.repeat(1_000)}`,
      list: [null, 1, { deep: 'cxr_not-one' }],
    };
    expect(discretion.cleanse(said, speaker)).toBe(said);
    expect([...discretion.figures.values()]).toEqual([0, 0, 0, 0]);
  });

  it('says in the log whose words they were, and never the credential', () => {
    const lines: unknown[] = [];
    const discretion = new Discretion({ warn: (...said: unknown[]) => void lines.push(said) });
    discretion.cleanse(credentials.api_key, speaker);
    expect(JSON.stringify(lines)).toContain('"agent":"Analyst","message_id":"msg-1"');
    expect(JSON.stringify(lines)).not.toContain('cxk_live_');
  });
});

describe('An agent that read credentials of the server', () => {
  it('tells none of them in its answer, in what is streamed of it, and in calls of tools', async () => {
    const wanted = { id: 'call-1', name: 'look_up', arguments: { url: `https://x/?k=${all[0]}` } };
    const structured = { keys: all };
    const model = new AnsweringModel([
      aReply({ text: `Looking for ${all[1]}`, toolCalls: [wanted] }),
      aReply({
        text: `They are ${all.join(' and ')}`,
        structured,
        state: { said: credentials.access_token },
      }),
    ]);
    const { around, told, reply } = await run({ model });
    for (const credential of all) expect(told).not.toContain(credential);
    expect(around.calls[0]?.call.arguments).toEqual({ url: 'https://x/?k=[api key withheld]' });
    expect(reply?.content).toEqual({ keys: all.map(placeholderOf), memory_used: [] });
    expect(around.discretion.figures.get('api_key')).toBe(3);
  });

  it('tells none of them where it is made of code', async () => {
    const handle = (): Promise<{ text: string }> => Promise.resolve({ text: all.join(' ') });
    const code = [defineAgent({ name: 'Analyst', capabilities: ['data-analysis'], handle })];
    const { told, reply } = await run({ code, profile: aProfile({ kind: 'code' }) });
    for (const credential of all) expect(told).not.toContain(credential);
    expect(reply?.content).toEqual({ text: all.map(placeholderOf).join(' ') });
  });
});

function placeholderOf(credential: string): string {
  const kind = credentialKinds.find((one) => credentials[one] === credential) ?? 'none';
  return `[${kind.replace('_', ' ')} withheld]`;
}

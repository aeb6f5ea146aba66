import type { ModelReply } from '../language-model.js';
import { ModelError } from '../model.errors.js';
import { ScriptedLanguageModel } from '../scripted-language-model.js';
import { FallbackLanguageModel } from './fallback-language-model.js';
import { asking, failureOf, Witness } from './stubbed-model.fixture.js';

const spared = new ModelError('MODEL_UNAVAILABLE', 'It is being spared.', {
  retryable: true,
  retryAfterMs: 7_000,
});
const refused = new ModelError('MODEL_REJECTED', 'It refuses the key.', { retryable: false });
const overloaded = new ModelError('MODEL_OVERLOADED', 'It is busy.', { retryable: true });

type Steps = readonly (Partial<ModelReply> | ModelError)[];

function pair(first: Steps, second: Steps) {
  const told: object[] = [];
  const models = [
    new ScriptedLanguageModel(...first),
    new ScriptedLanguageModel(...second),
  ] as const;
  const model = new FallbackLanguageModel(...models, (facts) => told.push(facts));
  return { model, told, second: models[1] };
}

describe(FallbackLanguageModel, () => {
  it('leaves the answer to the first model while that one answers', async () => {
    const { model, second, told } = pair([{ text: 'Mine.' }], []);
    const reply = await model.ask(asking(), new Witness());
    expect(reply).toMatchObject({ text: 'Mine.' });
    expect(reply.answeredBy).toBeUndefined();
    expect([second.requests, told]).toEqual([[], []]);
  });

  it.each([spared, overloaded])('lets the second answer and says so: %s', async (error) => {
    const { model, told } = pair([error], [{ text: 'In its place.' }]);
    await expect(model.ask(asking(), new Witness())).resolves.toMatchObject({
      text: 'In its place.',
      answeredBy: { provider: 'scripted', model: 'scripted' },
    });
    expect(told).toMatchObject([{ code: error.code }]);
  });

  it('does not take to another model what the first refuses', async () => {
    const { model, second } = pair([refused], [{ text: 'Never.' }]);
    expect(await failureOf(model.ask(asking(), new Witness()))).toBe(refused);
    expect(second.requests).toEqual([]);
  });

  it('fails as the first did when the second fails as well, and tells of both', async () => {
    const { model, told } = pair([spared], [refused]);
    const error = await failureOf(model.ask(asking(), new Witness()));
    expect(error).toMatchObject({
      ...{ code: 'MODEL_UNAVAILABLE', retryable: true, retryAfterMs: 7_000 },
      message: 'It is being spared. The fallback model failed as well: It refuses the key.',
    });
    expect(told).toEqual([]);
  });

  it('lets what was heard of the first be forgotten', async () => {
    const heard: ScriptedLanguageModel = Object.assign(new ScriptedLanguageModel(), {
      ask: (_request: unknown, watch: { onDelta?: (text: string) => void }) => {
        watch.onDelta?.('Half a');
        return Promise.reject(overloaded);
      },
    });
    const second = new ScriptedLanguageModel({ text: 'Whole.' });
    const witness = new Witness();
    await new FallbackLanguageModel(heard, second, () => undefined).ask(asking(), witness);
    expect([witness.heard, witness.restarts]).toEqual(['Whole.', 1]);
  });

  it('asks nobody for a caller who has given up', async () => {
    const { model, second } = pair([overloaded], [{ text: 'Never.' }]);
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(model.ask(asking(), { signal })).rejects.toThrow('too late');
    expect(second.requests).toEqual([]);
  });
});

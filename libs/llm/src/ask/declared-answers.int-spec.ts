import { says, startAnthropicStub, startOpenAiStub, type ModelStub } from '#testing';
import { asking, stubbedModel, Witness } from './stubbed-model.fixture.js';

const outputSchema = {
  type: 'object',
  properties: { total: { type: 'integer' }, unit: { type: 'string' } },
  required: ['total'],
  additionalProperties: false,
};

/** What a provider is asked, and what comes of its answer. */
async function ask(
  kind: Parameters<typeof stubbedModel>[0],
  stub: ModelStub,
): Promise<{ body: Record<string, unknown>; structured: object | undefined }> {
  const reply = await stubbedModel(kind, stub).ask(
    asking('How many?', { outputSchema }),
    new Witness(),
  );
  await stub.close();
  return { body: stub.requests[0]?.body ?? {}, structured: reply.structured };
}

describe('the schema that an answer must fit', () => {
  const answer = '{"total": 144}';

  it('is told to OpenAI as it is written, which leaves parts optional', async () => {
    const stub = await startOpenAiStub(says(answer));
    const { body, structured } = await ask({ provider: 'openai', api: 'responses' }, stub);
    expect(body['text']).toMatchObject({
      format: { type: 'json_schema', strict: false, schema: { required: ['total'] } },
    });
    expect(structured).toEqual({ total: 144 });
  });

  it('is told to Anthropic', async () => {
    const stub = await startAnthropicStub(says(answer));
    const { body } = await ask({ provider: 'anthropic' }, stub);
    expect(JSON.stringify(body)).toContain('"total":{"type":"integer"}');
  });

  it('is not told to servers that imitate OpenAI: many call no tools then', async () => {
    const stub = await startOpenAiStub(says(answer));
    const { body, structured } = await ask({ provider: 'openai-compatible' }, stub);
    expect(body).not.toHaveProperty('response_format');
    expect(structured).toEqual({ total: 144 });
  });
});

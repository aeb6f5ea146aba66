import { LocalTextEmbedder } from '#embeddings';
import { chooseNearest } from './choose-tool.js';
import { mindOf } from './embedder-mind.js';
import { messenger, playTurn } from './embedded.fixture.js';
import { offers, requests } from './offers.fixture.js';

const threadEntry = new URL(
  '../../../../dist/libs/embeddings/src/embedder.thread.js',
  import.meta.url,
);

describe('how the embedded model routes by meaning', () => {
  const embedder = new LocalTextEmbedder({ threadEntry });
  const mind = mindOf(embedder);
  afterAll(() => embedder.stop());

  it('finds the right tool, or none, for 42 of 46 requests, and never acts on the wrong one', async () => {
    const outcomes = [];
    for (const [request, wanted] of requests) {
      const { tool } = await chooseNearest(request, offers, [], mind);
      outcomes.push({ wanted, chosen: tool?.item.name ?? 'none' });
    }

    const right = outcomes.filter(({ wanted, chosen }) => wanted === chosen);
    const wrong = outcomes.filter(({ wanted, chosen }) => chosen !== 'none' && wanted !== chosen);
    expect(right.length).toBeGreaterThanOrEqual(42);
    expect(wrong).toEqual([]);
  });

  it('runs the tool and tells what it gave', async () => {
    const { calls, content } = await playTurn(
      { content: { request: 'Do I need an umbrella in Berlin today?' } },
      offers,
      { embedder },
    );

    expect(calls).toMatchObject([{ name: 'weather', arguments: { place: 'Berlin' } }]);
    expect(content['text']).toContain('The tool weather gave');
    expect(content['sources']).toEqual([{ call: 'weather_1', tool: 'weather' }]);
  });

  it('asks for what is missing', async () => {
    const { calls, content } = await playTurn(
      { content: { request: 'Has my parcel been shipped yet?' } },
      offers,
      { embedder },
    );

    expect(calls).toEqual([]);
    expect(content).toMatchObject({ tool: 'order_status', needs: ['order_number'] });
  });

  it('proposes what would change something instead of doing it', async () => {
    const careful = offers.map((offer) => ({ ...offer, safety: 'unsafe' as const }));

    const { calls, content } = await playTurn(
      { content: { request: 'Where is my order 4711?' } },
      careful,
      { embedder },
    );

    expect(calls).toEqual([]);
    expect(content['proposal']).toEqual({
      tool: 'order_status',
      arguments: { order_number: 4711 },
    });
  });

  const memories = [
    {
      entity: 'return_policy',
      content: 'Customers may send goods back within thirty days and get a refund.',
      source: 'msg-7',
    },
    { entity: 'office_hours', content: 'The office is open from nine to five on weekdays.' },
  ];

  it('answers from memory, quoted with its source, when that is nearer than any tool', async () => {
    const { calls, reply, content } = await playTurn(
      { content: { request: 'Can I return something I bought?' }, memories },
      offers,
      { embedder },
    );

    expect(calls).toEqual([]);
    expect(content['memory_used']).toEqual(['return_policy']);
    expect(reply.text).toContain('From memory, return_policy (msg-7): "Customers may send');
  });

  it('leaves memory aside when a tool is nearer, or nothing is near', async () => {
    const tool = await playTurn(
      { content: { request: 'What is the weather in Paris?' }, memories },
      offers,
      { embedder },
    );
    const nothing = await playTurn({ content: { request: 'Who was Napoleon?' }, memories }, [], {
      embedder,
    });

    expect(tool.calls).toHaveLength(1);
    expect(nothing.content['memory_used']).toEqual([]);
    expect(nothing.reply.text).toContain('Found nothing');
  });

  it('hands work on to the neighbour that is meant', async () => {
    const neighbours = [
      { capability: 'image-editing', description: 'Crop, resize and retouch pictures' },
      { capability: 'translation', description: 'Translate documents between languages' },
    ];

    const { calls } = await playTurn(
      {
        content: {
          request: 'Please ask another agent for a Spanish translation of this contract.',
        },
        neighbours,
      },
      [messenger()],
      { embedder },
    );

    expect(calls).toMatchObject([{ arguments: { capability: 'translation' } }]);
  });
});

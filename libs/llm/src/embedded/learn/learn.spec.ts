import type { JsonObject } from '#protocol';
import { learnFromTurn } from './learn.js';

const learn = (asked: JsonObject, answered: JsonObject = {}): readonly JsonObject[] =>
  learnFromTurn({ asked, answered }).structured['facts'] as readonly JsonObject[];

const learnText = (text: string): readonly JsonObject[] => learn({ text });

describe(learnFromTurn, () => {
  it.each([
    ['Acme prefers the phone.', 'Acme', 'prefers'],
    ['By the way, Acme now prefers email!', 'Acme', 'prefers'],
    ['The delivery address of Acme is 12 Harbour Street.', 'Acme', 'delivery address'],
    ["Globex's invoice limit has changed to 7,000 EUR.", 'Globex', 'invoice limit'],
    ['Our fiscal year starts in April', 'fiscal year', 'starts'],
    ['FYI: the Leeds warehouse is managed by Priya.', 'Leeds warehouse', 'led_by'],
    ['Hello Sam, the backup server runs on Debian 12.', 'backup server', 'runs_on'],
    ['The order prefix is ORD.', 'order prefix', 'is'],
    ['The price list is updated on Mondays.', 'price list', 'is'],
    ['The contract of Stark expires in March.', 'Stark', 'contract expires'],
    ['Remember that the gate is green.', 'gate', 'is'],
  ])('reads "%s"', (text, subject, predicate) => {
    expect(learnText(text)).toMatchObject([{ subject, predicate, type: 'fact' }]);
  });

  it('gives no predicate to what may have many answers', () => {
    expect(learnText('Acme ships to Norway. Acme ships to Chile.')).toEqual([
      expect.objectContaining({ subject: 'Acme', content: 'Acme ships to Norway' }),
      expect.objectContaining({ subject: 'Acme', content: 'Acme ships to Chile' }),
    ]);
    expect(learnText('Acme ships to Norway.')[0]).not.toHaveProperty('predicate');
  });

  it('is surer of what it is asked to remember', () => {
    const [meant] = learnText('Please remember that Acme prefers the phone.');
    expect(meant).toMatchObject({ content: 'Acme prefers the phone', confidence: 0.95 });
    expect(learnText('Acme prefers the phone.')).toMatchObject([{ confidence: 0.8 }]);
  });

  it.each([
    ['Ann likes tea without sugar', 'Ann'],
    ["The night shift doesn't answer the phone", 'night shift'],
  ])('keeps "%s" when that is asked for, and not when it is only said', (said, subject) => {
    const [meant] = learnText(`Remember that ${said}.`);
    expect(meant).toMatchObject({ subject, content: said, confidence: 0.95 });
    expect(meant).not.toHaveProperty('predicate');
    expect(learnText(`${said}.`)).toEqual([]);
  });

  it.each([
    'How are you?',
    'Is the order prefix ORD?',
    'It is raining.',
    'They prefer tea.',
    'My sister works at the bakery.',
    'That is great news!',
    'Thanks a lot!',
    'The cake was delicious.',
    'The train is delayed, as usual.',
    'Analyze Q3 sales trends',
  ])('learns nothing from "%s"', (text) => {
    expect(learnText(text)).toEqual([]);
  });

  const asked = {
    request: 'Analyze Q3 sales trends',
    data_source: 'https://example.com/data/sales.csv',
  };
  const answered = {
    analysis: 'Q3 grew.',
    insights: [
      'Q3 grew by 15 %',
      'Season: peak in July',
      'All well',
      'From memory (old): "Q3 grew"',
    ],
  };

  it('learns what an analysis found, under the name of what was analysed', () => {
    expect(learn(asked, answered)).toEqual([
      {
        subject: 'Q3 sales trends analysis',
        type: 'analysis_pattern',
        content: 'Analysis of Q3 sales trends: Q3 grew by 15 %',
        predicate: 'findings_in_sales_csv',
        confidence: 0.9,
      },
      {
        subject: 'Q3 sales trends season',
        type: 'insight',
        content: 'Season of Q3 sales trends: peak in July',
        predicate: 'findings_in_sales_csv',
        confidence: 0.85,
      },
    ]);
  });

  it.each([
    [
      'How did airline passengers grow, and when is the peak of the season of all these years?',
      'How did airline passengers grow',
    ],
    ['Analyze whatever there may be to say of every single one of all these rows here', 'sales'],
  ])('gives what a long request found a short name: "%s"', (request, subject) => {
    expect(learn({ ...asked, request }, answered)[0]).toMatchObject({
      subject: `${subject} analysis`,
    });
  });

  it('names it by the first words where nothing else is at hand', () => {
    const request =
      'Analyze whatever there may be to say of every single one of all these rows here';

    expect(learn({ request }, answered)[0]?.['subject']).toBe(
      'whatever there may be to say of every single one of all analysis',
    );
  });

  it('learns nothing from an analysis that came to nothing', () => {
    expect(learn(asked, { analysis: 'Nothing was analysed.', insights: [] })).toEqual([]);
  });
});

import { memoriesUsed } from './memories-used.js';

const shown = [
  { id: 'ent-1', entity: 'q3_sales' },
  { id: 'ent-2', entity: 'seasons' },
];

describe(memoriesUsed, () => {
  it('is all that was shown when the answer says nothing of it', () => {
    const used = { names: ['q3_sales', 'seasons'], ids: ['ent-1', 'ent-2'], relations: [] };
    expect(memoriesUsed(undefined, shown)).toEqual(used);
    expect(memoriesUsed({ text: 'Hm.' }, shown)).toEqual(used);
  });

  it('is what the answer names, and never what it was not shown', () => {
    expect(memoriesUsed({ memory_used: ['seasons', 'made_up', 7] }, shown)).toEqual({
      names: ['seasons'],
      ids: ['ent-2'],
      relations: [],
    });
    expect(memoriesUsed({ memory_used: [] }, shown)).toEqual({ names: [], ids: [], relations: [] });
  });

  it('names two of one name once and records both', () => {
    expect(memoriesUsed(undefined, [...shown, { id: 'ent-3', entity: 'seasons' }])).toEqual({
      names: ['q3_sales', 'seasons'],
      ids: ['ent-1', 'ent-2', 'ent-3'],
      relations: [],
    });
  });

  it('records the relations that led to what was used, each once, and no others', () => {
    const led = [
      ...shown,
      { id: 'ent-3', entity: 'shops', through: 'rel-1' },
      { id: 'ent-4', entity: 'towns', through: 'rel-1' },
      { id: 'ent-5', entity: 'roads', through: 'rel-2' },
    ];
    expect(memoriesUsed(undefined, led).relations).toEqual(['rel-1', 'rel-2']);
    expect(memoriesUsed({ memory_used: ['seasons', 'roads'] }, led).relations).toEqual(['rel-2']);
  });
});

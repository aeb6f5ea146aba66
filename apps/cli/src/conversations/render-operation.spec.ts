import { renderOperation } from './render-operation.js';

const operation = {
  ...({ operation_id: 'opn-1', action: 'archive', status: 'completed' } as const),
  ...{ dry_run: false, count: 2 },
  ...{ is_whole: true, created: '2026-01-01T00:00:00Z', ended: null, progress_url: null },
  filter: { status: 'completed' } as const,
};

it.each([
  [{}, '2 conversations are archived.\n'],
  [{ count: 1, action: 'delete' as const }, '1 conversation is deleted.\n'],
  [{ dry_run: true, count: 1_200 }, '1,200 conversations would be archived.\n'],
  [{ dry_run: true, is_whole: false }, 'more than 2 conversations would be archived.\n'],
  [
    { status: 'running' as const, action: 'restore' as const },
    '2 conversations brought back so far; the server goes on (opn-1).\n',
  ],
  [{ status: 'cancelled' as const }, '2 conversations archived, then it was stopped (opn-1).\n'],
])('tells of what was done (%j)', (fields, sentence) => {
  expect(renderOperation({ ...operation, ...fields })).toBe(sentence);
});

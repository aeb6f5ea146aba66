import { airlineReport } from './airline.fixture.js';
import {
  playTurn,
  tableReader,
  workbookReader,
  type Played,
  type Prop,
} from './embedded.fixture.js';
import { openWorkbook } from './open-workbook.js';

const report = {
  ...{ sheets: [{ name: 'Sales', rows: 145, columns: 2 }], sheet: 'Sales', range: 'A1:B145' },
  ...{ columns: [{ name: 'month' }, { name: 'passengers' }], records: [] },
  ...{ total_rows: 144, truncated: false },
};
const workbook = workbookReader(() => report);
/** Reads the sheet that was opened, and nothing else. */
const table = tableReader(({ source }) => {
  if (source === 'step:excel_parser_1' || source === 'step:excel_parser_2')
    return airlineReport as never;
  throw new Error('it is no text');
});

const ask = (source: string, tools: readonly Prop[]): Promise<Played> =>
  playTurn({ content: { request: 'Analyze it', data_source: source } }, tools);
const callsOf = ({ calls }: Played): object[] =>
  calls.map(({ name, arguments: given }) => ({ [name]: (given as { source: string }).source }));

describe(openWorkbook, () => {
  const address = 'https://example.com/sales.xlsx';

  it('opens what its name says is one, and computes the figures of its sheet', async () => {
    const played = await ask(address, [workbook, table]);
    expect(callsOf(played)).toEqual([
      { excel_parser: address },
      { csv_parser: 'step:excel_parser_1' },
    ]);
    expect(played.content['analysis']).toContain('144 monthly values');
  });

  it.each([
    ['its type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'bin'],
    ['its name', 'application/octet-stream', 'xlsx'],
  ])('opens an uploaded file at once where %s says so', async (_how, mediaType, ending) => {
    const content = { request: 'Analyze it', data_source: 'artifact:art_1' };
    const files = [{ reference: 'artifact:art_1', mediaType, ending }];
    const played = await playTurn({ content, files }, [workbook, table]);
    expect(callsOf(played)).toEqual([
      { excel_parser: 'artifact:art_1' },
      { csv_parser: 'step:excel_parser_1' },
    ]);
  });

  it('opens an uploaded file that turns out to be no text', async () => {
    const played = await ask('artifact:art_1', [workbook, table]);
    expect(callsOf(played)).toEqual([
      { csv_parser: 'artifact:art_1' },
      { excel_parser: 'artifact:art_1' },
      { csv_parser: 'step:excel_parser_2' },
    ]);
    expect(played.content['analysis']).toContain('144 monthly values');
  });

  it('tells what is in it where nothing can compute figures, and what would', async () => {
    const played = await ask('artifact:art_1', [workbook]);
    expect(callsOf(played)).toEqual([{ excel_parser: 'artifact:art_1' }]);
    expect(played.content).toMatchObject({
      analysis: expect.stringContaining(
        'a workbook of one sheet; Sales has 144 rows of month and passengers',
      ) as string,
      needs: ['tool:csv_parser'],
    });
  });

  it('names the tool that would open it', async () => {
    const { content, calls } = await ask(address, []);
    expect(calls).toEqual([]);
    expect(content['needs']).toEqual(['tool:excel_parser']);
  });

  it('tells why it could not be opened', async () => {
    const broken = workbookReader(() => {
      throw new Error('it is no workbook');
    });
    const { content } = await ask('artifact:art_1', [broken]);
    expect(content['analysis']).toContain('it is no workbook');
  });
});

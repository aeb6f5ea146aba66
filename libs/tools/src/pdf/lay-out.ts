import type { Content } from '#documents';
import type { PdfBlock, PdfDocument } from './pdf-schema.js';

/** Space for text on a page, in points: the page less its margins. */
const margin = 56;
const pages = { A4: [595, 842], LETTER: [612, 792] } as const;

/** A document as the typesetter takes it; `pictures` are the SVGs of its charts, by the place of their block. */
export function layOut(document: PdfDocument, pictures: ReadonlyMap<number, string>): Content {
  const { title, subtitle, author, date, page_size: size = 'A4', landscape = false } = document;
  const width = pages[size][landscape ? 1 : 0] - 2 * margin;
  return {
    info: {
      title,
      ...(author !== undefined && { author }),
      creator: 'Caxton',
      producer: 'Caxton',
      // Not when it is made: the same document has the same bytes, whenever and however often it is made.
      creationDate: new Date(date ?? 0),
    },
    pageSize: size,
    pageOrientation: landscape ? 'landscape' : 'portrait',
    pageMargins: margin,
    defaultStyle: { fontSize: 10, lineHeight: 1.25 },
    pageBreakBefore: standsAlone,
    footer: (page: number, count: number) => ({
      text: `${String(page)} / ${String(count)}`,
      alignment: 'center',
      fontSize: 8,
      margin: [0, 20, 0, 0],
    }),
    content: [
      { text: title, fontSize: 20, bold: true, margin: [0, 0, 0, 4] },
      ...(subtitle === undefined ? [] : [{ text: subtitle, fontSize: 12, color: '#555555' }]),
      { text: [author, date].filter(Boolean).join(', '), fontSize: 10, color: '#555555' },
      { text: '', margin: [0, 0, 0, 12] },
      ...document.content.flatMap((block, at) =>
        settings[block.type](block, pictures.get(at), width),
      ),
    ],
  };
}

/** A part of a document where it stands on its page, as pdfmake shows it. */
interface SetNode {
  readonly headlineLevel?: number;
  readonly startPosition: { readonly verticalRatio: number };
}

interface NodesAround {
  readonly getFollowingNodesOnPage: () => readonly SetNode[];
}

/** Below this share of the page a heading has no room for the head and first row of a table. */
const lowest = 0.86;

/** A heading begins a page rather than end one: with a picture that did not fit, or with too little room. */
function standsAlone(
  { headlineLevel, startPosition }: SetNode,
  { getFollowingNodesOnPage: below }: NodesAround,
): boolean {
  if (headlineLevel === undefined) return false;
  return startPosition.verticalRatio > lowest || below().length === 0;
}

type Setting = (block: PdfBlock, picture: string | undefined, width: number) => readonly Content[];

const settings: Readonly<Record<PdfBlock['type'], Setting>> = {
  heading: ({ text, level = 1 }) => [
    { text, bold: true, fontSize: 18 - 2 * level, margin: [0, 12, 0, 6], headlineLevel: level },
  ],
  paragraph: ({ text }) => [{ text, margin: [0, 0, 0, 8] }],
  list: ({ items = [], ordered = false }) => [
    { [ordered ? 'ol' : 'ul']: [...items], margin: [0, 0, 0, 8] },
  ],
  table: (block) => [tableOf(block), captionOf(block.caption)],
  chart: ({ caption }, svg, width) => [{ svg, fit: [width, 420] }, captionOf(caption)],
  page_break: () => [{ text: '', pageBreak: 'after' }],
};

const captionOf = (caption = ''): Content => ({
  text: caption,
  italics: true,
  fontSize: 9,
  color: '#555555',
  margin: [0, 4, 0, 12],
});

function tableOf({ columns = [], rows = [] }: PdfBlock): Content {
  const head = columns.map((text, at): Content => ({
    ...{ text, bold: true, fillColor: '#eeeeee' },
    alignment: rows.some((row) => typeof row[at] === 'number') ? 'right' : 'left',
  }));
  const body = rows.map((row) =>
    row.map((cell): Content =>
      typeof cell === 'number'
        ? { text: cell.toLocaleString('en', { maximumFractionDigits: 12 }), alignment: 'right' }
        : { text: cell === null ? '' : String(cell) },
    ),
  );
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map(() => 'auto' as const),
      body: [head, ...body],
    },
    layout: 'lightHorizontalLines',
    fontSize: 9,
  };
}

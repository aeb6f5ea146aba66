import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from './run-tool.js';

const read = (page: string): string => readFileSync(join(repository, page), 'utf8');

const pagesIn = (folder: string): string[] =>
  readdirSync(join(repository, folder), { encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

/** The quick start is kept word for word; its links lead to pages of its origin. */
const pages = ['.', 'docs', 'docs/adr', 'docs/surface', 'examples/programs']
  .flatMap(pagesIn)
  .filter((page) => page !== 'docs/rest-api-quick-start.md');

/** What stands between code fences are no headings and no links. */
const proseOf = (page: string): string => read(page).replaceAll(/^```[^]*?^```/gm, '');

const anchorsOf = (page: string): string[] =>
  [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The links of a page into this repository, with what is wrong with each that leads nowhere. */
function lostLinksOf(page: string): string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(repository, target))) return [`${link}: there is no such file`];
    const isFound = anchor === undefined || !target.endsWith('.md');
    return isFound || anchorsOf(target).includes(anchor) ? [] : [`${link}: no such heading`];
  });
}

describe('the links of the pages', () => {
  it.each(pages)('lead somewhere: %s', (page) => {
    expect(lostLinksOf(page)).toEqual([]);
  });

  it('are found', () => {
    expect(pages.length).toBeGreaterThan(60);
    expect(anchorsOf('docs/back-pressure.md')).toContain('back-pressure');
  });
});

it('has every page of docs/ in the index or on a page that the index names', () => {
  const known = new Set(['docs/README.md']);
  for (const page of known) {
    for (const [, link = ''] of proseOf(page).matchAll(/\]\(([^)\s#]+\.md)[^)]*\)/g)) {
      const target = join(dirname(page), link);
      if (target.startsWith('docs/') && existsSync(join(repository, target))) known.add(target);
    }
  }
  expect(pagesIn('docs').filter((page) => !known.has(page))).toEqual([]);
});

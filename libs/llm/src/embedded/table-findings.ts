import type { Finding } from './finding.js';
import type { Focus } from './focus.js';
import { describeNamed } from './named-period.js';
import {
  describeGrowth,
  describeOutliers,
  describePeak,
  describeRecent,
  describeScope,
  describeSeason,
} from './series-findings.js';
import { isNumeric, type TableColumn, type TableFacts, type TableGroups } from './table-facts.js';
import { counted, figure, listed, percent } from './wording.js';

/** Columns, groups and values beyond these are left out of the sentences. */
const most = 5;

/** Everything worth saying about a table, what the request asks for first. */
export function findInTable(facts: TableFacts, focus: Focus): Finding[] {
  const { series, groups } = facts;
  const grouped = groups === undefined ? [] : describeGroups(groups);
  if (series === undefined) {
    return [...grouped, ...describeColumns(facts), ...describeMissing(facts)];
  }
  const general = [
    describeGrowth(series),
    describeSeason(series),
    describePeak(series),
    describeRecent(series),
    describeOutliers(series),
  ].filter((finding) => finding !== undefined);
  return [
    describeScope(series),
    ...describeNamed(series, focus),
    ...grouped,
    ...byTopic(general, focus),
    ...describeMissing(facts),
  ];
}

function byTopic(findings: readonly Finding[], { topics }: Focus): Finding[] {
  const place = ({ topic }: Finding): number => {
    const index = topics.findIndex((asked) => asked === topic);
    return index === -1 ? topics.length : index;
  };
  return findings.toSorted((left, right) => place(left) - place(right));
}

function describeGroups({ by, total_groups: total, groups }: TableGroups): Finding[] {
  const measure = Object.keys(groups[0]?.values ?? {})[0];
  if (measure === undefined) return [];
  const sum = groups.reduce((sum, { values }) => sum + (values[measure] ?? 0), 0);
  const isShare = measure.startsWith('sum_') && groups.length === total && sum > 0;
  const named = groups.slice(0, most).map(({ key, values }) => {
    const value = values[measure] ?? 0;
    const share = isShare ? ` (${percent((value / sum) * 100)})` : '';
    return { name: Object.values(key).map(shown).join(' / '), value, share };
  });
  const told = named.map(({ name, value, share }) => `${name} ${figure(value)}${share}`);
  const [first] = told;
  const label = measure.replace('_', ' of ');
  return [
    {
      topic: 'groups',
      sentence: `By ${listed(by)} there are ${counted(total, 'group')}; by ${label}: ${listed(told)}.`,
      insight: `Largest ${listed(by)} by ${label}: ${first ?? ''}`,
      figures: named.map(({ name, value }) => ({ name: `${label}, ${name}`, value })),
    },
  ];
}

function describeColumns({ rows, columns }: TableFacts): Finding[] {
  const numbers = columns.filter(isNumeric).slice(0, most);
  const scope: Finding = {
    topic: 'scope',
    sentence: `The table has ${counted(rows, 'row')} and ${counted(columns.length, 'column')}: ${listed(columns.slice(0, 12).map(({ name }) => name))}.`,
    figures: [{ name: 'rows', value: rows }],
  };
  const none: Finding = {
    topic: 'columns',
    sentence: 'It has no column of numbers, so there is nothing to add up or compare.',
    figures: [],
  };
  const categories = columns.filter(({ type, top }) => type === 'text' && top.length > 0);
  return [
    scope,
    ...(numbers.length === 0 ? [none] : numbers.map(describeNumbers)),
    ...categories.slice(0, 3).map(describeCategories),
  ];
}

function describeNumbers({ name, mean, median, min, max, sum }: TableColumn): Finding {
  const value = (text: number | string | undefined): string =>
    typeof text === 'number' ? figure(text) : '?';
  const middle = mean === undefined ? '' : ` with a mean of ${figure(mean)}`;
  const half = median === undefined ? '' : ` (median ${figure(median)})`;
  const total = sum === undefined ? '' : `; they add up to ${figure(sum)}`;
  const figures = Object.entries({ mean, median, sum, min, max }).flatMap(([kind, amount]) =>
    typeof amount === 'number' ? [{ name: `${kind} of ${name}`, value: amount }] : [],
  );
  return {
    topic: 'columns',
    sentence: `${name} ranges from ${value(min)} to ${value(max)}${middle}${half}${total}.`,
    insight: `${name}: ${value(min)} to ${value(max)}${middle.replace(' with', ',')}`,
    figures,
  };
}

function describeCategories({ name, distinct, top }: TableColumn): Finding {
  const told = top.slice(0, 3).map(({ value, count }) => `${shown(value)} (${figure(count)})`);
  return {
    topic: 'columns',
    sentence: `${name} has ${counted(distinct, 'value')}, most often ${listed(told)}.`,
    figures: top.slice(0, 3).map(({ value, count }) => ({
      name: `rows with ${name} ${shown(value)}`,
      value: count,
    })),
  };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function describeMissing({ rows, columns }: TableFacts): Finding[] {
  const holes = columns.filter(({ missing }) => missing > 0).slice(0, most);
  if (holes.length === 0) return [];
  const told = holes.map(({ name, missing }) => `${figure(missing)} of ${name}`);
  return [
    {
      topic: 'gaps',
      sentence: `Of ${counted(rows, 'row')} some lack a value: ${listed(told)}.`,
      insight: `Missing values: ${listed(told)}`,
      figures: holes.map(({ name, missing }) => ({ name: `missing ${name}`, value: missing })),
    },
  ];
}

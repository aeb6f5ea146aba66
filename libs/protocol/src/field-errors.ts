import type { FieldError } from './errors.js';

/** What a schema says of one misfit: Standard Schema's issue, with what zod adds to it. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The facts that zod keeps beside the message of an issue. */
interface IssueFacts {
  readonly code?: string;
  readonly expected?: string;
  readonly origin?: string;
  readonly format?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean;
  readonly values?: readonly unknown[];
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly SchemaIssue[])[];
  readonly params?: { readonly allowed?: readonly string[]; readonly rule?: string };
}

type Finding = Omit<FieldError, 'field'>;
type Describe = (facts: IssueFacts, message: string) => Finding;

/** A body may hold ten thousand bad fields; nobody corrects more than these at once. */
const mostErrors = 100;

/**
 * One entry per bad field out of the issues of a schema: where (`capabilities[2]`), which rule, what
 * would be right. Of several issues with one field the first is told. Where there are too many to tell,
 * the last entry says how many there are.
 */
export function toFieldErrors(issues: readonly SchemaIssue[]): FieldError[] {
  const found = new Map<string, FieldError>();
  const errors = issues.flatMap(readIssue);
  for (const error of errors) if (!found.has(error.field)) found.set(error.field, error);
  const told = [...found.values()].slice(0, mostErrors);
  return found.size === told.length ? told : [...told, howMany(found.size)];
}

function howMany(total: number): FieldError {
  const message = `has ${String(total)} bad fields, of which the first ${String(mostErrors)} are told`;
  return { field: '', rule: 'max_errors', message };
}

/** A place in a body as people write it: `tools[0]`, `memory.scope`; empty for the body itself. */
function writePath(path: NonNullable<SchemaIssue['path']>): string {
  return path
    .map((part) => (typeof part === 'object' ? part.key : part))
    .reduce<string>((written, key) => {
      if (typeof key === 'number') return `${written}[${String(key)}]`;
      return written === '' ? String(key) : `${written}.${String(key)}`;
    }, '');
}

function readIssue(issue: SchemaIssue): FieldError[] {
  const facts = issue as IssueFacts;
  const path = issue.path ?? [];
  if (facts.code === 'unrecognized_keys') {
    return (facts.keys ?? []).map((key) => ({
      field: writePath([...path, key]),
      rule: 'unknown_field',
      message: 'is not a known field',
    }));
  }
  const inside = facts.code === 'invalid_union' ? insideOf(facts.errors ?? []) : [];
  if (inside.length > 0) {
    return inside.flatMap((one) => readIssue({ ...one, path: [...path, ...(one.path ?? [])] }));
  }
  return [{ field: writePath(path), ...describe(issue) }];
}

/** What is wrong within a value that can only be meant in one of its forms: that of the others it has not. */
function insideOf(forms: readonly (readonly SchemaIssue[])[]): readonly SchemaIssue[] {
  const [meant, ...others] = forms.filter((form) => form.every(isInside));
  return others.length === 0 ? (meant ?? []) : [];
}

function isInside(issue: SchemaIssue): boolean {
  return (issue.path ?? []).length > 0 || (issue as IssueFacts).code === 'unrecognized_keys';
}

function describe(issue: SchemaIssue): Finding {
  const facts = issue as IssueFacts;
  const describeIt = Object.hasOwn(descriptions, facts.code ?? '')
    ? descriptions[facts.code ?? '']
    : undefined;
  return describeIt?.(facts, issue.message) ?? { rule: 'schema', message: issue.message };
}

const descriptions: Readonly<Record<string, Describe>> = {
  invalid_type: describeType,
  invalid_value: ({ values = [] }) => {
    // A switch may also be named alone (`?follow`): nobody needs to be told of the empty value.
    const allowed = values.map(String).filter((value) => value !== '');
    return { rule: 'allowed', message: `must be one of ${allowed.join(', ')}`, allowed };
  },
  too_small: (facts) => describeBound(facts, { side: 'min', limit: Number(facts.minimum) }),
  too_big: (facts) => describeBound(facts, { side: 'max', limit: Number(facts.maximum) }),
  invalid_format: ({ format = 'format' }, message) => ({
    rule: format === 'regex' ? 'pattern' : format,
    message: message.startsWith('Invalid ') ? (formats[format] ?? `must be a ${format}`) : message,
  }),
  invalid_union: ({ errors = [] }, message) => ({
    rule: 'type',
    message: message === 'Invalid input' ? eitherOf(errors, message) : message,
  }),
  invalid_key: (_facts, message) => ({ rule: 'key', message }),
  custom: ({ params }, message) => ({
    rule: params?.rule ?? (params?.allowed === undefined ? 'custom' : 'allowed'),
    message,
    ...(params?.allowed === undefined ? {} : { allowed: [...params.allowed] }),
  }),
};

const formats: Readonly<Record<string, string>> = {
  date: 'must be a day such as 2030-01-01',
  datetime: 'must be an instant with its time zone, such as 2030-01-01T00:00:00Z (RFC 3339)',
  url: 'must be a URL',
};

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function describeType({ expected = '' }: IssueFacts, message: string): Finding {
  if (message.endsWith('received undefined')) return { rule: 'required', message: 'is required' };
  const kind = kinds[expected];
  return { rule: 'type', message: kind === undefined ? message : `must be ${kind}` };
}

interface Bound {
  readonly side: 'min' | 'max';
  readonly limit: number;
}

const sizes: Readonly<Record<string, { readonly rule: string; readonly unit: string }>> = {
  string: { rule: 'length', unit: 'character' },
  array: { rule: 'items', unit: 'item' },
};

function describeBound({ origin = '', inclusive = true }: IssueFacts, bound: Bound): Finding {
  const size = sizes[origin];
  if (size !== undefined) return describeSize(size, bound);
  const { side, limit } = bound;
  const strict = side === 'min' ? 'more than' : 'less than';
  return { rule: `${side}imum`, message: `must be ${inclusive ? words[side] : strict} ${limit}` };
}

const words = { min: 'at least', max: 'at most' } as const;

function describeSize(
  { rule, unit }: { readonly rule: string; readonly unit: string },
  { side, limit }: Bound,
): Finding {
  const amount = `${limit} ${unit}${limit === 1 ? '' : 's'}`;
  const isFirst = side === 'min' && limit === 1;
  return {
    rule: `${side}_${rule}`,
    message: isFirst ? 'must not be empty' : `must have ${words[side]} ${amount}`,
  };
}

const mustBe = 'must be ';

/** What each form of a value would have to be, joined by "or". */
function eitherOf(forms: readonly (readonly SchemaIssue[])[], message: string): string {
  const ways = forms.flatMap(([first]) => (first === undefined ? [] : [describe(first).message]));
  const [first, ...others] = new Set(ways);
  if (first === undefined) return message;
  const isShared = ways.every((way) => way.startsWith(mustBe));
  const rest = others.map((way) => (isShared ? way.slice(mustBe.length) : way));
  return [first, ...rest].join(', or ');
}

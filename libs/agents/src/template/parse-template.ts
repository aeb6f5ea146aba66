/**
 * The template of a prompt: the author's text with `{{name}}` where a value goes. Nothing else is
 * special: no conditions, no loops, no escapes. A single pass over the author's text, and values are
 * data: they are never read as a template themselves (security §4.9).
 */

/** A stretch of the author's text, or the name of the value that stands there. */
type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string };

/** Where a template cannot be read, and why. */
interface TemplateFault {
  /** Of the opening braces, in characters from 0. */
  readonly position: number;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

export interface ParsedTemplate {
  readonly parts: readonly TemplatePart[];
  /** Each name once, in the order of first use. */
  readonly names: readonly string[];
  /** Empty when the template is sound. What is wrong stays in `parts` as the author's text. */
  readonly faults: readonly TemplateFault[];
}

const validName = /^[a-z_][a-z0-9_]{0,63}$/i;
const braces = /\{{2,}|\}\}/g;

/** Nobody corrects more at once. */
const mostFaults = 20;

/**
 * Reads `{{ name }}`: a letter or `_`, then up to 63 letters, digits or `_`, blanks around it. Of
 * more than two opening braces in a row the last two open, so `{"a":{{{b}}}}` is JSON around a value.
 * Closing braces without opening ones are text.
 */
export function parseTemplate(text: string): ParsedTemplate {
  const reader = new TemplateReader(text);
  for (const match of text.matchAll(braces)) {
    const end = match.index + match[0].length;
    if (match[0] === '}}') reader.close(end);
    else reader.open(end - 2);
  }
  return reader.finish();
}

class TemplateReader {
  private readonly parts: TemplatePart[] = [];
  private readonly faults: TemplateFault[] = [];
  private taken = 0;
  private opened: number | undefined;

  constructor(private readonly text: string) {}

  open(position: number): void {
    if (this.opened !== undefined) {
      this.fail(this.opened, 'is not closed: expected }} before the next {{');
    }
    this.opened = position;
  }

  close(end: number): void {
    if (this.opened === undefined) return;
    const name = this.text.slice(this.opened + 2, end - 2).trim();
    if (validName.test(name)) this.take(this.opened, end, name);
    else this.fail(this.opened, complain(name));
    this.opened = undefined;
  }

  finish(): ParsedTemplate {
    if (this.opened !== undefined) this.fail(this.opened, 'is not closed: expected }}');
    this.takeText(this.text.length);
    const names = this.parts.flatMap((part) => (part.kind === 'name' ? [part.name] : []));
    return { parts: this.parts, names: [...new Set(names)], faults: this.faults };
  }

  private take(start: number, end: number, name: string): void {
    this.takeText(start);
    this.parts.push({ kind: 'name', name });
    this.taken = end;
  }

  private takeText(end: number): void {
    if (end > this.taken) this.parts.push({ kind: 'text', text: this.text.slice(this.taken, end) });
  }

  private fail(position: number, message: string): void {
    if (this.faults.length < mostFaults) {
      this.faults.push({ position, ...placeOf(this.text, position), message });
    }
  }
}

function complain(name: string): string {
  if (name === '') return 'holds no name: write {{name}}';
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  return `holds "${shown}", which is no name: a name is a letter or _ and up to 63 letters, digits or _; there are no conditions or loops`;
}

function placeOf(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: position - lineStart + 1 };
}

import type { Page } from 'playwright-core';
import { clipped } from '../../src/shared/format';
import type { ToPage } from '../../src/shared/protocol';

/** Its numbers, units and dates have no Latin letters: these are then left to what is not localized. */
const LOCALE = 'zh';

/** Fields whose strings the page goes by instead of showing them, or that must be what they are: a link. */
const unmarked: ReadonlySet<string> = new Set([
  'part',
  'jsonParts',
  ...['type', 'view', 'mode', 'job', 'key', 'group', 'kind', 'role', 'milestone', 'level', 'status'],
  ...['webUrl', 'hyperparameters', 'requested', 'data', 'names', 'changes', 'metric'],
]);

/** Objects all of whose strings are shown. */
const allMarked: ReadonlySet<string> = new Set(['connection', 'method']);
/** Objects whose keys are shown, too. */
const keysMarked: ReadonlySet<string> = new Set(['metadata', 'grader']);

/** The message with its texts recognizable as data: `‹support-bot›`. */
export function markData(message: ToPage): ToPage {
  const marked = markFields(message, unmarked) as ToPage; // of the same shape
  return marked.type === 'show' ? { ...marked, locale: LOCALE } : marked;
}

function markFields(value: unknown, skipped: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return `‹${value}›`;
  if (Array.isArray(value)) return value.map((each) => markFields(each, skipped));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, markField(key, field, skipped)]),
  );
}

function markField(key: string, field: unknown, skipped: ReadonlySet<string>): unknown {
  if (key === 'job' && typeof field === 'object') return markFields(field, skipped);
  if (key === 'actions') return markFields(field, new Set([...skipped, 'id']));
  if (skipped.has(key)) return field;
  if (allMarked.has(key)) return markFields(field, new Set(['hyperparameters']));
  if (!keysMarked.has(key) || typeof field !== 'object' || field === null) return markFields(field, skipped);
  return Object.fromEntries(
    Object.entries(field).map(([name, text]) => [`‹${name}›`, markFields(text, skipped)]),
  );
}

/** What people read on a page, or hear. */
export interface ReadTexts {
  /** In the order of the document: a message may be around an element. */
  readonly nodes: readonly string[];
  readonly attributes: readonly string[];
}

/** @param html of another document; without it the page's own */
export function readTexts(page: Page, html: string | null = null): Promise<ReadTexts> {
  return page.evaluate((source) => {
    const { body } = source === null ? document : new DOMParser().parseFromString(source, 'text/html');
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    const nodes: string[] = [];
    while (walker.nextNode() !== null)
      if (walker.currentNode.parentElement?.closest('script, style, [translate=no]') === null)
        nodes.push(walker.currentNode.textContent ?? '');
    const names = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext'];
    const attributes = [...body.querySelectorAll('*')].flatMap((element) =>
      [...names, 'alt', 'placeholder', 'title'].flatMap((name) => element.getAttribute(name) ?? []),
    );
    return { nodes, attributes };
  }, html);
}

/** What of it is neither a message of the language nor data. @param exceptions are no message in any language */
export function unlocalized({ nodes, attributes }: ReadTexts, exceptions: readonly RegExp[]): string[] {
  const isLeft = (rest: string) => /\p{Script=Latin}/u.test(without(rest, exceptions));
  const document = new Brackets();
  const found = nodes.filter((text) => isLeft(document.outside(text)));
  if (!document.areClosed)
    found.push(`brackets that are not closed: ${nodes.join(' ').replace(/\s+/g, ' ')}`);
  for (const text of attributes) {
    const attribute = new Brackets();
    if (isLeft(attribute.outside(text)) || !attribute.areClosed) found.push(text);
  }
  return [...new Set(found.map((text) => clipped(text.trim(), 300)))];
}

/** Numbers and addresses look the same in every language. */
const always = [
  /https:\/\/\S+/g,
  /US\\?\$/g,
  /\b(UTC|GMT)\b/g,
  /(?<=\d )[KMGT]?B\b/g,
  /\d(\.\d+)?e[+-]\d+/g,
  /NaN/g,
];

function without(text: string, exceptions: readonly RegExp[]): string {
  return [...always, ...exceptions].reduce((rest, each) => rest.replace(each, ' '), text);
}

/** Reads what is outside of brackets, which may begin in one text and end in another. */
class Brackets {
  private depth = 0;

  get areClosed(): boolean {
    return this.depth === 0;
  }

  outside(text: string): string {
    let rest = '';
    // Data may be cut before its end.
    for (const character of text.replace(/‹[^›⟦⟧]*›?/g, ' ')) {
      if (character === '⟦') this.depth += 1;
      else if (character === '⟧') this.depth -= 1;
      else if (this.depth === 0) rest += character;
    }
    return rest;
  }
}

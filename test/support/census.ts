import { getEventListeners } from 'node:events';

/** What is kept by everything that can be reached by fields, elements and entries; closures are not seen. */
export interface Census {
  /** Listeners of emitters. */
  readonly listeners: number;
  /** Listeners of signals that are not aborted. */
  readonly abortListeners: number;
  /** All objects, which a leak makes more and more. */
  readonly objects: number;
  /** How many of them are of which kind: a difference says what leaked. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** @param skipped names of fields that lead out of what is counted, into VS Code or the test itself */
export function census(roots: readonly unknown[], skipped: readonly string[] = []): Census {
  const objects = reachable(roots, new Set(skipped));
  let listeners = 0;
  let abortListeners = 0;
  const kinds: Record<string, number> = {};
  for (const [each, name] of objects) {
    const kind = each instanceof Map ? `Map ${name}` : kindOf(each);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (isEmitter(each)) listeners += each.size;
    if (each instanceof AbortSignal && !each.aborted)
      abortListeners += getEventListeners(each, 'abort').length;
  }
  return { listeners, abortListeners, objects: objects.size, kinds };
}

/** The objects, each with the name of a field that it is in. */
function reachable(roots: readonly unknown[], skipped: ReadonlySet<string>): Map<object, string> {
  const seen = new Map<object, string>();
  const rest = roots.map((root): readonly [unknown, string] => [root, '']);
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [each, name] = next;
    if (typeof each !== 'object' || each === null || seen.has(each)) continue;
    seen.set(each, name);
    for (const child of childrenOf(each, name, skipped)) rest.push(child);
  }
  return seen;
}

function childrenOf(
  each: object,
  name: string,
  skipped: ReadonlySet<string>,
): (readonly [unknown, string])[] {
  const within = (children: Iterable<unknown>) =>
    [...children].map((child): readonly [unknown, string] => [child, name]);
  if (each instanceof Map) return within([...each.keys(), ...each.values()]);
  if (each instanceof Set) return within(each);
  if (each instanceof AbortController) return within([each.signal]);
  const fields = Object.entries(Object.getOwnPropertyDescriptors(each));
  return fields
    .filter(([field]) => !skipped.has(field))
    .map(([field, { value }]): readonly [unknown, string] => [value, field]);
}

/** By its fields: in a bundle, classes have no names that say anything. */
function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value;
  if (Array.isArray(value)) return value.length === 0 ? 'Array' : `Array of ${kindOf(value[0])}`;
  const fields = Object.keys(value);
  if (fields.length > 0) return `{ ${fields.join(', ')} }`;
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** By its form: the extension under test has a class of its own, from another bundle. */
function isEmitter(value: object): value is { readonly size: number } {
  return 'fire' in value && 'event' in value && 'size' in value && typeof value.size === 'number';
}

import { applyEdits, type JSONPath, modify } from 'jsonc-parser';
import { isObject } from '../api/wire/values';
import type { JobFile } from './jobFile';

/** The text of a job file, with a line break at its end. */
export function printJobFile(file: JobFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * The text of a job file changed where its value is another one: all else stays as it is written, to the letter, so that
 * a comparison of the two shows what differs.
 *
 * @param text that is read as `file`
 */
export function reprinted(text: string, file: JobFile, wanted: JobFile): string {
  const changes = changesBetween(file, wanted, []);
  return changes.reduce((printed, [path, value]) => {
    const edits = modify(printed, path, value, { formattingOptions: { insertSpaces: true, tabSize: 2 } });
    return applyEdits(printed, edits);
  }, text);
}

type Change = readonly [path: JSONPath, value: unknown];

/** What has to be set, in the order of the text, then what is added; undefined is left out. */
function changesBetween(from: object, to: object, path: JSONPath): readonly Change[] {
  const old = new Map<string, unknown>(Object.entries(from));
  const wanted = new Map<string, unknown>(Object.entries(to));
  const names = new Set([...old.keys(), ...wanted.keys()]);
  return [...names].flatMap((name): readonly Change[] => {
    const [before, after] = [old.get(name), wanted.get(name)];
    if (isObject(before) && isObject(after)) return changesBetween(before, after, [...path, name]);
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [[[...path, name], after]];
  });
}

/**
 * VS Code makes links of `[label](command:…)` in notifications, progress, view messages and prompts, and runs a
 * command on one click (source: microsoft/vscode, src/vs/base/common/linkedText.ts); quick picks and the status bar
 * make icons of `$(name)`. Whatever may come from a server or a file is shown as what it is instead.
 */

/** Characters that a place shows; what is longer ends with `…`. */
export const maxLength = { name: 100, line: 300, message: 1_000, detail: 4_000 } as const;

/**
 * What acts on what stands around it, or cannot be seen: control characters, marks and overrides of direction,
 * separators of lines, zero width characters but the joiners that emoji and Persian need, annotations, tags, and
 * halves of surrogate pairs.
 */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e007f}]/gu;

/** One line that does nothing: links and icons are broken visibly, what cannot be seen is shown as `\u202E`. */
export function inert(text: string, max: number = maxLength.line): string {
  return neutral(cutTo(text, max).replace(/\s+/g, ' ').trim());
}

/** Between the parts of a text. */
const seams = /( · |: |\n)/;
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * An inert text that stands beside others, and whose parts stand beside each other: in one that is written from right
 * to left, what comes next to it, such as a number, would move into it.
 */
export function isolated(text: string): string {
  return text
    .split(seams)
    .map((part) => (rightToLeft.test(part) ? `\u2068${part}\u2069` : part))
    .join('');
}

/** The same in lines, for places that show several. */
export function inertLines(text: string, max: number = maxLength.detail): string {
  return cutTo(text, max).split(/\r?\n/).map(neutral).join('\n');
}

function neutral(text: string): string {
  return text
    .replace(unseen, escaped)
    .replace(/\](?=\()/g, '] ')
    .replace(/\$(?=\()/g, '$ ');
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** Cut before anything else is done with it: it may be millions of characters. Never within a pair of surrogates. */
function cutTo(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 2);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, isHalf ? max - 2 : max - 1)}…`;
}

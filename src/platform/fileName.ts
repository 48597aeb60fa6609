/** Characters: with a folder before it, every system takes it. */
const maxNameLength = 100;
/** Bytes in UTF-8, with a number before it: Linux takes 255. */
const maxNameBytes = 200;
/** Characters of a number behind a name, and of what stands before it and the name. */
const maxNumberLength = 6;
/** Names that mean devices on Windows, with any ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** `text` as the name of a file on any system, in its own folder. */
export function toFileName(text: string): string {
  const plain = text
    .slice(0, 1_000)
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[. ]+$/g, '');
  const ending = /\.[a-z0-9]{1,8}$/i.exec(plain)?.[0] ?? '';
  const stem = beginningOf(plain.slice(0, plain.length - ending.length), ending.length);
  const name = ending === '' ? stem.replace(/\.+$/, '') : stem + ending; // the cut may be behind a full stop
  if (name === '' || name === ending) return `file${ending}`;
  return reserved.test(name) ? `_${name}` : name;
}

/** What fits into a name. @param taken characters of the ending, each a byte */
function beginningOf(stem: string, taken: number): string {
  const encoder = new TextEncoder();
  let [length, bytes, beginning] = [taken, taken, ''];
  for (const character of stem) {
    length++;
    bytes += encoder.encode(character).length;
    if (length > maxNameLength || bytes > maxNameBytes) break;
    beginning += character;
  }
  return beginning;
}

/**
 * Names for files that are made from another one, such as `train.training.jsonl` and `train.validation.jsonl` from
 * `train.jsonl`: with one number where one of them is taken, and cut where they would be too long.
 *
 * @param parts what each is
 * @param taken the names in the folder
 * @param ending of the new files; left out: that of the other one
 */
export function namesBeside(
  name: string,
  parts: readonly string[],
  taken: readonly string[],
  ending = /\.[^.]*$/.exec(name)?.[0] ?? '',
): string[] {
  const free = new FreeNames(taken);
  const longest = Math.max(...parts.map(({ length }) => length));
  const stem = beginningOf(name.replace(/\.[^.]*$/, ''), longest + ending.length + maxNumberLength);
  for (let number = 1; ; number++) {
    const names = parts.map((part) => `${stem}.${part}${number === 1 ? '' : `-${String(number)}`}${ending}`);
    if (names.every((each) => free.isFree(each))) return names;
  }
}

/** Names of one folder, each given once: to most systems, `A.bin` and `a.bin` are one file, as are two spellings of `é`. */
export class FreeNames {
  private readonly taken: Set<string>;

  constructor(taken: readonly string[] = []) {
    this.taken = new Set(taken.map(folded));
  }

  isFree(name: string): boolean {
    return !this.taken.has(folded(name));
  }

  /** The name, numbered where it is taken; it is taken then. */
  take(name: string): string {
    for (let number = 1; ; number++) {
      const free = number === 1 ? name : `${String(number)}-${name}`;
      if (!this.isFree(free)) continue;
      this.taken.add(folded(free));
      return free;
    }
  }
}

function folded(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase(); // `ß` and `SS` alike
}

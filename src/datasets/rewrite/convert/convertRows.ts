import { maxListedProblems } from '../../limits';
import { LineError } from '../../lineError';
import type { Line } from '../../lines';
import { textOf, valueOf } from '../../lineValue';
import type { LineProblem } from '../../report';
import { Blocks } from '../blocks';
import { InexactError } from './inexactError';
import type { Json } from './json';

/** A row as it is to be. Throws an {@link InexactError} or a {@link LineError} where it cannot be. */
export type RowConverter = (text: string) => Json;

/** The same row: what is left out is what stands around it, a byte order mark, CR, blank lines, the brackets of a list. */
export const plainRow: RowConverter = (text) => {
  valueOf(text);
  return text;
};

/** What became of the rows of a file. */
export class Converted {
  rows = 0;
  /** Rows that have no exact counterpart. */
  refused = 0;
  /** The first `maxListedProblems` of them. */
  readonly problems: LineProblem[] = [];

  refuse(line: number, { rule, reason }: Pick<LineProblem, 'rule' | 'reason'>): void {
    this.refused++;
    if (this.problems.length < maxListedProblems)
      this.problems.push({ line, rule, reason, severity: 'error', path: [], span: null });
  }
}

const encoder = new TextEncoder();

/**
 * Rows in another form, each on a line of its own that ends with LF, in UTF-8. Those that cannot be converted exactly are
 * left out and noted.
 *
 * @param converted is filled while the result is read
 */
export async function* convertRows(
  rows: AsyncIterable<Iterable<Line>>,
  convert: RowConverter,
  converted: Converted,
): AsyncGenerator<Uint8Array, void, undefined> {
  const blocks = new Blocks();
  for await (const lines of rows) {
    for (const line of lines) {
      const text = convertLine(line, convert, converted);
      if (text !== null) yield* blocks.add(encoder.encode(`${text}\n`));
    }
  }
  yield* blocks.rest();
}

function convertLine(line: Line, convert: RowConverter, converted: Converted): Json | null {
  try {
    const text = textOf(line);
    if (text.trim() === '') return null;
    const json = convert(text);
    converted.rows++;
    return json;
  } catch (error) {
    if (error instanceof LineError)
      converted.refuse(line.number, { rule: error.rule, reason: error.message });
    else if (error instanceof InexactError)
      converted.refuse(line.number, { rule: 'format', reason: error.message });
    else throw error;
    return null;
  }
}

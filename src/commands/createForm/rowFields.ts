import { splitLines } from '../../datasets/lines';
import type { GradedRows } from '../createJob/graderTemplates';
import { parseRow } from './firstRow';

/** Rows that are looked at: what a grader names is in each of them. */
const maxRows = 100;
/** Names that are kept. */
const maxNames = 1_000;

/**
 * The fields of the first rows of a data file. What is no JSON object is left out: the check of the file says so.
 *
 * @internal exported for its tests
 */
export async function readRowFields(chunks: AsyncIterable<Uint8Array>): Promise<GradedRows> {
  const names = new Set<string>();
  let rows = 0;
  for await (const { lines } of splitLines(chunks))
    for (const { bytes } of lines) {
      if (rows === maxRows) return { ...kept(names), rows, isAll: false };
      const row = parseRow(bytes);
      if (row === null) continue;
      rows += 1;
      for (const name of Object.keys(row)) names.add(name);
    }
  return { ...kept(names), rows, isAll: true };
}

function kept(names: ReadonlySet<string>): Pick<GradedRows, 'names' | 'isCut'> {
  return { names: [...names].slice(0, maxNames), ...(names.size > maxNames ? { isCut: true } : {}) };
}

/** How files are read. */
export interface FieldReading<File> {
  readonly read: (file: File) => Promise<AsyncIterable<Uint8Array>>;
  /** Another text after each change of the file. Rejects where there is none. */
  readonly versionOf: (file: File) => Promise<string>;
  /** Notes what went wrong. */
  readonly record: (error: unknown) => void;
}

/** The fields of the file that is chosen, read in the background, and again after it was changed. */
export class ChosenRowFields<File extends { toString(): string }> {
  private subject = '';
  private version = '';
  private fields: GradedRows | null = null;

  /** @param onChange is called when more is known */
  constructor(
    private readonly reading: FieldReading<File>,
    private readonly onChange: () => void,
  ) {}

  /** Null: they are not known. */
  get found(): GradedRows | null {
    return this.fields;
  }

  /** @param file null: there is none on this machine */
  look(file: File | null): void {
    const subject = String(file);
    if (subject !== this.subject) this.begin(subject, '');
    if (file !== null) void this.read(subject, file);
  }

  dispose(): void {
    this.begin('', '');
  }

  private begin(subject: string, version: string): void {
    this.subject = subject;
    this.version = version;
    this.fields = null;
  }

  /** Never rejects. */
  private async read(subject: string, file: File): Promise<void> {
    try {
      const version = await this.reading.versionOf(file);
      if (subject !== this.subject || version === this.version) return;
      this.begin(subject, version);
      const fields = await readRowFields(await this.reading.read(file));
      if (subject !== this.subject || version !== this.version) return;
      this.fields = fields;
      this.onChange();
    } catch (error) {
      if (subject === this.subject) this.reading.record(error);
    }
  }
}

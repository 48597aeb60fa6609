import { t } from '@vscode/l10n';
import type { MethodType } from '../api/dialects/dialect';
import { type Example, exampleOf, methodOf } from './example';
import { ExampleError } from './exampleFields';
import { maxBrokenLines, maxListedProblems } from './limits';
import type { Line } from './lines';
import { longValueOf, valueOf } from './lineValue';
import type { DatasetReport, LineProblem } from './report';

/** Reads one line after the other and counts what it finds. */
export class ReportBuilder {
  private readonly problems: LineProblem[] = [];
  private problemCount = 0;
  private examples = 0;
  /** That of the first good example: a file has one format. */
  private kind: Example['kind'] | undefined;

  /** Without a method the first line decides. */
  constructor(private method: MethodType | undefined) {}

  /** Whether the file has so many broken lines that the rest is not worth reading. */
  get isStopped(): boolean {
    return this.problemCount >= maxBrokenLines;
  }

  report(): DatasetReport {
    const { method = 'supervised', examples, problems, problemCount, isStopped } = this;
    return { method, examples, problems, problemCount, isStopped };
  }

  /** The example of a line; null for a blank or broken one. */
  add(line: Line): Example | null {
    try {
      return this.read(valueOf(line));
    } catch (error) {
      this.addProblem(line, error);
      return null;
    }
  }

  /** The same in slices, and without the example: of a long text only the beginning has been read. */
  async addInSlices(line: Line, signal: AbortSignal | undefined): Promise<void> {
    try {
      this.read(await longValueOf(line, signal));
    } catch (error) {
      signal?.throwIfAborted();
      this.addProblem(line, error);
    }
  }

  private read(value: unknown): Example | null {
    if (value === undefined) return null;
    this.method ??= methodOf(value);
    const example = exampleOf(value, this.method);
    this.kind ??= example.kind;
    if (example.kind !== this.kind) throw new ExampleError(mixedText(example));
    this.examples++;
    return example;
  }

  /** Whatever was thrown, it is the problem of this line alone. */
  private addProblem({ number }: Line, error: unknown): void {
    this.problemCount++;
    const reason = error instanceof Error ? error.message : String(error);
    if (this.problems.length < maxListedProblems) this.problems.push({ line: number, reason });
  }
}

/** Chat models take chats alone, the older ones prompts with completions. */
function mixedText({ kind }: Example): string {
  return kind === 'chat'
    ? t('it has messages, but the lines before have prompt and completion')
    : t('it has prompt and completion, but the lines before have messages');
}

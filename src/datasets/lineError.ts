import type { Rule } from './findings';
import type { Span } from './locate';

/** Why a line cannot be read as a row. */
export class LineError extends Error {
  override readonly name = 'LineError';

  constructor(
    readonly rule: Extract<Rule, 'encoding' | 'json' | 'size'>,
    reason: string,
    /** Null: the whole line. */
    readonly span: Span | null = null,
  ) {
    super(reason);
  }
}

import type { MethodType } from '../api/dialects/dialect';
import type { FormatId } from '../datasets/formats/format';
import type { PartWanted } from '../datasets/survey/partSurvey';

/** What a thread that surveys files is given at its start. */
export interface SurveyThread {
  readonly path: string;
  readonly wanted: PartWanted;
  /** The texts of the reader's language, as VS Code has them; undefined: English. */
  readonly messages: Readonly<Record<string, string>> | undefined;
}

/** A stretch of the file: the lines that begin in it. */
export interface SurveyTask {
  /** Bytes: from, and up to but without. */
  readonly start: number;
  readonly end: number;
  /** What the lines before say that the file is; null: nothing. */
  readonly kind: { readonly format: FormatId; readonly method: MethodType } | null;
}

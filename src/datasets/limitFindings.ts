import { t } from '@vscode/l10n';
import { type DataFileUse, type DataLimit, isForModel } from '../api/dialects/dataLimits';
import type { MethodType } from '../api/dialects/dialect';
import type { LimitFinding } from '../shared/dataSurvey';
import type { Format } from '../shared/format';
import { tooFew } from './report';

/** What limits are compared with. */
export interface MeasuredFile {
  readonly use: DataFileUse;
  /** Null: they are not counted. */
  readonly examples: number | null;
  readonly bytes: number;
  /** How many rows have so many tokens; null: they are not counted. */
  readonly rowsByTokens: ReadonlyMap<number, number> | null;
  /** The base model that is to be trained; null: any. */
  readonly model: string | null;
  readonly method: MethodType;
}

/**
 * Which limits of a provider a file does not keep, with what follows: an error where the provider refuses it for certain.
 *
 * @param limits as {@link limitsOf} has them
 */
export function limitFindings(
  file: MeasuredFile,
  limits: readonly DataLimit[],
  format: Format,
): LimitFinding[] {
  const { use, model, method } = file;
  return limits
    .filter(({ file: of = use, methods = [method] }) => of === use && methods.includes(method))
    .filter((limit) => model === null || isForModel(limit, model))
    .flatMap((limit) => {
      const broken = measures[limit.of](limit, file, format);
      return broken === null ? [] : [{ of: limit.of, ...broken, page: limit.page, seen: limit.seen }];
    });
}

type Measure = (
  limit: DataLimit,
  file: MeasuredFile,
  format: Format,
) => Pick<LimitFinding, 'severity' | 'text'> | null;

const measures: Readonly<Record<DataLimit['of'], Measure>> = { examples, bytes, tokens };

function examples(
  { least = 0, recommended = 0, most = Infinity }: DataLimit,
  { examples: count }: MeasuredFile,
  format: Format,
) {
  if (count === null) return null;
  if (count < least) return { severity: 'error' as const, text: tooFew(count, least) };
  const counted = format.count(count);
  if (count > most) {
    const text = t('{0} examples, but at most {1} are taken', counted, format.count(most));
    return { severity: 'error' as const, text };
  }
  if (count >= recommended) return null;
  const wanted = format.count(recommended);
  const text =
    count === 1
      ? t('1 example, but {0} or more are recommended', wanted)
      : t('{0} examples, but {1} or more are recommended', counted, wanted);
  return { severity: 'warning' as const, text };
}

function bytes({ most = Infinity }: DataLimit, { bytes: size }: MeasuredFile, format: Format) {
  if (size <= most) return null;
  const text = t('The file has {0}, but at most {1} are taken', format.bytes(size), format.bytes(most));
  return { severity: 'error' as const, text };
}

function tokens(
  { most = Infinity, models, isCut }: DataLimit,
  { rowsByTokens }: MeasuredFile,
  format: Format,
) {
  const rows = rowsAbove(rowsByTokens ?? new Map(), most);
  if (rows === 0) return null;
  const limit = format.count(most);
  const long =
    rows === 1
      ? t('1 row has more than {0} tokens', limit)
      : t('{0} rows have more than {1} tokens', format.count(rows), limit);
  const what =
    isCut === true ? t('what follows them is cut off') : t('no more are documented for an example');
  const text =
    models === undefined
      ? t({
          message: '{0}: {1}',
          args: [long, what],
          comment: 'Rows that are too long: what becomes of them',
        })
      : t({
          message: '{0}: {1} ({2})',
          args: [long, what, models.join(', ')],
          comment: 'Rows that are too long: what becomes of them (names of models)',
        });
  return { severity: 'warning' as const, text };
}

/** How many rows have more tokens. @param rowsByTokens how many have so many */
export function rowsAbove(rowsByTokens: ReadonlyMap<number, number>, tokens: number): number {
  let rows = 0;
  for (const [length, count] of rowsByTokens) if (length > tokens) rows += count;
  return rows;
}

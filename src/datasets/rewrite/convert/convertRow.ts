import { t } from '@vscode/l10n';
import { type CheckedLine, checkValue } from '../../checkLine';
import { openaiMethods } from '../../formats/table';
import { valueOf } from '../../lineValue';
import { type FileKind, kindOf } from '../../rowChecker';
import type { Conversion } from './conversions';
import { Fields } from './fields';
import { InexactError } from './inexactError';
import type { Json } from './json';

/**
 * A row in another format, in which nothing is wrong either. Throws an {@link InexactError} or a `LineError` that says why
 * there is none.
 *
 * @param text of the row
 * @param kind what the file is
 */
export function convertRow(text: string, kind: FileKind, conversion: Conversion): Json {
  refuseBroken(checkValue(valueOf(text), kind, {}));
  const converted = conversion.convert(new Fields(text.trim()));
  const value = valueOf(converted);
  const now = kindOf(value);
  if (now?.format.id !== conversion.to || now.method !== kind.method)
    throw new InexactError(t('it would be taken for something else'));
  refuseBroken(checkValue(value, now, openaiMethods[conversion.to] === undefined ? {} : { only: 'openai' }));
  return converted;
}

function refuseBroken({ problems }: CheckedLine): void {
  const error = problems.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw new InexactError(error.reason);
}

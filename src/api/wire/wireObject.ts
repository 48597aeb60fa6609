import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { withSnakeCaseKeys } from './spellings';

/** An object on the wire, its keys in either spelling, brought to the house's form. */
export function wireObject<S extends z.core.$ZodLooseShape, T>(
  shape: S,
  form: (wire: z.output<z.ZodMiniObject<S>>) => T,
) {
  const object = z.object(shape, { error: () => t('is not an object') });
  return z.pipe(z.transform(withSnakeCaseKeys), z.pipe(object, z.transform(form)));
}

import type { Dialect, MethodType } from './dialect';

/** Whether a job of this method can have a validation file. */
export function takesValidationFile(
  { capabilities, validatedMethods }: Pick<Dialect, 'capabilities' | 'validatedMethods'>,
  method: MethodType,
): boolean {
  return capabilities.validationFile === true && validatedMethods?.includes(method) !== false;
}

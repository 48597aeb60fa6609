import type { Dialect, MethodType } from './dialect';

/** What belongs to some methods alone, wherever there is one of that name. */
const everywhere: Readonly<Record<string, readonly MethodType[]>> = { beta: ['dpo'] };

/** Whether a job of this method can be given a hyperparameter of that name, if the provider has it at all. */
export function goesWithMethod(
  name: string,
  { hyperparameters: { onlyFor = {} } }: Pick<Dialect, 'hyperparameters'>,
  method: MethodType,
): boolean {
  return (onlyFor[name] ?? everywhere[name])?.includes(method) !== false;
}

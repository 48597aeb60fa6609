import type { Dialect, MethodType } from './dialect';

/** What belongs to some methods alone, wherever there is one of that name. */
const everywhere: Readonly<Record<string, readonly MethodType[]>> = { beta: ['dpo'] };

/** Whether a job of this method can be given a hyperparameter of that name, if the provider has it at all. */
export function goesWithMethod(
  name: string,
  { hyperparameters: { onlyFor = {} } }: Pick<Dialect, 'hyperparameters'>,
  method: MethodType,
): boolean {
  const methods = methodsOf(onlyFor, name) ?? methodsOf(everywhere, name);
  return methods === undefined || methods.includes(method);
}

/** Names come from job files and kept forms too: every object has a `constructor`. */
function methodsOf(all: Readonly<Record<string, readonly MethodType[]>>, name: string) {
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

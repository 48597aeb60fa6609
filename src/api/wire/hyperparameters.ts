import { freeForm } from './freeForm';
import { isSnakeCase, withSnakeCaseKeys } from './spellings';
import { type JsonObject, isFreeName, isObject, pick, toNumber, toText } from './values';

/** A hyperparameter: `auto` until the provider has chosen. */
export type Hyperparameter = number | string | boolean;
export type Hyperparameters = Readonly<Record<string, Hyperparameter>>;

/** Numbers, `auto`, and the flags that some providers add. Azure's `-1` epochs are what others call `auto`. */
export function toHyperparameters(value: unknown): Hyperparameters | null {
  if (!isObject(value)) return null;
  if (isSnakeCase(value) && areParameters(value)) return value;
  const named = withSnakeCaseKeys(value) as JsonObject; // an object stays an object
  const read: Record<string, Hyperparameter> = {};
  for (const name of Object.keys(named).slice(0, maxParameters)) {
    const parameter = toHyperparameter(name, named[name]);
    if (parameter !== null && isFreeName(name)) read[name] = parameter;
  }
  return read;
}

/** Hyperparameters of a job that are read. */
const maxParameters = 200;

/** Whether nothing has to be changed: then the object is taken as it came. */
function areParameters(value: JsonObject): value is Hyperparameters {
  let count = 0;
  for (const name in value) {
    if (++count > maxParameters || !isFreeName(name)) return false;
    if (toHyperparameter(name, value[name]) !== value[name]) return false;
  }
  return true;
}

function toHyperparameter(name: string, value: unknown): Hyperparameter | null {
  if (name === 'n_epochs' && toNumber(value) === -1) return 'auto';
  return typeof value === 'boolean' ? value : (toNumber(value) ?? toText(value));
}

/** How a job is trained: `supervised`, `dpo`, `reinforcement`, or what the provider says. */
export interface Method {
  readonly type: string;
  readonly hyperparameters: Hyperparameters;
  /** What scores the answers of a reinforcement job, as the wire has it. */
  readonly grader: JsonObject | null;
}

/** Its settings lie under the method's own name at OpenAI, and flat beside `type` at others. */
export function toMethod(value: unknown): Method | null {
  if (!isObject(value)) return null;
  const type = toText(value['type']) ?? methodNamed(value);
  if (type === null) return null;
  const settings = isObject(value[type]) ? value[type] : {};
  return {
    type,
    hyperparameters: toHyperparameters(pick(settings, 'hyperparameters') ?? value['hyperparameters']) ?? {},
    grader: freeForm(settings['grader']),
  };
}

/** Without `type`: the key that has settings, else what everybody means by a method without a name. */
function methodNamed(value: JsonObject): string | null {
  const named = Object.keys(value).find((key) => key !== 'hyperparameters' && isObject(value[key]));
  return named ?? (isObject(value['hyperparameters']) ? 'supervised' : null);
}

/** `hyperparameters` under a provider's own names; what is not in `names` keeps its name. */
export function renamed(
  hyperparameters: Hyperparameters,
  names: Readonly<Record<string, string>>,
): Hyperparameters {
  return Object.fromEntries(
    Object.entries(hyperparameters).map(([name, value]) => [
      (Object.hasOwn(names, name) ? names[name] : null) ?? name,
      value,
    ]),
  );
}

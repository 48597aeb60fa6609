import { clipped } from '../../shared/format';
import { isListOf, isRecord, isText } from '../../shared/shapes';
import { maxTriedModels } from '../../shared/tryLimits';
import type { KeptTry, TryAnswer, TryModel, TryRequest, TryTurn } from '../../shared/tryProtocol';
import { isAnswer } from './tryMessages';

/** What a person has entered and chosen: survives a reload. */
export interface TrySettings {
  readonly system: string;
  readonly isSystemOpen: boolean;
  readonly earlier: readonly TryTurn[];
  readonly prompt: string;
  /** What the example that the prompt is from expects. */
  readonly expected: string | null;
  /** As entered; empty: left to the provider. */
  readonly temperature: string;
  readonly maxTokens: string;
  /** Names of models; null: those that are chosen at first. */
  readonly chosen: readonly string[] | null;
  /** By what names the provider knows models. */
  readonly names: Readonly<Record<string, string>>;
}

/** A prompt that was sent, and what came of it. */
export interface ShownRun {
  readonly request: TryRequest;
  readonly expected: string | null;
  /** Unix seconds. */
  readonly at: number;
  readonly answers: readonly TryAnswer[];
}

const defaultSettings: TrySettings = {
  system: '',
  isSystemOpen: false,
  earlier: [],
  prompt: '',
  expected: null,
  temperature: '0', // the likeliest answer, the same each time: differences are the models'
  maxTokens: '256',
  chosen: null,
  names: {},
};

/** What was stored, as far as it still makes sense. */
export function toSettings(stored: unknown): TrySettings {
  if (!isRecord(stored)) return defaultSettings;
  const { system, isSystemOpen, earlier, prompt, expected, temperature, maxTokens, chosen, names } = stored;
  return {
    system: isText(system) ? system : '',
    isSystemOpen: isSystemOpen === true,
    earlier: isListOf(earlier, isTurn) ? earlier : [],
    prompt: isText(prompt) ? prompt : '',
    expected: isText(expected) ? expected : null,
    temperature: isText(temperature) ? temperature : defaultSettings.temperature,
    maxTokens: isText(maxTokens) ? maxTokens : defaultSettings.maxTokens,
    chosen: isListOf(chosen, isText) ? chosen : null,
    names: isRecord(names) ? textsOf(names) : {},
  };
}

function textsOf(names: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, value]) => (isText(value) ? [[name, value] as const] : [])),
  );
}

function isTurn(value: unknown): value is TryTurn {
  return isRecord(value) && isText(value['role']) && isText(value['content']);
}

/** Characters of an answer that are stored. */
const maxStored = 50_000;

/** A run to be stored. */
export function storedRun(run: ShownRun): ShownRun {
  return {
    ...run,
    answers: run.answers.map((answer) => ({ ...answer, text: clipped(answer.text, maxStored) })),
  };
}

/** What was stored of the last run; answers that were under way have been stopped with the window. */
export function toRun(stored: unknown): ShownRun | null {
  if (!isRecord(stored)) return null;
  const { request, expected, at, answers } = stored;
  if (!isRequest(request) || !isListOf(answers, isAnswer) || typeof at !== 'number') return null;
  const stopped = answers.map((answer) =>
    answer.endAfter === null
      ? { ...answer, state: 'stopped' as const, endAfter: answer.firstAfter ?? 0 }
      : answer,
  );
  return { request, expected: isText(expected) ? expected : null, at, answers: stopped };
}

function isRequest(value: unknown): value is TryRequest {
  return (
    isRecord(value) &&
    typeof value['run'] === 'number' &&
    ['system', 'prompt'].every((name) => isText(value[name])) &&
    isListOf(value['earlier'], isTurn) &&
    isListOf(value['models'], (model) => isRecord(model) && isText(model['name']) && isText(model['sentAs']))
  );
}

/** The models that are prompted: those chosen, as far as they are there; at first the base and what became of it. */
export function chosenOf({ chosen }: TrySettings, models: readonly TryModel[]): readonly TryModel[] {
  if (chosen !== null) return models.filter(({ name }) => chosen.includes(name)).slice(0, maxTriedModels);
  const base = models.filter(({ role }) => role === 'base');
  const tuned = models.filter(({ role }) => role === 'tuned');
  const checkpoints = models.filter(({ role }) => role === 'checkpoint');
  return [...base.slice(0, 1), ...(tuned.length > 0 ? tuned : checkpoints).slice(0, 1)];
}

/** By what name the provider knows a model, as entered. Models are called as servers like: also `constructor`. */
export function enteredName({ names }: TrySettings, model: string): string {
  return Object.hasOwn(names, model) ? (names[model] ?? '') : '';
}

/** The temperature as a number; null: left to the provider; undefined: what was entered is none from 0 to 2. */
export function temperatureOf({ temperature }: TrySettings): number | null | undefined {
  if (temperature.trim() === '') return null;
  const value = Number(temperature);
  return value >= 0 && value <= 2 ? value : undefined;
}

/** The same of the tokens: a whole number from 1. */
export function maxTokensOf({ maxTokens }: TrySettings): number | null | undefined {
  if (maxTokens.trim() === '') return null;
  const value = Number(maxTokens);
  return Number.isSafeInteger(value) && value >= 1 ? value : undefined;
}

/** A run as the report has it. */
export function keptOf({ request, expected, at, answers }: ShownRun): KeptTry {
  const { system, earlier, prompt, temperature, maxTokens, models } = request;
  return {
    ...{ at, system, earlier, prompt, temperature, maxTokens, expected },
    answers: models.map(({ name }, index) => ({ model: name, text: answers[index]?.text ?? '' })),
  };
}

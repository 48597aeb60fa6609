import type { FineTuningEvent } from '../api/wire/event';
import { isStepColumn, normalised } from './metricName';

/** What one event reports about the run. */
export interface StepReport {
  readonly step: number;
  readonly totalSteps: number | null;
  readonly epoch: number | null;
  /** By the provider's names. */
  readonly values: readonly (readonly [name: string, value: number])[];
}

/**
 * The numbers of an event: from its data, else from its text, where some servers only write
 * `Step 10/90: training loss=2.31, validation loss=2.40` (OpenAI's wording). Null where it reports no step.
 */
export function stepReportOf(event: FineTuningEvent): StepReport | null {
  return (event.data === null ? null : fromData(event.data)) ?? fromText(event.message);
}

/** Values of one event that are read. */
const maxValues = 500;
const maxStep = 1e12;

/** Whether a number can be a step: no run has more, and charts cannot distinguish larger ones. */
export function isStep(step: number): boolean {
  return Math.abs(step) <= maxStep;
}

function fromData(data: Readonly<Record<string, unknown>>): StepReport | null {
  let step: number | null = null;
  let totalSteps: number | null = null;
  let epoch: number | null = null;
  const values: [string, number][] = [];
  for (const [name, each] of Object.entries(data).slice(0, maxValues)) {
    const value = numberOf(each);
    if (value === null) continue;
    const key = normalised(name);
    if (isStepColumn(name)) step = value;
    else if (key === 'total_steps' || key === 'max_steps') totalSteps = isStep(value) ? value : null;
    else if (key === 'epoch' || key === 'current_epoch') epoch = value;
    else values.push([name, value]);
  }
  return step === null || !isStep(step) ? null : { step, totalSteps, epoch, values };
}

const stepPattern = /^\s*step\s+(\d+)(?:\s*(?:\/|of)\s*(\d+))?\s*[:,-]?\s*/i;
const valuePattern =
  /([a-z][\w /-]{0,60}?)\s*[=:]\s*([-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+|nan|inf(?:inity)?))(?![\w.])/gi;

/** Longer messages are no progress lines. */
const maxLineLength = 2000;

function fromText(message: string): StepReport | null {
  if (message.length > maxLineLength) return null;
  const head = stepPattern.exec(message);
  if (head?.[1] === undefined) return null;
  const values: [string, number][] = [];
  let epoch: number | null = null;
  for (const [, name = '', text = ''] of message.slice(head[0].length).matchAll(valuePattern)) {
    const value = numberOf(text);
    if (value === null) continue;
    if (normalised(name) === 'epoch') epoch = value;
    else values.push([name, value]);
  }
  const step = Number(head[1]);
  const totalSteps = Number(head[2] ?? NaN);
  return isStep(step) ? { step, totalSteps: isStep(totalSteps) ? totalSteps : null, epoch, values } : null;
}

/** A number, also when spelled; `nan` and `inf` are numbers here, since they say that a run diverged. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (text === '') return null;
  const number = Number(text);
  if (!Number.isNaN(number)) return number;
  if (/^[-+]?nan$/i.test(text)) return NaN;
  if (/^[-+]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return null;
}

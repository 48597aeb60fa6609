import type { FineTuningEvent } from '../api/wire/event';
import { toNumber } from '../api/wire/values';

/** How far a running job is, from its newest metrics event. */
export interface Progress {
  readonly step: number | null;
  readonly totalSteps: number | null;
  /** 0 to 1. */
  readonly fraction: number | null;
}

/**
 * The progress that `events` (newest first) tell; null when they tell none. Steps are in a metrics event's data
 * or, at some providers, only in its message: `Step 10/90: training loss=2.31`.
 */
export function progressOf(events: readonly FineTuningEvent[]): Progress | null {
  for (const event of events) {
    const step = toNumber(event.data?.['step']) ?? stepInMessage(event.message)?.step ?? null;
    if (step === null) continue;
    const totalSteps = toNumber(event.data?.['total_steps']) ?? stepInMessage(event.message)?.total ?? null;
    const fraction = totalSteps === null || totalSteps <= 0 ? null : Math.min(1, step / totalSteps);
    return { step, totalSteps, fraction };
  }
  return null;
}

function stepInMessage(message: string): { step: number; total: number } | null {
  const match = /^step\s+(\d+)\s*\/\s*(\d+)\b/i.exec(message);
  return match ? { step: Number(match[1]), total: Number(match[2]) } : null;
}

export function isSameProgress(a: Progress | undefined, b: Progress | undefined): boolean {
  return a?.step === b?.step && a?.totalSteps === b?.totalSteps && a?.fraction === b?.fraction;
}

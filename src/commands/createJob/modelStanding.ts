import { t } from '@vscode/l10n';
import type { ModelNames } from '../../jobs/source';
import type { Format } from '../../shared/format';

const day = 86_400;
/** Seconds before an end from which a model says so where it is offered: 90 days, as its row counts down to its shutdown. */
const nearSeconds = 90 * day;

/** What a list of models says of how long they can be used. */
export type KnownEnds = Pick<ModelNames, 'trainingEnds' | 'shutdowns' | 'untrainable'>;

/** What is known of one model, for a note below the field that it is chosen in. */
export interface ModelStanding {
  /** In sentences. */
  readonly text: string;
  /** It can no longer be trained, or not for long. */
  readonly isProblem: boolean;
}

/**
 * What is said of a model where it is offered. An end that is far away is no reason against it.
 *
 * @param now in Unix seconds
 */
export function endWords(name: string, ends: KnownEnds, now: number, format: Format): readonly string[] {
  const trainingEnd = nearEnd(ends.trainingEnds, name, now);
  const shutdown = nearEnd(ends.shutdowns, name, now);
  return [
    trainingEnd === null
      ? null
      : trainingEnd <= now
        ? t('fine-tuning ended on {0}', format.day(trainingEnd))
        : t('can be fine-tuned until {0}', format.day(trainingEnd)),
    shutdown === null
      ? null
      : shutdown <= now
        ? t('shut down on {0}', dateOf(shutdown, format))
        : t('shuts down on {0}', dateOf(shutdown, format)),
  ].filter((word) => word !== null);
}

/** Whether training with it has ended. @param now in Unix seconds */
export function hasTrainingEnded(name: string, { trainingEnds }: KnownEnds, now: number): boolean {
  const end = trainingEnds.get(name);
  return end !== undefined && end <= now;
}

/**
 * Whether and until when a model can be trained and called, as far as that is announced, however far away it is. Null:
 * nothing is.
 *
 * @param now in Unix seconds
 */
export function standingOf(name: string, ends: KnownEnds, now: number, format: Format): ModelStanding | null {
  const trainingEnd = ends.trainingEnds.get(name) ?? null;
  const shutdown = ends.shutdowns.get(name) ?? null;
  const isRefused = ends.untrainable.has(name);
  const sentences = [
    isRefused ? t('The provider’s list says that it cannot be fine-tuned.') : null,
    trainingEnd === null
      ? null
      : trainingEnd <= now
        ? t('It can no longer be fine-tuned since {0}.', format.day(trainingEnd))
        : t('Fine-tuning with it ends on {0}.', format.day(trainingEnd)),
    shutdown === null
      ? null
      : shutdown <= now
        ? t('It was shut down on {0}.', dateOf(shutdown, format))
        : t('It shuts down on {0}.', dateOf(shutdown, format)),
  ].filter((sentence) => sentence !== null);
  if (sentences.length === 0) return null;
  const isNear = [ends.trainingEnds, ends.shutdowns].some((each) => nearEnd(each, name, now) !== null);
  return { text: sentences.join(' '), isProblem: isRefused || isNear };
}

/** Null: there is none, or it is far away. */
function nearEnd(ends: ReadonlyMap<string, number>, name: string, now: number): number | null {
  const end = ends.get(name);
  return end === undefined || end > now + nearSeconds ? null : end;
}

/** A shutdown comes as its midnight in Greenwich: its noon is the same day nearly everywhere. */
function dateOf(shutdown: number, format: Format): string {
  return format.day(shutdown + day / 2);
}

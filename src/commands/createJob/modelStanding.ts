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
  return endsOf(name, ends, format)
    .filter(({ at }) => isNear(at, now))
    .map(({ at, day: date, of }) => endTexts[of][at <= now ? 'past' : 'future'].word(date));
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
  const isRefused = ends.untrainable.has(name);
  const known = endsOf(name, ends, format);
  const sentences = [
    ...(isRefused ? [t('The provider’s list says that it cannot be fine-tuned.')] : []),
    ...known.map(({ at, day: date, of }) => endTexts[of][at <= now ? 'past' : 'future'].sentence(date)),
  ];
  if (sentences.length === 0) return null;
  return { text: sentences.join(' '), isProblem: isRefused || known.some(({ at }) => isNear(at, now)) };
}

type EndOf = 'training' | 'model';

interface EndText {
  readonly word: (day: string) => string;
  readonly sentence: (day: string) => string;
}

/** What is said of an end that has passed, and of one that is to come. */
const endTexts: Readonly<Record<EndOf, { readonly past: EndText; readonly future: EndText }>> = {
  training: {
    past: {
      word: (date) => t('fine-tuning ended on {0}', date),
      sentence: (date) => t('It can no longer be fine-tuned since {0}.', date),
    },
    future: {
      word: (date) => t('can be fine-tuned until {0}', date),
      sentence: (date) => t('Fine-tuning with it ends on {0}.', date),
    },
  },
  model: {
    past: {
      word: (date) => t('shut down on {0}', date),
      sentence: (date) => t('It was shut down on {0}.', date),
    },
    future: {
      word: (date) => t('shuts down on {0}', date),
      sentence: (date) => t('It shuts down on {0}.', date),
    },
  },
};

/** An end that is announced. */
interface KnownEnd {
  readonly of: EndOf;
  /** Unix seconds. */
  readonly at: number;
  /** As people write it. */
  readonly day: string;
}

/** Of training first. A shutdown comes as its midnight in Greenwich: its noon is the same day nearly everywhere. */
function endsOf(name: string, { trainingEnds, shutdowns }: KnownEnds, format: Format): readonly KnownEnd[] {
  const [trainingEnd, shutdown] = [trainingEnds.get(name), shutdowns.get(name)];
  return [
    ...(trainingEnd === undefined
      ? []
      : [{ of: 'training' as const, at: trainingEnd, day: format.day(trainingEnd) }]),
    ...(shutdown === undefined
      ? []
      : [{ of: 'model' as const, at: shutdown, day: format.day(shutdown + day / 2) }]),
  ];
}

function isNear(end: number, now: number): boolean {
  return end <= now + nearSeconds;
}

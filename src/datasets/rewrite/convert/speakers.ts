import { t } from '@vscode/l10n';
import { pathText, type Place } from '../../findings';
import { InexactError } from './inexactError';
import type { Speaker } from './talk';

/** Who speaks, by the word of a format. Throws {@link InexactError} for one that other formats do not know. */
export function speakerOf(
  word: string | null,
  speakers: ReadonlyMap<string, Speaker>,
  place: Place,
): Speaker {
  const speaker = speakers.get(word ?? '');
  if (speaker !== undefined) return speaker;
  throw new InexactError(
    t('{0} of the role {1} has no counterpart in the other format', pathText(place), JSON.stringify(word)),
  );
}

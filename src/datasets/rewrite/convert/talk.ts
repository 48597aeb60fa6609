import { t } from '@vscode/l10n';
import { InexactError } from './inexactError';
import type { Json } from './json';

/** A conversation without what only one format has a place for. */
export interface Talk {
  readonly turns: readonly TalkTurn[];
  /** Other fields of the row, such as an id: they mean nothing to a format, and are carried over. */
  readonly others: ReadonlyMap<string, Json>;
}

export interface TalkTurn {
  readonly speaker: Speaker;
  /** What is said, in parts: JSON texts, at least one. */
  readonly texts: readonly Json[];
}

export type Speaker = 'system' | 'user' | 'assistant';

/** What a speaker says, where a format has room for one text. Throws {@link InexactError} where there are more. */
export function onlyText({ texts: [text, second] }: TalkTurn): Json {
  if (text === undefined || second !== undefined)
    throw new InexactError(t('a message has several texts, for which there is one place'));
  return text;
}

/** What is said to the model before all, and the turns after it. Throws {@link InexactError} for a system that speaks later. */
export function withSystemApart(turns: readonly TalkTurn[]): {
  readonly system: TalkTurn | null;
  readonly turns: readonly TalkTurn[];
} {
  const [first] = turns;
  const system = first?.speaker === 'system' ? first : null;
  const others = system === null ? turns : turns.slice(1);
  if (others.some(({ speaker }) => speaker === 'system'))
    throw new InexactError(t('a system message has its place at the beginning alone'));
  return { system, turns: others };
}

import type { FormatId } from '../../formats/format';
import type { Fields } from './fields';
import type { Json } from './json';
import type { Talk } from './talk';

/** A format of conversations. Both ways throw an `InexactError` where something would get lost. */
export interface TalkFormat {
  readonly id: FormatId;
  /** Fields of a row that mean something there: another format's fields of these names cannot be carried over. */
  readonly names: readonly string[];
  readonly read: (row: Fields) => Talk;
  /** Null: a conversation cannot be written as such a row without a choice that nobody made. */
  readonly write: ((talk: Talk) => Json) | null;
}

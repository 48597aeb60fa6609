import { t } from '@vscode/l10n';
import type { FormatId } from '../../formats/format';
import { chats } from './chats';
import { geminiTalks, novaTalks } from './cloudTalks';
import type { Fields } from './fields';
import { InexactError } from './inexactError';
import type { Json } from './json';
import { toOpenaiPreference, toTrlPreference } from './preferences';
import type { TalkFormat } from './talkFormat';
import { alpacaTalks, completionTalks, sharegptTalks } from './trainerTalks';

/** A way from one format to another on which nothing gets lost. */
export interface Conversion {
  readonly from: FormatId;
  readonly to: FormatId;
  /** Throws an {@link InexactError} where something would get lost. */
  readonly convert: (row: Fields) => Json;
}

/** Those that hold a conversation: each can be read as one, and where it says how, written as one. */
const talkFormats: readonly TalkFormat[] = [
  chats,
  sharegptTalks,
  alpacaTalks,
  completionTalks,
  geminiTalks,
  novaTalks,
];

/** Which formats go where. */
const conversions: readonly Conversion[] = [
  ...talkFormats.flatMap((from) => talkFormats.flatMap((to) => betweenTalks(from, to))),
  { from: 'trlPreference', to: 'preference', convert: toOpenaiPreference },
  { from: 'preference', to: 'trlPreference', convert: toTrlPreference },
];

/** The ways that begin at a format. */
export function conversionsFrom(format: FormatId): readonly Conversion[] {
  return conversions.filter(({ from }) => from === format);
}

function betweenTalks(from: TalkFormat, to: TalkFormat): Conversion[] {
  const { write } = to;
  if (from === to || write === null) return [];
  const convert = (row: Fields) => {
    const talk = from.read(row);
    const taken = to.names.find((name) => talk.others.has(name));
    if (taken !== undefined) throw new InexactError(t('{0} means something else there', taken));
    return write(talk);
  };
  return [{ from: from.id, to: to.id, convert }];
}

import { t } from '@vscode/l10n';
import { inside, pathText, type Place } from '../../findings';
import { Fields } from './fields';
import { InexactError } from './inexactError';
import { isList, itemsOf, type Json, listOf, objectOf } from './json';
import { speakerOf } from './speakers';
import type { Speaker, Talk, TalkTurn } from './talk';
import type { TalkFormat } from './talkFormat';

const speakers = new Map<string, Speaker>([
  ['system', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
]);

/** OpenAI's chats. Tools, names, weights and images have no counterpart elsewhere. */
export const chats: TalkFormat = {
  id: 'chat',
  names: ['messages', 'tools', 'parallel_tool_calls', 'functions'],
  read(row): Talk {
    const turns = readMessages(row.take('messages') ?? '[]', 'messages');
    row.refuse(['tools', 'parallel_tool_calls', 'functions']);
    return { turns, others: row.rest };
  },
  write: ({ turns, others }) => objectOf([['messages', listOf(turns.map(writeMessage))], ...others]),
};

/** @param name under which the row has them */
export function readMessages(list: Json, name: string): readonly TalkTurn[] {
  return itemsOf(list).map((message, at) => readMessage(message, inside(inside(null, name), at)));
}

/** What there is instead of a text comes first: a call of a tool is no text that is missing. */
function readMessage(json: Json, place: Place): TalkTurn {
  const message = new Fields(json, place);
  const speaker = speakerOf(message.takeWord('role'), speakers, place);
  const content = message.take('content');
  message.refuseRest();
  return { speaker, texts: readContent(content, inside(place, 'content')) };
}

/** A text, or a list of parts that are texts. */
function readContent(content: Json | null, place: Place): readonly Json[] {
  if (content === null) throw new InexactError(t('{0} is missing', pathText(place)));
  if (!isList(content)) return [content];
  return itemsOf(content).map((part, at) => readPart(part, inside(place, at)));
}

function readPart(json: Json, place: Place): Json {
  const part = new Fields(json, place);
  const type = part.takeWord('type');
  const text = part.takeText('text');
  if (type !== 'text' || text === null)
    throw new InexactError(t('{0} has no counterpart in the other format', pathText(place)));
  part.refuseRest();
  return text;
}

function writeMessage({ speaker, texts }: TalkTurn): Json {
  const [only = '""', second] = texts;
  const parts = texts.map((text) =>
    objectOf([
      ['type', '"text"'],
      ['text', text],
    ]),
  );
  return objectOf([
    ['role', JSON.stringify(speaker)],
    ['content', second === undefined ? only : listOf(parts)],
  ]);
}

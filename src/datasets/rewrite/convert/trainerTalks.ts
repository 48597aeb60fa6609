import { t } from '@vscode/l10n';
import { pathText, type Place } from '../../findings';
import { readMessages } from './chats';
import { Fields } from './fields';
import { InexactError } from './inexactError';
import { isList, isText, itemsOf, type Json, listOf, objectOf } from './json';
import { speakerOf } from './speakers';
import { onlyText, type Speaker, type TalkTurn } from './talk';
import type { TalkFormat } from './talkFormat';

/** Without those of calls, which a chat has with ids that ShareGPT has not. */
const speakers = new Map<string, Speaker>([
  ['system', 'system'],
  ['human', 'user'],
  ['user', 'user'],
  ['gpt', 'assistant'],
  ['assistant', 'assistant'],
  ['chatgpt', 'assistant'],
  ['bing', 'assistant'],
  ['bard', 'assistant'],
]);
const names: Readonly<Record<Speaker, string>> = { system: 'system', user: 'human', assistant: 'gpt' };

/** LLaMA-Factory's columns beside the conversation. Source: its `data/README.md`. */
const media = ['images', 'videos', 'audios'];

/** ShareGPT's. A `system` beside the conversation is its first message. */
export const sharegptTalks: TalkFormat = {
  id: 'sharegpt',
  names: ['conversations', 'system', 'tools', ...media],
  read(row) {
    const system = systemTurns(row);
    const turns = row.takeItems('conversations').map(([turn, place]) => readTurn(turn, place));
    row.refuse(['tools', ...media]);
    return { turns: [...system, ...turns], others: row.rest };
  },
  write: ({ turns, others }) => objectOf([['conversations', listOf(turns.map(writeTurn))], ...others]),
};

function textIn(row: Fields, name: string): Json {
  return row.takeText(name) ?? '""';
}

/** An empty one says nothing. */
function systemTurns(row: Fields): TalkTurn[] {
  const system = textIn(row, 'system');
  return system === '""' ? [] : [{ speaker: 'system', texts: [system] }];
}

function readTurn(json: Json, place: Place): TalkTurn {
  const turn = new Fields(json, place);
  const from = turn.takeWord('from');
  const speaker = speakerOf(from ?? turn.takeWord('role'), speakers, place);
  const name = from === null ? 'content' : 'value';
  const text = turn.takeText(name);
  if (text === null) throw new InexactError(t('{0} is missing', turn.pathOf(name)));
  turn.refuseRest();
  return { speaker, texts: [text] };
}

function writeTurn(turn: TalkTurn): Json {
  return objectOf([
    ['from', JSON.stringify(names[turn.speaker])],
    ['value', onlyText(turn)],
  ]);
}

/**
 * Alpaca's: the instruction, a blank line and the input are the question. With the turns before it in `history`, as
 * LLaMA-Factory has them. A conversation is not written so: nothing says where its instruction ends.
 */
export const alpacaTalks: TalkFormat = {
  id: 'alpaca',
  names: ['instruction', 'input', 'output', 'system', 'history', ...media],
  read(row) {
    const system = systemTurns(row);
    const earlier = row.takeItems('history').flatMap(([pair, place]) => readPair(pair, place));
    const question = questionOf(textIn(row, 'instruction'), textIn(row, 'input'));
    const last = exchange(question, textIn(row, 'output'));
    row.refuse(media);
    return { turns: [...system, ...earlier, ...last], others: row.rest };
  },
  write: null,
};

/** What a prompt or its completion says. */
function sideOf(json: Json, name: 'prompt' | 'completion'): readonly TalkTurn[] {
  if (isList(json)) return readMessages(json, name);
  return [{ speaker: name === 'prompt' ? 'user' : 'assistant', texts: [json] }];
}

/** An earlier question and its response, as LLaMA-Factory has them: a list of both. */
function readPair(json: Json, place: Place): TalkTurn[] {
  const [question, response, more] = isList(json) ? itemsOf(json) : [];
  if (
    question === undefined ||
    response === undefined ||
    more !== undefined ||
    ![question, response].every(isText)
  )
    throw new InexactError(t('{0} is not a list of two strings', pathText(place)));
  return exchange(question, response);
}

function exchange(question: Json, response: Json): TalkTurn[] {
  return [
    { speaker: 'user', texts: [question] },
    { speaker: 'assistant', texts: [response] },
  ];
}

function questionOf(instruction: Json, input: Json): Json {
  if (input === '""') return instruction;
  return instruction === '""' ? input : `${instruction.slice(0, -1)}\\n\\n${input.slice(1)}`;
}

/** A prompt and its completion: one question and its response, or TRL's messages. */
export const completionTalks: TalkFormat = {
  id: 'completion',
  names: ['prompt', 'completion'],
  read(row) {
    const [prompt, response] = [row.take('prompt') ?? '""', row.take('completion')];
    if (isList(prompt)) row.refuse(['tools']);
    const turns = sideOf(prompt, 'prompt');
    if (turns.some(({ speaker }) => speaker === 'assistant'))
      throw new InexactError(t('{0} has answers, which are trained in the other format', 'prompt'));
    return {
      turns: [...turns, ...(response === null ? [] : sideOf(response, 'completion'))],
      others: row.rest,
    };
  },
  write({ turns, others }) {
    const [question, response, more] = turns;
    if (question?.speaker !== 'user' || response?.speaker !== 'assistant' || more !== undefined)
      throw new InexactError(t('it is more than one question and its response'));
    return objectOf([['prompt', onlyText(question)], ['completion', onlyText(response)], ...others]);
  },
};

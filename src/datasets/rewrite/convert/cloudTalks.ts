import { t } from '@vscode/l10n';
import { inside, pathText, type Place } from '../../findings';
import { Fields } from './fields';
import { InexactError } from './inexactError';
import { isObject, type Json, listOf, objectOf } from './json';
import { speakerOf } from './speakers';
import { type Speaker, type TalkTurn, withSystemApart } from './talk';
import type { TalkFormat } from './talkFormat';

const geminiSpeakers = new Map<string, Speaker>([
  ['user', 'user'],
  ['model', 'assistant'],
]);
/** What Vertex AI takes beside the conversation. Source: its reference of `GenerateContentRequest`. */
const geminiNames = [
  'system_instruction',
  'tools',
  'toolConfig',
  'generationConfig',
  'safetySettings',
  'completions',
];

/** Gemini's: parts that are texts. */
export const geminiTalks: TalkFormat = {
  id: 'gemini',
  names: ['contents', 'systemInstruction', ...geminiNames],
  read(row) {
    const system = row.take('systemInstruction');
    const turns = row
      .takeItems('contents')
      .map(([turn, place]) => readTurn(turn, place, 'parts', geminiSpeakers));
    row.refuse(geminiNames);
    return { turns: [...(system === null ? [] : [readInstruction(system)]), ...turns], others: row.rest };
  },
  write({ turns: all, others }) {
    const { system, turns } = withSystemApart(all);
    const write = ({ speaker, texts }: TalkTurn) =>
      writeTurn(speaker === 'assistant' ? 'model' : speaker, 'parts', texts);
    return objectOf([
      ['systemInstruction', system && write(system)],
      ['contents', listOf(turns.map(write))],
      ...others,
    ]);
  },
};

/** It may name its role, which means nothing. */
function readInstruction(json: Json): TalkTurn {
  const place = inside(null, 'systemInstruction');
  const instruction = new Fields(json, place);
  const role = instruction.takeWord('role');
  if (role !== null) speakerOf(role, new Map([['system', 'system']]), place);
  const texts = readTexts(instruction, 'parts');
  instruction.refuseRest();
  return { speaker: 'system', texts };
}

const novaSchema = '"bedrock-conversation-2024"';
const novaSpeakers = new Map<string, Speaker>([
  ['user', 'user'],
  ['assistant', 'assistant'],
]);
/** What the Converse API takes beside the conversation. Source: AWS' reference of `Converse`. */
const novaNames = ['toolConfig', 'inferenceConfig', 'additionalModelRequestFields', 'guardrailConfig'];

/** Amazon Nova's: content that is texts. */
export const novaTalks: TalkFormat = {
  id: 'converse',
  names: ['schemaVersion', 'system', 'messages', ...novaNames],
  read(row) {
    if (row.take('schemaVersion') !== novaSchema)
      throw new InexactError(t('{0} is not {1}', 'schemaVersion', novaSchema));
    const system = readTexts(row, 'system');
    const turns = row
      .takeItems('messages')
      .map(([turn, place]) => readTurn(turn, place, 'content', novaSpeakers));
    row.refuse(novaNames);
    const first: TalkTurn[] = system.length === 0 ? [] : [{ speaker: 'system', texts: system }];
    return { turns: [...first, ...turns], others: row.rest };
  },
  write({ turns: all, others }) {
    const { system, turns } = withSystemApart(all);
    return objectOf([
      ['schemaVersion', novaSchema],
      ['system', system && writeTexts(system.texts)],
      ['messages', listOf(turns.map(({ speaker, texts }) => writeTurn(speaker, 'content', texts)))],
      ...others,
    ]);
  },
};

function readTurn(
  json: Json,
  place: Place,
  content: string,
  speakers: ReadonlyMap<string, Speaker>,
): TalkTurn {
  const turn = new Fields(json, place);
  const speaker = speakerOf(turn.takeWord('role'), speakers, place);
  const texts = readTexts(turn, content);
  turn.refuseRest();
  return { speaker, texts };
}

function readTexts(within: Fields, name: string): Json[] {
  return within.takeItems(name).map(([json, place]) => readText(json, place));
}

/** An object with a text, and nothing else. */
function readText(json: Json, place: Place): Json {
  const part = isObject(json) ? new Fields(json, place) : null;
  const text = part?.takeText('text') ?? null;
  part?.refuseRest();
  if (text === null) throw new InexactError(t('{0} has no text', pathText(place)));
  return text;
}

function writeTurn(role: string, content: string, texts: readonly Json[]): Json {
  return objectOf([
    ['role', JSON.stringify(role)],
    [content, writeTexts(texts)],
  ]);
}

function writeTexts(texts: readonly Json[]): Json {
  return listOf(texts.map((text) => objectOf([['text', text]])));
}

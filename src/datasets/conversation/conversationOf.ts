import { isList, isObject } from '../../api/wire/values';
import type { Choice, Conversation, OfferedTool, Turn } from '../../shared/conversation';
import type { FormatId, Row } from '../formats/format';
import { cut, cutJson, type Limits } from './cut';
import { parsedOr } from './parsed';
import { textTurn, turnsOf } from './turns';

/** What a format has where. */
interface Reading {
  /** The names of what {@link turns} and the others read; what a row has beside is a field. */
  readonly names: readonly string[];
  readonly turns: (row: Row, limits: Limits) => readonly Turn[];
  /** How many turns the row has, where they may be more than are shown. */
  readonly count?: (row: Row) => unknown;
  readonly choices?: (row: Row, limits: Limits) => readonly Choice[];
  readonly tools?: (row: Row) => unknown;
}

/**
 * A row as people read it, also where something is wrong with it: what is not as its format has it is shown as JSON.
 *
 * @param limits how much of it is kept
 */
export function conversationOf(row: Row, format: FormatId, limits: Limits): Conversation {
  const { names, turns, count, choices, tools } = readings[format];
  const shown = turns(row, limits);
  const all = count?.(row);
  return {
    turns: shown,
    restTurns: isList(all) ? Math.max(0, all.length - limits.turns) : 0,
    choices: choices?.(row, limits) ?? [],
    tools: toolsOf(tools?.(row)),
    fields: Object.entries(row)
      .slice(0, maxNames)
      .filter(([name]) => !names.includes(name))
      .map(([name, value]) => ({
        name,
        text: typeof value === 'string' ? cut(value, limits) : cutJson(value, limits),
      })),
  };
}

/** Names of a row, and functions, that are shown. */
const maxNames = 100;

const offered = ['tools', 'functions', 'parallel_tool_calls'];
const offeredIn = (row: unknown) => (isObject(row) ? [row['tools'], row['functions']].flat() : []);
const inputOf = (row: Row) => (isObject(row['input']) ? row['input'] : {});

/** The sources of what a format has where are at its check. */
const readings: Readonly<Record<FormatId, Reading>> = {
  chat: {
    names: ['messages', ...offered],
    turns: (row, limits) => turnsOf(row['messages'], 'user', limits),
    count: (row) => row['messages'],
    tools: offeredIn,
  },
  preference: {
    names: ['input', 'preferred_output', 'non_preferred_output'],
    turns: (row, limits) => turnsOf(inputOf(row)['messages'], 'user', limits),
    count: (row) => inputOf(row)['messages'],
    choices: (row, limits) => pair(row['preferred_output'], row['non_preferred_output'], limits),
    tools: (row) => offeredIn(row['input']),
  },
  trlPreference: {
    names: ['prompt', 'messages', 'chosen', 'rejected', ...offered],
    turns: (row, limits) => turnsOf(row['prompt'] ?? row['messages'] ?? sharedIn(row), 'user', limits),
    count: (row) => row['prompt'] ?? row['messages'] ?? sharedIn(row),
    choices: (row, limits) => pair(ownOf(row, 'chosen'), ownOf(row, 'rejected'), limits),
    tools: offeredIn,
  },
  gemini: {
    names: ['systemInstruction', 'contents', 'completions', 'tools'],
    turns: (row, limits) => [
      ...systemTurn(row['systemInstruction'], limits),
      ...turnsOf(row['contents'], 'user', limits),
    ],
    count: (row) => row['contents'],
    choices: (row, limits) => scored(row['completions'], limits),
    tools: (row) =>
      listOf(row['tools']).flatMap((tool) => (isObject(tool) ? tool['functionDeclarations'] : [])),
  },
  converse: {
    names: ['schemaVersion', 'system', 'messages', 'toolConfig'],
    turns: (row, limits) => [
      ...systemTurn(row['system'], limits),
      ...turnsOf(row['messages'], 'user', limits),
    ],
    count: (row) => row['messages'],
    tools: (row) =>
      listOf(isObject(row['toolConfig']) ? row['toolConfig']['tools'] : []).map((tool) =>
        isObject(tool) ? tool['toolSpec'] : tool,
      ),
  },
  sharegpt: {
    names: ['system', 'conversations', 'tools'],
    turns: (row, limits) => [
      ...systemTurn(row['system'], limits),
      ...turnsOf(row['conversations'], 'human', limits),
    ],
    count: (row) => row['conversations'],
    tools: (row) => (typeof row['tools'] === 'string' ? parsedOr(row['tools'], []) : row['tools']),
  },
  alpaca: {
    names: ['system', 'history', 'instruction', 'input', 'output'],
    turns: (row, limits) => [
      ...systemTurn(row['system'], limits),
      ...historyTurns(row['history'], limits),
      textTurn(
        'user',
        [row['instruction'], row['input']].filter((part) => part != null),
        limits,
      ),
      textTurn('assistant', row['output'], limits),
    ],
  },
  completion: {
    names: ['prompt', 'completion', ...offered],
    turns: (row, limits) => [
      ...turnsOf(row['prompt'], 'user', limits),
      ...turnsOf(row['completion'], 'assistant', limits),
    ],
    tools: offeredIn,
  },
  text: {
    names: ['text'],
    turns: (row, limits) => turnsOf(row['text'], 'assistant', limits),
  },
};

function systemTurn(instruction: unknown, limits: Limits): readonly Turn[] {
  if (instruction == null) return [];
  return [textTurn('system', isObject(instruction) ? instruction['parts'] : instruction, limits)];
}

function pair(preferred: unknown, rejected: unknown, limits: Limits): readonly Choice[] {
  return [
    { kind: 'preferred', score: null, turns: turnsOf(preferred, 'assistant', limits) },
    { kind: 'rejected', score: null, turns: turnsOf(rejected, 'assistant', limits) },
  ];
}

/** Source: Google's guide to preference tuning on Vertex AI. */
function scored(completions: unknown, limits: Limits): readonly Choice[] {
  return listOf(completions)
    .slice(0, limits.turns)
    .map((each) => {
      const { score, completion } = isObject(each) ? each : { score: null, completion: each };
      return {
        kind: 'scored',
        score: typeof score === 'number' ? score : null,
        turns: turnsOf(completion, 'model', limits),
      };
    });
}

/** Earlier questions with their answers. Source: LLaMA-Factory's `data/README.md`, `history`. */
function historyTurns(history: unknown, limits: Limits): readonly Turn[] {
  return listOf(history)
    .slice(0, limits.turns)
    .flatMap((each) => {
      const [question, answer] = listOf(each);
      return [textTurn('user', question, limits), textTurn('assistant', answer, limits)];
    });
}

/** What both answers begin with, where it is not in front of them. Source: TRL's guide, “implicit prompt”. */
function sharedIn({ chosen, rejected }: Row): readonly unknown[] {
  const [one, other] = [listOf(chosen), listOf(rejected)];
  const end = one.findIndex((each, at) => JSON.stringify(each) !== JSON.stringify(other[at]));
  return one.slice(0, end < 0 ? Math.max(0, one.length - 1) : end);
}

function ownOf(row: Row, name: 'chosen' | 'rejected'): unknown {
  const answer = row[name];
  const isWhole = row['prompt'] === undefined && row['messages'] === undefined && isList(answer);
  return isWhole ? answer.slice(sharedIn(row).length) : answer;
}

/** Functions as formats have them: each itself, or inside of what says that it is one. */
function toolsOf(tools: unknown): readonly OfferedTool[] {
  return listOf(tools)
    .slice(0, maxNames)
    .flatMap((tool) => {
      const offer = isObject(tool) && isObject(tool['function']) ? tool['function'] : tool;
      if (!isObject(offer) || typeof offer['name'] !== 'string') return [];
      const { name, description } = offer;
      return [{ name, description: typeof description === 'string' ? description.slice(0, 300) : '' }];
    });
}

function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

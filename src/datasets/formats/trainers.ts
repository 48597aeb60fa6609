import { t } from '@vscode/l10n';
import { isObject } from '../../api/wire/values';
import { type At, at, type Findings, inside, pathText } from '../findings';
import type { Format } from './format';
import { checkMessages } from './messages';

/**
 * ShareGPT's: turns of `from` and `value`, or of `role` and `content`. Source: LLaMA-Factory's `data/README.md` and
 * Axolotl's guide to conversations.
 */
export const sharegpt: Format = {
  id: 'sharegpt',
  keys: ['conversations'],
  methods: ['supervised'],
  check(row, found) {
    const turns = found.items(at(row, null, 'conversations'));
    for (const turn of turns ?? []) checkTurn(turn, found);
  },
};

/** Who speaks. */
const speakers = [
  ...['human', 'user', 'gpt', 'assistant', 'system', 'tool'],
  ...['function', 'function_call', 'observation', 'chatgpt', 'bing', 'bard'],
];

function checkTurn(turn: At, found: Findings): void {
  const object = found.object(turn);
  if (object === null) return;
  const isChat = !('from' in object) && 'role' in object;
  const name = isChat ? 'role' : 'from';
  const from = found.text(object, turn.path, name);
  if (from !== null && !speakers.includes(from)) {
    const place = inside(turn.path, name);
    const reason = t(
      '{0} is {1}, not one of {2}',
      pathText(place),
      JSON.stringify(from),
      speakers.join(', '),
    );
    found.error('role', place, reason);
  }
  found.text(object, turn.path, isChat ? 'content' : 'value');
}

/** Alpaca's. Source: stanford_alpaca's README; `input` may be left out. */
export const alpaca: Format = {
  id: 'alpaca',
  keys: ['instruction'],
  methods: ['supervised'],
  check(row, found) {
    found.text(row, null, 'instruction');
    if (row['input'] != null) found.text(row, null, 'input');
    found.text(row, null, 'output');
  },
};

/**
 * Preferences as texts or as messages. Sources: TRL's guide to dataset formats; Model Studio's API reference of
 * fine-tuning, where `messages` come before, and both answers are one message each.
 */
export const trlPreference: Format = {
  id: 'trlPreference',
  keys: ['chosen', 'rejected'],
  methods: ['dpo'],
  check(row, found, wanted) {
    // Without a prompt it is in the beginning of both answers.
    for (const name of ['prompt', 'messages', 'chosen', 'rejected']) {
      const place = at(row, null, name);
      const isOptional = name === 'prompt' || name === 'messages';
      if (isOptional && place.value === undefined) continue;
      const value = isObject(place.value) ? [place.value] : place.value;
      if (Array.isArray(value)) checkMessages({ value, path: place.path }, found, { offered: null, wanted });
      else found.text(row, null, name);
    }
  },
};

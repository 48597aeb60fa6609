import { t } from '@vscode/l10n';
import { type At, at, type Findings, inside, pathText } from '../findings';
import type { Format } from './format';
import { checkMessages } from './messages';
import { checkTools } from './tools';

/** Two answers to one chat, of which one is better. Source: OpenAI's guide to direct preference optimization. */
export const preference: Format = {
  id: 'preference',
  keys: ['preferred_output', 'non_preferred_output'],
  methods: ['dpo'],
  check(row, found) {
    const place = inside(null, 'input');
    const input = found.object(at(row, null, 'input'));
    const offered = input === null ? null : checkTools(input, found, place);
    if (input !== null) checkAsked(at(input, place, 'messages'), found, offered);
    const outputs = [at(row, null, 'preferred_output'), at(row, null, 'non_preferred_output')] as const;
    for (const output of outputs) checkOutput(output, found, offered);
    const [better, worse] = outputs;
    if (!found.isFaulty && JSON.stringify(better.value) === JSON.stringify(worse.value))
      found.warning(
        'sameOutputs',
        worse.path,
        t('{0} is the same as {1}', pathText(worse.path), pathText(better.path)),
      );
  },
};

function checkAsked(list: At, found: Findings, offered: ReadonlySet<string> | null): void {
  const last = checkMessages(list, found, offered)?.at(-1);
  if (last?.role === 'assistant')
    found.error(
      'lastMessage',
      last.path,
      t('{0} is an answer: those to choose from come after it', pathText(last.path)),
    );
}

/** One answer. */
function checkOutput(output: At, found: Findings, offered: ReadonlySet<string> | null): void {
  const messages = checkMessages(output, found, offered);
  const [message, second] = messages ?? [];
  if (message?.role != null && message.role !== 'assistant')
    found.error(
      'role',
      inside(message.path, 'role'),
      t('{0} is not assistant', pathText(inside(message.path, 'role'))),
    );
  if (second !== undefined)
    found.error('value', second.path, t('{0} has more than one message', pathText(output.path)));
}

import { t } from '@vscode/l10n';
import { type At, at, type Findings, inside, pathText, type Place } from '../findings';
import type { CheckFor, Format } from './format';
import { checkMessages, type TalkRules } from './messages';
import { checkTools } from './tools';

/**
 * Two answers to one chat, of which one is better. Source: OpenAI's guide to direct preference optimization, where each is
 * one message. Azure takes several, of which some may be results of tools. Source: Azure's guide of the same name,
 * “Output messages use the assistant or tool role” (learn.microsoft.com/azure/foundry-classic/openai/how-to/
 * fine-tuning-direct-preference-optimization).
 */
export const preference: Format = {
  id: 'preference',
  keys: ['preferred_output', 'non_preferred_output'],
  methods: ['dpo'],
  check(row, found, wanted) {
    const place = inside(null, 'input');
    const input = found.object(at(row, null, 'input'));
    const offered = input === null ? null : checkTools(input, found, place);
    const rules = { offered, wanted };
    if (input !== null) checkAsked(at(input, place, 'messages'), found, rules);
    const outputs = [at(row, null, 'preferred_output'), at(row, null, 'non_preferred_output')] as const;
    for (const output of outputs) checkOutput(output, found, rules);
    const [better, worse] = outputs;
    if (!found.isFaulty && JSON.stringify(better.value) === JSON.stringify(worse.value))
      found.warning(
        'sameOutputs',
        worse.path,
        t('{0} is the same as {1}', pathText(worse.path), pathText(better.path)),
      );
  },
};

function checkAsked(list: At, found: Findings, rules: TalkRules): void {
  const last = checkMessages(list, found, rules)?.at(-1);
  if (last?.role === 'assistant')
    found.error(
      'lastMessage',
      last.path,
      t('{0} is an answer: those to choose from come after it', pathText(last.path)),
    );
}

/** One answer; of Azure's also with the calls of tools before it, and their results. */
function checkOutput(output: At, found: Findings, rules: TalkRules): void {
  const messages = checkMessages(output, found, rules) ?? [];
  if (messages[1] !== undefined) noteMore(output.path, messages[1].path, found, rules.wanted);
  const roles = rolesOf(rules.wanted);
  for (const { role, path } of messages) {
    if (role === null || roles.includes(role)) continue;
    const place = inside(path, 'role');
    const reason = t('{0} is {1}, not one of {2}', pathText(place), JSON.stringify(role), roles.join(', '));
    found.error('role', place, reason);
  }
}

/** That there is a second message. */
function noteMore(output: Place, second: Place, found: Findings, { only }: CheckFor): void {
  const place = pathText(output);
  if (only === 'openai') found.error('value', second, t('{0} has more than one message', place));
  else
    found.warning(
      'value',
      second,
      t('{0} has more than one message: Azure takes that, OpenAI does not', place),
    );
}

function rolesOf({ only }: CheckFor): readonly string[] {
  return only === 'openai' ? ['assistant'] : ['assistant', 'tool'];
}

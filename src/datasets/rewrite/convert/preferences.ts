import { t } from '@vscode/l10n';
import { inside } from '../../findings';
import { Fields } from './fields';
import { InexactError } from './inexactError';
import { isObject, isText, itemsOf, type Json, listOf, objectOf } from './json';

/** TRL's and Model Studio's preferences as OpenAI's. */
export function toOpenaiPreference(row: Fields): Json {
  const prompt = row.take('prompt');
  const [better, worse] = [taken(row, 'chosen'), taken(row, 'rejected')];
  const messages = prompt ?? row.take('messages');
  const tools = row.take('tools');
  row.refuse(['messages', 'input', 'preferred_output', 'non_preferred_output']);
  const { input, chosen, rejected } =
    messages === null ? withBeginningApart(better, worse) : withPrompt(messages, better, worse);
  const before = objectOf([
    ['messages', listOf(input)],
    ['tools', tools],
  ]);
  return objectOf([
    ['input', before],
    ['preferred_output', listOf(chosen)],
    ['non_preferred_output', listOf(rejected)],
    ...row.rest,
  ]);
}

/** OpenAI's preferences as TRL's, of messages. */
export function toTrlPreference(row: Fields): Json {
  const input = new Fields(taken(row, 'input'), inside(null, 'input'));
  const [prompt, tools] = [taken(input, 'messages'), input.take('tools')];
  input.refuseRest();
  const [chosen, rejected] = [taken(row, 'preferred_output'), taken(row, 'non_preferred_output')];
  row.refuse(['prompt', 'messages', 'chosen', 'rejected', 'tools']);
  return objectOf([
    ['prompt', prompt],
    ['chosen', chosen],
    ['rejected', rejected],
    ['tools', tools],
    ...row.rest,
  ]);
}

function taken(fields: Fields, name: string): Json {
  const value = fields.take(name);
  if (value === null) throw new InexactError(t('{0} is missing', fields.pathOf(name)));
  return value;
}

interface Parts {
  readonly input: readonly Json[];
  readonly chosen: readonly Json[];
  readonly rejected: readonly Json[];
}

function withPrompt(prompt: Json, better: Json, worse: Json): Parts {
  return {
    input: messagesOf(prompt, 'user'),
    chosen: messagesOf(better, 'assistant'),
    rejected: messagesOf(worse, 'assistant'),
  };
}

/** A text is one message of this role. */
function messagesOf(json: Json, role: 'user' | 'assistant'): readonly Json[] {
  const content = [
    ['role', JSON.stringify(role)],
    ['content', json],
  ] as const;
  if (isText(json)) return [objectOf(content)];
  return isObject(json) ? [json] : itemsOf(json);
}

/** Without a prompt, the input is the beginning of both: all but their last message. */
function withBeginningApart(better: Json, worse: Json): Parts {
  if (isText(better) || isText(worse))
    throw new InexactError(t('without a prompt, {0} and {1} have to be messages', 'chosen', 'rejected'));
  const [chosen, rejected] = [messagesOf(better, 'assistant'), messagesOf(worse, 'assistant')];
  const input = chosen.slice(0, -1);
  const isAlike = chosen.length === rejected.length && input.every((message, at) => message === rejected[at]);
  if (!isAlike || input.length === 0)
    throw new InexactError(
      t('without a prompt, {0} and {1} have to begin with the same messages', 'chosen', 'rejected'),
    );
  return { input, chosen: chosen.slice(-1), rejected: rejected.slice(-1) };
}

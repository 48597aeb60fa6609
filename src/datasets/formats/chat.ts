import { t } from '@vscode/l10n';
import { at, type Findings, inside, pathText } from '../findings';
import type { CheckFor, Format, Row } from './format';
import { checkMessages, type Message } from './messages';
import { isPlainChat } from './plainChat';
import { checkTools } from './tools';

/** Chats: to learn the answers of, or to be answered and graded. Source: OpenAI's guides for both methods. */
export const chat: Format = {
  id: 'chat',
  keys: ['messages'],
  methods: ['supervised', 'reinforcement'],
  check(row, found, wanted) {
    if (wanted.method === 'supervised' && isPlainChat(row)) return;
    const offered = checkTools(row, found);
    const messages = checkMessages(at(row, null, 'messages'), found, { offered, wanted });
    if (wanted.method === 'reinforcement') checkGraded(row, messages, found, wanted);
    else if (messages !== null) checkTrained(messages, found);
  },
};

/** An answer ends it, and one is trained. */
function checkTrained(messages: readonly Message[], found: Findings): void {
  const last = messages.at(-1);
  if (last?.role != null && last.role !== 'assistant') {
    const place = pathText(last.path);
    found.error(
      'lastMessage',
      last.path,
      t('{0} is the last one, but not of the role {1}', place, 'assistant'),
    );
  } else if (messages.every(({ role }) => role !== null) && !messages.some(({ isTrained }) => isTrained)) {
    found.error(
      'untrained',
      inside(null, 'messages'),
      t('messages has no answer to train: the weight of each is 0'),
    );
  }
}

/** The model is to answer the last message, and the grader reads the row. */
function checkGraded(
  row: Row,
  messages: readonly Message[] | null,
  found: Findings,
  { graderFields = [] }: CheckFor,
): void {
  const last = messages?.at(-1);
  if (last?.role != null && last.role !== 'user') {
    const place = pathText(last.path);
    found.error('lastMessage', last.path, t('{0} is the last one, but not of the role {1}', place, 'user'));
  }
  for (const name of graderFields)
    if (!Object.hasOwn(row, name))
      found.error('missing', null, t('{0}, which the grader reads, is missing', name));
}

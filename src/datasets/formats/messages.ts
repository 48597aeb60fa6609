import { t } from '@vscode/l10n';
import { type At, at, type Findings, inside, pathText } from '../findings';
import { checkCalled, checkToolCalls } from './tools';

/**
 * What messages may be. Source: OpenAI's specification of `FineTuneChatRequestInput`, `FineTunePreferenceRequestInput`
 * and `FineTuneReinforcementRequestInput`, and of the messages of a chat.
 */
const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;
type Role = (typeof roles)[number];

/** Keys that some provider reads. Source: OpenAI's specification; `reasoning_content`: Fireworks' and Together's guides. */
const keys = new Set([
  ...['role', 'content', 'name', 'weight', 'refusal', 'audio', 'tool_calls', 'function_call', 'tool_call_id'],
  ...['reasoning_content', 'thinking'],
]);

const detail = new Set(['auto', 'low', 'high']);
/** Source: OpenAI's guide to vision fine-tuning: JPEG, PNG or WEBP, at an address or in the row. */
const imageAddress = /^(?:https?:\/\/[^\s/]|data:image\/(?:jpe?g|png|webp);base64,[A-Za-z0-9+/])/;

/** A message that has been looked at. */
export interface Message {
  readonly role: Role | null;
  readonly path: At['path'];
  /** Its loss counts. */
  readonly isTrained: boolean;
}

/** The messages there; null where they are no list, which was noted. @param offered functions that may be called */
export function checkMessages(
  list: At,
  found: Findings,
  offered: ReadonlySet<string> | null,
): readonly Message[] | null {
  const items = found.items(list);
  if (items === null) return null;
  /** Calls that have no result yet, by their ids. */
  const open = new Set<string>();
  return items.map((each) => checkMessage(each, found, offered, open));
}

function checkMessage(
  message: At,
  found: Findings,
  offered: ReadonlySet<string> | null,
  open: Set<string>,
): Message {
  const { path } = message;
  const object = found.object(message);
  const role = object === null ? null : checkRole(at(object, path, 'role'), found);
  if (object === null) return { role, path, isTrained: false };
  for (const key of Object.keys(object))
    if (!keys.has(key))
      found.warning(
        'unknownKey',
        inside(path, key),
        t('{0} means nothing to a provider', pathText(inside(path, key))),
      );
  const isTrained = checkWeight(at(object, path, 'weight'), role, found);
  if (role === null) return { role, path, isTrained: false };
  const name = at(object, path, 'name');
  if (role === 'function' || name.value != null) found.text(name);
  if (role === 'assistant') checkAnswer(object, path, found, offered, open);
  else checkOther(role, object, path, found, open);
  return { role, path, isTrained: role === 'assistant' && isTrained };
}

function checkRole(place: At, found: Findings): Role | null {
  const text = found.text(place);
  if (text === null) return null;
  const role = roles.find((each) => each === text) ?? null;
  if (role === null) {
    const reason = t(
      '{0} is {1}, not one of {2}',
      pathText(place.path),
      JSON.stringify(text),
      roles.join(', '),
    );
    found.error('role', place.path, reason);
  }
  return role;
}

/** Whether an answer is trained. Source: OpenAI's specification, `FineTuneChatCompletionRequestAssistantMessage`. */
function checkWeight({ value, path }: At, role: Role | null, found: Findings): boolean {
  if (value === undefined) return true;
  if (role !== null && role !== 'assistant')
    found.error('weight', path, t('{0} is only for the role assistant', pathText(path)));
  else if (value !== 0 && value !== 1)
    found.error('weight', path, t('{0} is neither 0 nor 1', pathText(path)));
  return value !== 0;
}

type Row = Readonly<Record<string, unknown>>;

/** An answer may be calls instead of text, or a refusal. */
function checkAnswer(
  object: Row,
  path: At['path'],
  found: Findings,
  offered: ReadonlySet<string> | null,
  open: Set<string>,
): void {
  const calls = at(object, path, 'tool_calls');
  const call = at(object, path, 'function_call');
  const content = at(object, path, 'content');
  const refusal = at(object, path, 'refusal');
  open.clear();
  if (calls.value != null) for (const id of checkToolCalls(calls, offered, found)) open.add(id);
  if (call.value != null) checkCalled(call, offered, found);
  if (refusal.value != null) found.text(refusal);
  const isElse = [calls, call, refusal].some(({ value }) => value != null);
  if (content.value != null || !isElse) checkContent(content, 'assistant', found);
}

function checkOther(role: Role, object: Row, path: At['path'], found: Findings, open: Set<string>): void {
  for (const name of ['tool_calls', 'function_call']) {
    const place = at(object, path, name);
    if (place.value !== undefined)
      found.error('toolCall', place.path, t('{0} is only for the role assistant', pathText(place.path)));
  }
  const content = at(object, path, 'content');
  if (role !== 'function' || content.value !== null) checkContent(content, role, found);
  if (role !== 'tool') return;
  const id = found.text(at(object, path, 'tool_call_id'));
  if (id !== null && !open.delete(id)) {
    const place = inside(path, 'tool_call_id');
    found.error('toolCall', place, t('{0} is not the id of a call before it', pathText(place)));
  }
}

/** A text, or parts of it. */
function checkContent(content: At, role: Role, found: Findings): void {
  if (!Array.isArray(content.value)) {
    found.text(content);
    return;
  }
  for (const part of found.items(content) ?? []) checkPart(part, role, found);
}

function checkPart(part: At, role: Role, found: Findings): void {
  const object = found.object(part);
  if (object === null) return;
  const place = at(object, part.path, 'type');
  const type = found.text(place);
  if (type === 'text') found.text(at(object, part.path, 'text'));
  else if (type === 'refusal' && role === 'assistant') found.text(at(object, part.path, 'refusal'));
  else if (type === 'image_url') checkImage(at(object, part.path, 'image_url'), role, found);
  else if (type !== null) {
    const reason = t(
      '{0} is {1}: messages are trained on text and images',
      pathText(place.path),
      JSON.stringify(type),
    );
    found.error('content', place.path, reason);
  }
}

/** Source: OpenAI's guide to vision fine-tuning: a model sees images, and writes none. */
function checkImage(image: At, role: Role, found: Findings): void {
  if (role !== 'user') found.error('content', image.path, t('an image is only for the role user'));
  const object = found.object(image);
  if (object === null) return;
  const url = at(object, image.path, 'url');
  const text = found.text(url);
  if (text !== null && !imageAddress.test(text)) {
    const reason = t(
      '{0} is neither an address of an image nor a JPEG, PNG or WEBP in base64',
      pathText(url.path),
    );
    found.error('content', url.path, reason);
  }
  const { value, path } = at(object, image.path, 'detail');
  if (value !== undefined && !(typeof value === 'string' && detail.has(value)))
    found.error('value', path, t('{0} is none of {1}', pathText(path), [...detail].join(', ')));
}

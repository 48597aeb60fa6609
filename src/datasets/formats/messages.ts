import { t } from '@vscode/l10n';
import { type At, at, type Findings, inside, pathText, type Place } from '../findings';
import type { CheckFor, Row } from './format';
import { checkCalled, checkToolCalls, type OpenCalls } from './tools';

/**
 * What messages may be. Source: OpenAI's specification of `FineTuneChatRequestInput`, `FineTunePreferenceRequestInput`
 * and `FineTuneReinforcementRequestInput`, and of the messages of a chat.
 */
const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;
type Role = (typeof roles)[number];

function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text); // a list of some texts
}

/** What an answer alone may have. */
const answerOnly = ['tool_calls', 'function_call'];

/**
 * Keys that some provider reads. Source: OpenAI's specification; `reasoning_content`: Fireworks' and Together's guides;
 * `loss_weight`: Model Studio's guide to fine-tuning.
 */
const keys = new Set([
  ...['role', 'content', 'name', 'weight', 'refusal', 'audio', 'tool_calls', 'function_call', 'tool_call_id'],
  ...['reasoning_content', 'thinking', 'loss_weight'],
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

/** By what messages are checked beside their own form. */
export interface TalkRules {
  /** Functions that may be called; null: any. */
  readonly offered: ReadonlySet<string> | null;
  readonly wanted: CheckFor;
}

/** The same, with what a chat has said before a message. */
interface Talk extends TalkRules {
  /** Calls by the last answer; null: it made none. */
  open: OpenCalls | null;
}

/** The messages there; null where they are no list, which was noted. */
export function checkMessages(list: At, found: Findings, rules: TalkRules): readonly Message[] | null {
  const talk: Talk = { ...rules, open: null };
  return found.items(list)?.map((each) => checkMessage(each, found, talk)) ?? null;
}

function checkMessage(message: At, found: Findings, talk: Talk): Message {
  const { path } = message;
  const object = found.object(message);
  if (object === null) return { role: null, path, isTrained: false };
  const role = checkRole(object, path, found);
  checkKeys(object, path, found);
  const isTrained = checkWeight(object, path, role, found);
  if (role === null) return { role, path, isTrained: false };
  if (role === 'function' || object['name'] != null) found.text(object, path, 'name');
  if (role === 'assistant') checkAnswer(object, path, found, talk);
  else checkOther(role, object, path, found, talk);
  return { role, path, isTrained: role === 'assistant' && isTrained };
}

function checkRole(object: Row, path: Place, found: Findings): Role | null {
  const text = found.text(object, path, 'role');
  if (text === null || isRole(text)) return text;
  const place = inside(path, 'role');
  const reason = t('{0} is {1}, not one of {2}', pathText(place), JSON.stringify(text), roles.join(', '));
  found.error('role', place, reason);
  return null;
}

function checkKeys(object: Row, path: Place, found: Findings): void {
  for (const key in object) {
    // its own: what JSON.parse makes inherits none
    if (keys.has(key)) continue;
    const place = inside(path, key);
    found.warning('unknownKey', place, t('{0} means nothing to a provider', pathText(place)));
  }
}

/** Whether an answer is trained. Source: OpenAI's specification, `FineTuneChatCompletionRequestAssistantMessage`. */
function checkWeight(object: Row, path: Place, role: Role | null, found: Findings): boolean {
  const weight = object['weight'];
  if (weight === undefined) return true;
  const place = inside(path, 'weight');
  if (role !== null && role !== 'assistant')
    found.error('weight', place, t('{0} is only for the role assistant', pathText(place)));
  else if (weight !== 0 && weight !== 1)
    found.error('weight', place, t('{0} is neither 0 nor 1', pathText(place)));
  return weight !== 0;
}

/** An answer may be calls instead of text, or a refusal. */
function checkAnswer(object: Row, path: Place, found: Findings, talk: Talk): void {
  const { tool_calls: calls, function_call: call, refusal, content } = object;
  talk.open = calls == null ? null : checkToolCalls(at(object, path, 'tool_calls'), found, talk);
  if (call != null) checkCalled(at(object, path, 'function_call'), found, talk);
  if (refusal != null) found.text(object, path, 'refusal');
  const isElse = (calls ?? call ?? refusal) != null;
  if (content != null || !isElse) checkContent(object, path, 'assistant', found, talk);
}

function checkOther(role: Role, object: Row, path: Place, found: Findings, talk: Talk): void {
  for (const name of answerOnly) {
    if (object[name] === undefined) continue;
    const place = inside(path, name);
    found.error('toolCall', place, t('{0} is only for the role assistant', pathText(place)));
  }
  if (role !== 'function' || object['content'] !== null) checkContent(object, path, role, found, talk);
  if (role === 'tool') checkResult(object, path, found, talk);
}

/** Which call it is the result of: by its id, or for TRL, whose calls have none, by the name of the function. */
function checkResult(object: Row, path: Place, found: Findings, talk: Talk): void {
  if (talk.open?.isWithoutIds === true && object['tool_call_id'] === undefined) {
    found.text(object, path, 'name');
    return;
  }
  const id = found.text(object, path, 'tool_call_id');
  if (id === null || talk.open?.ids.delete(id) === true) return;
  const place = inside(path, 'tool_call_id');
  found.error('toolCall', place, t('{0} is not the id of a call before it', pathText(place)));
}

/** A text, or parts of it. */
function checkContent(message: Row, path: Place, role: Role, found: Findings, { wanted }: TalkRules): void {
  if (Array.isArray(message['content'])) {
    for (const part of found.items(at(message, path, 'content')) ?? []) checkPart(part, role, found, wanted);
  } else found.text(message, path, 'content');
}

function checkPart(part: At, role: Role, found: Findings, { only }: CheckFor): void {
  const { path } = part;
  const object = found.object(part);
  if (object === null) return;
  if (object['type'] === undefined && only !== 'openai' && isUntyped(object)) {
    checkUntyped(object, path, role, found);
    return;
  }
  const type = found.text(object, path, 'type');
  if (type === 'text') found.text(object, path, 'text');
  else if (type === 'refusal' && role === 'assistant') found.text(object, path, 'refusal');
  else if (type === 'image_url') checkImage(at(object, path, 'image_url'), role, found);
  else if (type !== null) {
    const place = inside(path, 'type');
    const reason = t(
      '{0} is {1}: messages are trained on text and images',
      pathText(place),
      JSON.stringify(type),
    );
    found.error('content', place, reason);
  }
}

/** What parts without a type hold, of which only one can be meant. */
function isUntyped(part: Row): boolean {
  return Object.hasOwn(part, 'text') !== Object.hasOwn(part, 'image');
}

/**
 * A text, or an image by its address or by its name in the archive of the data set. Source: Alibaba Cloud Model Studio's
 * guide to fine-tuning, training sets of image understanding (alibabacloud.com/help/en/model-studio/fine-tuning-api-guide).
 */
function checkUntyped(part: Row, path: Place, role: Role, found: Findings): void {
  const isImage = Object.hasOwn(part, 'image');
  found.text(part, path, isImage ? 'image' : 'text');
  if (isImage && role !== 'user') found.error('content', path, t('an image is only for the role user'));
  const place = pathText(inside(path, 'type'));
  found.warning(
    'content',
    path,
    t('{0} is missing: Alibaba Model Studio takes that, OpenAI does not', place),
  );
}

/** Source: OpenAI's guide to vision fine-tuning: a model sees images, and writes none. */
function checkImage(image: At, role: Role, found: Findings): void {
  if (role !== 'user') found.error('content', image.path, t('an image is only for the role user'));
  const object = found.object(image);
  if (object === null) return;
  const url = found.text(object, image.path, 'url');
  if (url !== null && !imageAddress.test(url)) {
    const place = inside(image.path, 'url');
    const reason = t(
      '{0} is neither an address of an image nor a JPEG, PNG or WEBP in base64',
      pathText(place),
    );
    found.error('content', place, reason);
  }
  const { value, path } = at(object, image.path, 'detail');
  if (value !== undefined && !(typeof value === 'string' && detail.has(value)))
    found.error('value', path, t('{0} is none of {1}', pathText(path), [...detail].join(', ')));
}

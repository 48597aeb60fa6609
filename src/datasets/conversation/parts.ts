import { isList, isObject } from '../../api/wire/values';
import type { TurnPart } from '../../shared/conversation';
import { cut, cutJson, type Limits } from './cut';
import { parsedOr } from './parsed';

type Parts = readonly TurnPart[];
/** What a part holds under a name; null: not what that name stands for. */
type Reader = (held: unknown, limits: Limits) => Parts | null;

/** What is said: a text, or a list of parts, whichever format's they are. Nothing, where there is nothing. */
export function partsOf(content: unknown, limits: Limits): Parts {
  if (content == null || content === '') return [];
  if (typeof content === 'string') return [{ kind: 'text', text: cut(content, limits) }];
  if (!isList(content)) return partOf(content, limits);
  const rest = content.slice(limits.turns);
  return [
    ...content.slice(0, limits.turns).flatMap((part) => partOf(part, limits)),
    ...(rest.length === 0 ? [] : [jsonPart(rest, limits)]),
  ];
}

function partOf(part: unknown, limits: Limits): Parts {
  if (!isObject(part)) return typeof part === 'string' ? partsOf(part, limits) : [jsonPart(part, limits)];
  const names = Object.keys(readers).filter((name) => Object.hasOwn(part, name));
  for (const name of names) {
    const parts = readers[name]?.(part[name], limits) ?? null;
    if (parts !== null) return parts;
  }
  return [jsonPart(part, limits)];
}

/**
 * By the names that parts have what they hold. Sources: OpenAI's API reference of chat messages (`text`, `refusal`,
 * `image_url`); Google's reference of `Part` (`inlineData`, `fileData`, `functionCall`, `functionResponse`); AWS'
 * reference of `ContentBlock` (`image`, `video`, `toolUse`, `toolResult`, `json`, `reasoningContent`).
 */
const readers: Readonly<Record<string, Reader>> = {
  text: (held, limits) => (typeof held === 'string' ? partsOf(held, limits) : null),
  refusal: (held, limits) => textPart('refusal', held, limits),
  thinking: (held, limits) => textPart('reasoning', held, limits),
  reasoningContent: (held, limits) => {
    const said = isObject(held) ? held['reasoningText'] : null;
    return isObject(said) ? textPart('reasoning', said['text'], limits) : null;
  },
  image_url: (held, limits) => media(isObject(held) ? held['url'] : held, limits),
  image: (held, limits) => (isObject(held) ? stored(held, limits) : media(held, limits)),
  video: (held, limits) => (isObject(held) ? stored(held, limits) : media(held, limits)),
  inlineData: (held, limits) => (isObject(held) ? inline(held['mimeType'], held['data'], limits) : null),
  fileData: (held, limits) => (isObject(held) ? media(held['fileUri'], limits) : null),
  functionCall: (held, limits) => (isObject(held) ? [callPart(held['name'], held['args'], limits)] : null),
  functionResponse: (held, limits) => (isObject(held) ? [jsonPart(held['response'], limits)] : null),
  toolUse: (held, limits) => (isObject(held) ? [callPart(held['name'], held['input'], limits)] : null),
  toolResult: (held, limits) => (isObject(held) ? partsOf(held['content'], limits) : null),
  json: (held, limits) => [jsonPart(held, limits)],
};

function textPart(kind: 'refusal' | 'reasoning', held: unknown, limits: Limits): Parts | null {
  return typeof held === 'string' ? [{ kind, text: cut(held, limits) }] : null;
}

/** What is thought before something is said, as fields beside a message's content have it. */
export function reasoningOf(held: unknown, limits: Limits): Parts {
  return held === '' ? [] : (textPart('reasoning', held, limits) ?? []);
}

export function refusalOf(held: unknown, limits: Limits): Parts {
  return textPart('refusal', held, limits) ?? [];
}

export function jsonPart(value: unknown, limits: Limits): TurnPart {
  return { kind: 'json', text: cutJson(value ?? null, limits) };
}

/** @param given the arguments: an object, or its text */
export function callPart(name: unknown, given: unknown, limits: Limits): TurnPart {
  const read = typeof given === 'string' ? parsedOr(given, given) : given;
  const shown = typeof read === 'string' ? cut(read, limits) : cutJson(read ?? null, limits);
  return { kind: 'call', name: typeof name === 'string' ? name : '?', given: shown };
}

const dataAddress = /^data:([^;,]{1,100});base64,/;

/** In the row, or elsewhere. */
function media(address: unknown, limits: Limits): Parts | null {
  if (typeof address !== 'string') return null;
  const [start, type] = dataAddress.exec(address) ?? [];
  if (start !== undefined) return inline(type, address.slice(start.length), limits);
  return [{ kind: 'address', address: cut(address, limits) }];
}

/** Source: AWS' reference of `ImageSource` and `VideoSource`. */
function stored({ format, source }: Readonly<Record<string, unknown>>, limits: Limits): Parts | null {
  if (!isObject(source)) return null;
  const place = source['s3Location'];
  if (isObject(place)) return media(place['uri'], limits);
  return inline(`image/${String(format)}`, source['bytes'], limits);
}

/** What pages show: pictures without scripts or addresses in them. */
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/jpg', 'image/webp', 'image/gif']);

export function isShownType(type: unknown): boolean {
  return typeof type === 'string' && shownTypes.has(type);
}

/** @param data base64 */
function inline(type: unknown, data: unknown, limits: Limits): Parts | null {
  if (typeof data !== 'string') return null;
  const name = typeof type === 'string' ? type : '?';
  const isShown = isShownType(name) && data.length <= limits.image;
  const source = isShown ? `data:${name};base64,${data}` : null;
  return [{ kind: 'image', type: name, bytes: Math.floor((data.length * 3) / 4), source }];
}

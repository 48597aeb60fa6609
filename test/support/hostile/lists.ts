import type { DialectId } from '../../../src/api/connection';
import { type CursorHabit, excerptOf, type Question } from './cursors';
import type { EndpointName } from './endpoints';
import type { Fields, Raw } from './raw';

const listNames = ['jobs', 'events', 'checkpoints', 'files', 'models', 'metrics'] as const;
export type ListName = (typeof listNames)[number];

export function isListName(endpoint: EndpointName): endpoint is ListName {
  return (listNames as readonly string[]).includes(endpoint); // of names, to be looked for among them
}

/** What the client must show of an item. */
export interface Shown {
  readonly id: string;
  readonly status: string;
  /** Unix seconds. */
  readonly createdAt: number;
}

/** An item of a list: whether the client must show it, under which id, and what is sent. */
export interface Planted extends Shown {
  readonly isGood: boolean;
  readonly wire: (suffix: string) => unknown;
}

export interface SentPage {
  /** The whole answer, see {@link toJson}. */
  readonly answer: unknown;
  /** Those of its items that must be shown. */
  readonly good: readonly Shown[];
}

export interface PageRequest {
  readonly dialect: DialectId;
  readonly list: ListName;
  /** The last part of the path: what Fireworks calls the list of items. */
  readonly collection: string;
  readonly items: readonly Planted[];
  readonly habit: CursorHabit;
  readonly oddity: Raw;
  readonly question: Omit<Question, 'ids'>;
  /** An item that the client must show. */
  readonly extra: (id: string) => Planted;
}

/** One page of a list, as the dialect writes it and the habit cuts it. */
export function pageOf(request: PageRequest): SentPage {
  const { dialect, items, habit, oddity, question } = request;
  const ids = items.map(({ id }) => id);
  const { places, suffix, next, lastId } = excerptOf(habit, { ...question, ids }, oddity);
  const chosen = places.flatMap((at) => items[at] ?? []);
  const sent = lastId === null ? chosen : [...chosen, request.extra(lastId)];
  return {
    answer: envelope(
      dialect,
      request,
      sent.map(({ wire }) => wire(suffix)),
      next,
    ),
    good: sent.filter(({ isGood }) => isGood).map((each) => ({ ...each, id: each.id + suffix })),
  };
}

function envelope(
  dialect: DialectId,
  { list, collection }: PageRequest,
  items: readonly unknown[],
  { has_more, last_id, nextPageToken, total, ...others }: Fields,
): unknown {
  switch (dialect) {
    case 'together':
      if (list === 'metrics') return { metrics: items };
      return list === 'models' ? items : { data: items };
    case 'fireworks':
      return { [collection]: items, nextPageToken, totalSize: total, ...others };
    case 'mistral':
      return { object: 'list', data: items, total, ...others };
    case 'localai':
      return list === 'checkpoints' ? { checkpoints: items } : list === 'jobs' ? items : { data: items };
    case 'huggingface':
      return items;
    case 'dashscope':
      return inOutput(list, items, { total, ...others });
    case 'legacy':
      return { object: 'list', data: items };
    default:
      return { object: 'list', data: items, first_id: null, last_id, has_more, ...others };
  }
}

/** Model Studio's: files are in `data`, all else is in `output`. */
function inOutput(list: ListName, items: readonly unknown[], around: Fields): unknown {
  switch (list) {
    case 'files':
      return { data: { files: items, ...around } };
    case 'events':
      return { output: { logs: items, total: items.length } };
    case 'checkpoints':
      return { output: items };
    default:
      return { output: { [list]: items, ...around } };
  }
}

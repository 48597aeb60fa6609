import { type Fields, type Raw, raw } from './raw';

/** What a server does with the cursor that it is sent, and which ones it sends. */
export const cursorHabits = [
  'honest',
  'whole',
  'ignores',
  'repeats',
  'alternates',
  'empty',
  'fresh',
  'oddMore',
  'oddCursor',
  'huge',
  'wrongTotal',
] as const;
export type CursorHabit = (typeof cursorHabits)[number];

/** Items of a page of a server that has many: fewer than were requested, as a server may. */
const pageSize = 3;

export interface Excerpt {
  /** Which items the page has, by their places in the whole list. */
  readonly places: readonly number[];
  /** Put behind every id: where it is not empty, no id was ever sent before. */
  readonly suffix: string;
  /** What the answer says about the pages behind it. */
  readonly next: Fields;
  /** One more item of this id stands at the end, for servers whose cursor is the last item's id. */
  readonly lastId: string | null;
}

export interface Question {
  readonly query: URLSearchParams;
  /** How many answers this list has given before. */
  readonly count: number;
  /** Ids of the items in the whole list. */
  readonly ids: readonly string[];
}

/** One page as this habit makes it. `oddity`: what stands where a flag, total or cursor belongs. */
export function excerptOf(habit: CursorHabit, question: Question, oddity: Raw): Excerpt {
  const { count, ids } = question;
  const whole = ids.map((_, at) => at);
  const own = `${habit}-${String(count)}`;
  switch (habit) {
    case 'honest':
      return honest(whole, question);
    case 'whole':
      return { ...unending(whole, null), next: { has_more: false, total: ids.length } };
    case 'ignores':
      return unending(whole.slice(0, pageSize), 'ignored');
    case 'repeats':
      return { ...unending(whole.slice(count % 5, (count % 5) + pageSize), 'same'), lastId: 'same' };
    case 'alternates': {
      const turn = `turn-${String(count % 2)}`;
      return { ...unending(whole.slice((count % 2) * pageSize).slice(0, pageSize), turn), lastId: turn };
    }
    case 'empty':
      return unending([], own);
    case 'fresh':
      return { ...unending(whole, own), suffix: `-${String(count)}` };
    case 'oddMore':
      return { ...unending(whole, own), next: { has_more: oddity, total: oddity, nextPageToken: own } };
    case 'oddCursor':
      return { ...unending(whole, own), next: { has_more: true, last_id: oddity, nextPageToken: oddity } };
    case 'huge': {
      const cursor = 'c'.repeat(1_000_000);
      return { ...unending(whole, cursor), lastId: cursor };
    }
    case 'wrongTotal':
      return {
        ...unending(whole, own),
        next: { has_more: true, total: oddity, total_items: oddity, totalSize: oddity },
      };
  }
}

function honest(whole: readonly number[], { query, ids }: Question): Excerpt {
  const after = query.get('after');
  const start = after === null ? Number(query.get('pageToken') ?? 0) : ids.indexOf(after) + 1;
  const page = query.get('page') ?? numberFrom0(query.get('page_no'));
  const from = page === null ? start : Number(page) * pageSize;
  const until = from + pageSize;
  const hasMore = until < whole.length;
  const limit = Number(query.get('page_size') ?? query.get('limit') ?? pageSize);
  return {
    places: whole.slice(from, until),
    suffix: '',
    next: {
      has_more: hasMore,
      // Pages are numbered by what was requested: as if each of ours were full.
      total: Math.ceil(whole.length / pageSize) * limit,
      nextPageToken: hasMore ? String(until) : undefined,
    },
    lastId: null,
  };
}

/** Some count their pages from 1. */
function numberFrom0(number: string | null): number | null {
  return number === null ? null : Number(number) - 1;
}

/** A page that says that there are more. */
function unending(places: readonly number[], cursor: string | null): Excerpt {
  const next = { has_more: true, last_id: cursor, nextPageToken: cursor, total: raw('1000000000') };
  return { places, suffix: '', next, lastId: null };
}

import { itemsOf, memberOf, type Paging } from '../dialects/paging';
import type { ResponseFacts } from '../http/response';
import { envelopeOf, type ListEnvelope } from '../wire/listEnvelope';
import { isList, isObject } from '../wire/values';

/** A list as a response has it. */
interface SentList {
  readonly items: readonly unknown[];
  readonly envelope: ListEnvelope;
  /** The names that lead to the items, from the response on. */
  readonly names: readonly string[];
}

/** Null: there is none. */
export function listIn(raw: unknown, paging: Paging, facts: ResponseFacts): SentList | null {
  const member = memberOf(raw, paging);
  const holder = member === null || !isObject(raw) ? raw : raw[member];
  const items = itemsOf(holder, paging);
  if (items === null) return null;
  return {
    items,
    envelope: envelopeOf(isList(holder) ? raw : holder, facts.nextQuery),
    names: [...(member === null ? [] : [member]), ...namesOf(holder, items)],
  };
}

function namesOf(holder: unknown, items: readonly unknown[]): readonly string[] {
  return isObject(holder) ? Object.keys(holder).filter((name) => holder[name] === items) : [];
}

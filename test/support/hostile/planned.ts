import type { Received } from '../httpServer';
import type { EndpointName } from './endpoints';
import type { ItemPlan } from './items';
import { isListName, type ListName, pageOf, type Shown } from './lists';
import { goodItem, plantedItems } from './plantedItems';
import { type Raw, toJson } from './raw';
import type { Scenario } from './scenario';
import { wires } from './wires';

/** What an endpoint answers when nothing is wrong with its delivery. */
export interface Planned {
  readonly body: string | Buffer;
  readonly status: number;
  /** Every client must read it. */
  readonly isSound: boolean;
  /** Those of its items that must be shown. */
  readonly good: readonly Shown[];
}

export interface PlannedRequest {
  readonly scenario: Scenario;
  readonly request: Received;
  /** Null: nothing of the dialect is there. */
  readonly endpoint: EndpointName | null;
  /** In the path; empty where it has none. */
  readonly id: string;
  /** Requests to this path before. */
  readonly count: number;
}

/** What the endpoint promises, with the scenario's malice within it. */
export function plannedAnswer(planned: PlannedRequest): Planned {
  const { scenario, endpoint, id } = planned;
  if (endpoint !== null && isListName(endpoint)) return listAnswer(planned, endpoint);
  switch (endpoint) {
    case 'job':
    case 'action':
    case 'create':
      return oneAnswer(scenario, 'jobs', id);
    case 'file':
    case 'upload':
      return oneAnswer(scenario, 'files', id);
    case 'content':
      return text(scenario.content);
    case 'staged':
      return { ...sound({}), isSound: false };
    case 'estimate':
      return sound({ estimation_available: true, estimated_total_price: scenario.oddity });
    case 'deleteJob':
      return sound({ id, deleted: true });
    default:
      return { body: '{"error":{"message":"Nothing here"}}', status: 404, isSound: false, good: [] };
  }
}

function sound(value: unknown, good: readonly Shown[] = []): Planned {
  return { body: toJson(value), status: 200, isSound: true, good };
}

function text({ json }: Raw): Planned {
  return { body: json, status: 200, isSound: false, good: [] };
}

/** Answers of one list that may weigh megabytes: a list that does not end goes on with small ones. */
const maxHeavy = 6;
const light: readonly ItemPlan[] = Array.from({ length: 12 }, () => ({ kind: 'good', status: 'paused' }));

function listAnswer({ scenario, request, count }: PlannedRequest, list: ListName): Planned {
  const { dialect, habit, oddity } = scenario;
  const wire = wires[dialect];
  const page = pageOf({
    ...{ dialect, list, habit, oddity, collection: request.path.split('/').at(-1) ?? '' },
    items:
      count < maxHeavy ? plantedItems(wire, list, scenario.items) : plantedItems(wire, list, light, 'light-'),
    question: { query: request.query, count },
    extra: (id) => goodItem(wire, list, id),
  });
  return { ...sound(page.answer, page.good), isSound: isTellable(scenario) };
}

/** Where the name of a list is not known, another list of objects beside it makes an answer that must be refused. */
function isTellable({ dialect, oddity }: Scenario): boolean {
  return !['fireworks', 'dashscope'].includes(dialect) || !/^\[.*\{/s.test(oddity.json);
}

/** The object of this id; where there is none, the first of the list. */
function oneAnswer({ dialect, items }: Scenario, list: ListName, id: string): Planned {
  const all = plantedItems(wires[dialect], list, items);
  const item = all.find((each) => each.id === id) ?? all[0];
  return { ...sound(item?.wire('') ?? {}, item?.isGood ? [item] : []), isSound: item?.isGood === true };
}

import { type ItemPlan, withBad, withOdd } from './items';
import type { ListName, Planted } from './lists';
import type { Fields } from './raw';
import type { Wire } from './wires';

/** Unix seconds of the first item; the others follow. */
const firstSecond = 1_750_000_000;

/** What a list holds by these plans. Items are newest first, as providers list them. `prefix`: of their ids. */
export function plantedItems(wire: Wire, list: ListName, plans: readonly ItemPlan[], prefix = ''): Planted[] {
  const idOf = ({ kind }: ItemPlan, at: number) => `${prefix}${kind}-${String(at)}`;
  return plans.map((plan, at) => planted(wire, list, plan, idOf(plan, at), firstSecond - at));
}

/** An item of this id that must be shown. */
export function goodItem(wire: Wire, list: ListName, id: string): Planted {
  const isReadable = id.length < 1_000;
  const item = planted(wire, list, { kind: 'good', status: 'succeeded' }, id, firstSecond - 60);
  return { ...item, isGood: isReadable };
}

function planted(wire: Wire, list: ListName, plan: ItemPlan, id: string, at: number): Planted {
  return {
    id: list === 'jobs' ? wire.jobId(id) : id,
    status: statusOf(plan),
    createdAt: at,
    isGood: plan.kind === 'good' || plan.kind === 'odd',
    wire: (suffix) => sent(wire, plan, honest(wire, list, plan, id + suffix, at)),
  };
}

function statusOf(plan: ItemPlan): string {
  return 'status' in plan ? plan.status : 'running';
}

function honest(wire: Wire, list: ListName, plan: ItemPlan, id: string, at: number): Fields {
  const step = (at % 7) + 1;
  switch (list) {
    case 'jobs':
      return wire.job(id, at, statusOf(plan));
    case 'events':
      return wire.event(id, at, step);
    case 'checkpoints':
      return wire.checkpoint(id, at, step);
    case 'files':
      return wire.file(id, at);
    case 'models':
      return wire.model(id, at);
    case 'metrics':
      return { global_step: step, 'train/loss': 1.5 };
  }
}

function sent({ required }: Wire, plan: ItemPlan, fields: Fields): unknown {
  switch (plan.kind) {
    case 'good':
      return fields;
    case 'odd':
      return withOdd(fields, required, plan.field, plan.value);
    case 'bad':
      return withBad(fields, required, plan.field, plan.value);
    case 'none':
      return plan.value;
  }
}

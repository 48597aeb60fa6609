import type { Capability } from '../api/dialects/dialect';
import type { JobSource } from '../jobs/source';
import type { Lacks } from '../shared/protocol';

/** Curves come from whatever has numbers. */
export function lacksOf({
  capabilities: can,
  hasBareCheckpoints = false,
}: Pick<JobSource, 'capabilities' | 'hasBareCheckpoints'>): Lacks {
  const checkpoints = hasBareCheckpoints ? can.metrics : can.checkpoints;
  const mayMeasure = [can.metrics, can.events, checkpoints, can.resultFiles].includes(true);
  return {
    files: reasonAgainst(can.fileContent),
    events: reasonAgainst(can.events),
    checkpoints: reasonAgainst(can.checkpoints),
    metrics: mayMeasure ? null : reasonAgainst(can.metrics),
  };
}

function reasonAgainst(capability: Capability): string | null {
  return capability === true ? null : capability;
}

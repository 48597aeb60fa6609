import type { Capabilities, Capability } from '../api/dialects/dialect';
import type { Lacks } from '../shared/protocol';

/** Curves come from whatever has numbers. */
export function lacksOf(can: Capabilities): Lacks {
  const mayMeasure = [can.metrics, can.events, can.checkpoints, can.resultFiles].includes(true);
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

import type { JobSource } from './source';
import type { Sources } from './sources';

/**
 * A local engine that runs outside of this window, as under `npm start`: a connection on screen that has its address
 * and responds. One that is not on screen is not looked for, as that would be a request that nobody needs.
 */
export function engineElsewhere({ available, shown }: Pick<Sources, 'available' | 'shown'>) {
  const isElsewhere = ({ name, state }: JobSource) =>
    state.kind === 'ready' &&
    available.some((each) => each.name === name && each.dialect === 'local' && each.baseUrl !== undefined);
  return shown.find(isElsewhere);
}

import type { ServerResponse } from 'node:http';
import { faults } from '../faultServer';
import type { Provider } from './router';

/** The provider with its first responses at a route lost: what was requested is done all the same. */
export function lossy(provider: Provider, route: string, count = Infinity): Provider {
  const answer = provider.routes[route];
  let left = count;
  return {
    ...provider,
    routes: {
      ...provider.routes,
      [route]: async (request, response, ids) => {
        const isLost = left-- > 0;
        const nowhere = () => lost;
        const lost = { writeHead: nowhere, setHeader: nowhere, end: nowhere } as unknown as ServerResponse;
        await answer?.(request, isLost ? lost : response, ids);
        if (isLost) faults.hangUp(response);
      },
    },
  };
}

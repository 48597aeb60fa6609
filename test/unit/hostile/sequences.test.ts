import fc from 'fast-check';
import { dialectIds } from '../../../src/api/connection';
import { type HostileServer, startHostileServer } from '../../support/hostile/hostileServer';
import { settings } from '../../support/hostile/runs';
import { scenarios } from '../../support/hostile/scenario';
import { playSequence } from '../../support/hostile/sequence';

describe('whatever a server does', () => {
  let server: HostileServer;
  before(async () => {
    server = await startHostileServer();
  });
  after(() => server.close());

  for (const [offset, dialect] of dialectIds.entries()) {
    it(`a client of ${dialect} stays within its bounds, hides no good job and says no key`, async function () {
      this.timeout(600_000);
      await fc.assert(
        fc.asyncProperty(scenarios([dialect]), (scenario) => playSequence(server, scenario)),
        settings(150, offset),
      );
    });
  }
});

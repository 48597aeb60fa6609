import fc from 'fast-check';
import { plainly } from '../../support/hostile/answers';
import { echoes } from '../../support/hostile/echoes';
import { type HostileServer, startHostileServer } from '../../support/hostile/hostileServer';
import { settings } from '../../support/hostile/runs';
import { scenarios } from '../../support/hostile/scenario';
import { playSequence } from '../../support/hostile/sequence';

describe('a key that the server repeats', () => {
  let server: HostileServer;
  before(async () => {
    server = await startHostileServer();
  });
  after(() => server.close());

  it('is in no error, no request id and no line of the log, however it is spelled', async function () {
    this.timeout(300_000);
    const echoing = fc
      .tuple(scenarios(), fc.array(echoes, { minLength: 1, maxLength: 6 }))
      .map(([scenario, answers]) => ({ ...scenario, answers: [plainly, ...answers] }));
    await fc.assert(
      fc.asyncProperty(echoing, (scenario) => playSequence(server, scenario)),
      settings(250),
    );
  });
});

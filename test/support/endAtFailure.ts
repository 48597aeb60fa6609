/**
 * Skips what is left of a suite whose tests build on each other once one has failed. Mocha’s `bail` would skip that of
 * every other suite too, so that one failure hides the rest.
 */
export function endAtFailure(suite: Mocha.Suite): void {
  suite.beforeEach(function () {
    if (suite.tests.some(({ state }) => state === 'failed')) this.skip();
  });
}

/**
 * @typedef {{ type: 'pass' | 'skip' | 'end' } | { type: 'fail', title: string } | { type: 'output', text: string }} Line
 * What a suite tells of itself. Its last line is the end, so that a suite that crashed is seen to have.
 */

/**
 * Mocha's own report for people, and the results for the runner.
 * @param {typeof import('mocha')} Mocha Node's or the browser's
 * @param {(line: Line) => void} report
 */
export function reporterFor(Mocha, report) {
  return class Reporter extends Mocha.reporters.Spec {
    /**
     * @param {Mocha.Runner} runner
     * @param {Mocha.MochaOptions} options
     */
    constructor(runner, options) {
      super(runner, options);
      const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Mocha.Runner.constants;
      runner.on(EVENT_TEST_PASS, () => report({ type: 'pass' }));
      runner.on(EVENT_TEST_PENDING, () => report({ type: 'skip' }));
      runner.on(EVENT_TEST_FAIL, (test) => report({ type: 'fail', title: test.fullTitle() }));
      runner.on(EVENT_RUN_END, () => report({ type: 'end' }));
    }
  };
}

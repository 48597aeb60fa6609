import { OpenPage } from './openPage';
import { PageHarness } from './pageHarness';

/**
 * Opens a page before each test of a suite and closes it after, when errors and violations of its content security
 * policy fail the test.
 */
export function usePage(): OpenPage {
  let harness: PageHarness | null = null;
  const open = new OpenPage((options) => {
    if (harness === null) throw new Error('The browser has not started.');
    return harness.newPage(options);
  });
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness?.stop());
  beforeEach(() => open.reopen());
  afterEach(() => open.close());
  return open;
}

import type { BrowserPage, NewPage } from './browserPage';
import { OpenCreateForm } from './openCreateForm';
import { OpenDataReport } from './openDataReport';
import { OpenPage } from './openPage';
import { OpenRows } from './openRows';
import { OpenTry } from './openTry';
import { PageHarness } from './pageHarness';

/**
 * Opens a page before each test of a suite and closes it after, when errors and violations of its content security
 * policy fail the test.
 */
export function usePage(): OpenPage {
  return opened((newPage) => new OpenPage(newPage));
}

/** The same of the page that tries models out. */
export function useTryPage(): OpenTry {
  return opened((newPage) => new OpenTry(newPage));
}

/** The same of the page that shows rows of a data file. */
export function useRowsPage(): OpenRows {
  return opened((newPage) => new OpenRows(newPage));
}

/** The same of the page that reports on a data file. */
export function useDataReport(): OpenDataReport {
  return opened((newPage) => new OpenDataReport(newPage));
}

/** The same of the page that creates a job. */
export function useCreateForm(): OpenCreateForm {
  return opened((newPage) => new OpenCreateForm(newPage));
}

function opened<T extends Pick<BrowserPage<unknown, never>, 'reopen' | 'close'>>(
  make: (newPage: NewPage) => T,
): T {
  let harness: PageHarness | null = null;
  const open = make((options) => {
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

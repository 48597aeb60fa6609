// VS Code's web extension host is a worker: neither Node nor a page.
import 'mocha/mocha.js';
import { reporterFor, type Line } from '../../scripts/test/reporter.mjs';

const { log } = console;
/** The headless VS Code takes these lines out of its log. */
const report = (line: Line) => log('@result', JSON.stringify(line));

Mocha.reporters.Base.consoleLog = (...args: unknown[]) => report({ type: 'output', text: format(args) });
mocha.setup({ ui: 'bdd', reporter: reporterFor(Mocha, report), timeout: 60_000 });

/** Called by VS Code in its extension host. */
export async function run(): Promise<void> {
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

/** What mocha's reports need of Node's format. */
function format([text = '', ...values]: unknown[]): string {
  return String(text).replace(/%[sd%]/g, (directive) => (directive === '%%' ? '%' : String(values.shift())));
}

// The pictures that are shipped, of what `npm start` opens: README's, and the walkthrough's in a dark and a light theme.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import { startEngine } from '../scripts/start/engine.mjs';
import { createFirstJobs } from '../scripts/start/firstJobs.mjs';
import { openWorkbench, type Theme, type Workbench, type WorkbenchOptions } from '../test/support/workbench';

const connection = { name: 'Local engine', dialect: 'local', apiKeyEnv: 'ENGINE_KEY' };

async function takePictures(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fine-tuning-looks-'));
  const engine = await startEngine(folder);
  await createFirstJobs(engine);
  const open = (options: WorkbenchOptions) =>
    openWorkbench({
      ...options,
      settings: { 'fineTuning.connections': [{ ...connection, baseUrl: engine.baseUrl }] },
      env: { ENGINE_KEY: engine.apiKey },
    });
  try {
    const wide = await open({ viewport: { width: 1320, height: 720 } });
    await showJob(wide);
    await wide.runCommand('Notifications: Clear All Notifications');
    await point(wide);
    await wide.screenshot(join(root, 'docs', 'images', 'job.png'));
    await wide.close();

    // A walkthrough shows 1.5 pixels of a picture in one, at most; fewer weigh less in the package.
    const narrow = await open({ viewport: { width: 740, height: 660 }, deviceScaleFactor: 1.25 });
    await showJob(narrow);
    for (const [name, theme] of walkthroughThemes) {
      await narrow.setTheme(theme);
      await point(narrow);
      await narrow.screenshot(join(root, 'media', 'walkthrough', `curve-${name}.png`));
    }
    await narrow.close();
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
    process.exit(); // the browser goes with it
  }
}

const walkthroughThemes: readonly (readonly [string, Theme])[] = [
  ['dark', 'Dark Modern'],
  ['light', 'Light Modern'],
];

/** Opens the page of the job that succeeds while the next one trains. */
async function showJob(workbench: Workbench): Promise<void> {
  await workbench.openView();
  const tree = workbench.tree();
  await tree.row('Cancelled').waitFor({ timeout: 180_000 });
  await tree.expand('Cancelled');
  await tree.row('support-bot').click();
  await workbench.webview().getByRole('heading', { level: 1, name: 'support-bot' }).waitFor();
  await workbench.webview().locator('.uplot canvas').first().waitFor();
}

/** Has the cursor on the first chart. */
async function point(workbench: Workbench): Promise<void> {
  const chart = workbench.webview().locator('.u-over').first();
  await chart.hover();
  await workbench.page.waitForTimeout(500); // what the cursor shows is drawn
}

void takePictures();

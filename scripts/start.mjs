// npm start [-- --port N] [--no-open]: a VS Code with the extension, on the local engine and a sample workspace.
import { existsSync, rmSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { installExtensions } from './lib/installExtension.mjs';
import { main, Unable } from './lib/main.mjs';
import { cacheFolder, root } from './lib/paths.mjs';
import { freePort, isFree } from './lib/ports.mjs';
import { quietSettings } from './lib/quietSettings.mjs';
import { startServer } from './lib/server.mjs';
import { step } from './lib/steps.mjs';
import { newest, provideVSCode } from './lib/vscode.mjs';
import { workbenchUrl } from './lib/workbenchUrl.mjs';
import { desktopVSCode, openDesktop } from './start/desktop.mjs';
import { startEngine } from './start/engine.mjs';
import { createFirstJobs, jobToShow } from './start/firstJobs.mjs';
import { openAddress } from './start/openAddress.mjs';
import { openerEnvironment, openerFolder } from './start/opener.mjs';

const folder = join(cacheFolder, 'start');
const workspace = join(folder, 'workspace');
const runningFile = join(folder, 'running');
const usualPort = 4180;
const connection = 'Local engine';
/** Light or dark as the system is, until the person chooses a theme. */
const startSettings = { ...quietSettings, 'window.autoDetectColorScheme': true };

await main(async () => {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, 'no-open': { type: 'boolean', default: false } },
  });
  await refuseSecond();
  const port = await choosePort(values.port);
  await ensureDependencies();
  await build();
  const desktop = desktopVSCode();
  const vscode = desktop === undefined ? await provideVSCode(newest) : undefined;
  if (!existsSync(workspace)) await cp(join(root, 'samples'), workspace, { recursive: true });

  const engine = await step('Start the local engine', () => startEngine(folder));
  await createFirstJobs(engine);
  const settings = {
    'fineTuning.connections': [
      {
        name: connection,
        dialect: 'local',
        baseUrl: engine.baseUrl,
        apiKeyEnv: 'FINE_TUNING_ENGINE_KEY',
      },
    ],
  };
  const env = {
    FINE_TUNING_ENGINE_KEY: engine.apiKey,
    ...openerEnvironment(connection, await jobToShow(engine)),
  };
  const window =
    vscode === undefined
      ? await openInDesktop(desktop ?? '', settings, env)
      : await openOnWeb(vscode, { port, settings, env, open: !values['no-open'] });
  const ended = await Promise.race([
    engine.exit.then((code) => `the local engine ended with ${code}`),
    window.exit.then((code) =>
      desktop !== undefined && code === 0 ? undefined : `VS Code ended with ${code}`,
    ),
  ]);
  await Promise.all([engine.stop(), window.stop()]);
  if (ended !== undefined) throw new Unable(ended);
});

/** Two of them would share one engine's data. */
async function refuseSecond() {
  const address = await readFile(runningFile, 'utf8').catch(() => undefined);
  if (address === undefined) return;
  const answers = await fetch(address, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
  if (answers) throw new Unable(`npm start is running already: ${address}`);
}

/** @param {string | undefined} wanted */
async function choosePort(wanted) {
  if (wanted === undefined) return (await isFree(usualPort)) ? usualPort : freePort();
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Unable(`--port ${wanted} is not a port`);
  if (!(await isFree(port))) throw new Unable(`port ${port} is taken: choose another with --port`);
  return port;
}

/**
 * @param {string} executable
 * @param {Record<string, unknown>} settings
 * @param {NodeJS.ProcessEnv} env
 */
async function openInDesktop(executable, settings, env) {
  console.log('VS Code opens with the extension. Close it, or press Ctrl-C here, to end.');
  const state = join(folder, 'desktop');
  return openDesktop(executable, {
    folder: state,
    workspace,
    extensions: [root, openerFolder],
    settings: { ...startSettings, ...settings },
    env,
  });
}

/**
 * @param {import('./lib/vscode.mjs').VSCode} vscode
 * @param {{ port: number, settings: Record<string, unknown>, env: NodeJS.ProcessEnv, open: boolean }} options
 */
async function openOnWeb(vscode, { port, settings, env, open }) {
  const dataFolder = join(folder, 'vscode');
  const extensionsFolder = join(folder, 'extensions');
  await installExtensions(extensionsFolder, [root, openerFolder]);
  // What the person has set in an earlier run stays.
  const userSettings = existsSync(join(dataFolder, 'data', 'User', 'settings.json'))
    ? undefined
    : startSettings;
  const server = await step(`Start VS Code ${vscode.version}`, () =>
    startServer({
      ...{ vscode, dataFolder, extensionsFolder, port, env, group: true },
      machineSettings: settings,
      userSettings,
    }),
  );
  const address = workbenchUrl(server.origin, workspace).href;
  await writeFile(runningFile, address);
  process.once('exit', () => rmSync(runningFile, { force: true }));
  console.log(`\n  ${address}\n\nOpen it in a browser. Ctrl-C ends VS Code and the engine.`);
  if (open) openAddress(address);
  return server;
}

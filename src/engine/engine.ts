import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Flags } from './flags';
import { createApiServer } from './http/server';
import { JobStore } from './jobs/jobStore';
import { ModelRegistry } from './jobs/modelRegistry';
import { Scheduler } from './jobs/scheduler';
import { completionRoutes } from './routes/completions';
import type { EngineContext } from './routes/context';
import { fileRoutes } from './routes/files';
import { jobRoutes } from './routes/jobs';
import { legacyRoutes } from './routes/legacy';
import { modelRoutes } from './routes/models';
import { uploadRoutes } from './routes/uploads';
import { StartError } from './startError';
import { DataDirectory } from './store/dataDirectory';
import { FileStore } from './store/fileStore';
import { apiKeyIn, keptApiKey } from './store/keptApiKey';
import { takeLock } from './store/lock';
import { UploadStore } from './store/uploadStore';

/** An engine that serves. */
export interface RunningEngine {
  /** `http://127.0.0.1:N/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Stops serving, and leaves every job where the next start can take it up. */
  stop(): Promise<void>;
}

/** The training thread's bundle is beside this one. */
const workerScript = path.join(__dirname, 'engine-worker.js');

/** Starts an engine. Throws a `StartError` for what the caller can fix. */
export async function runEngine(flags: Flags): Promise<RunningEngine> {
  const directory = new DataDirectory(path.resolve(flags.dataDirectory));
  await directory.prepare();
  let releaseLock = () => Promise.resolve();
  try {
    releaseLock = await takeLock(directory.lock);
    await directory.sweep();
    const apiKey = flags.apiKey ?? (await keyFor(flags.apiKeyFile, directory));
    const context = await loadContext(directory, flags);
    const server = createApiServer(routesOf(context), apiKey);
    const port = await listen(server, flags.port);
    await context.scheduler.restore();
    return {
      baseUrl: `http://127.0.0.1:${String(port)}/v1`,
      apiKey,
      stop: () => stop(server, context, releaseLock),
    };
  } catch (error) {
    await releaseLock();
    throw startProblem(error, directory.root);
  }
}

/** What the caller can do something about is a sentence. */
function startProblem(error: unknown, root: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new StartError(`there is no space left for the data directory ${root}`, { cause: error });
}

function keyFor(file: string | undefined, directory: DataDirectory): Promise<string> {
  return file === undefined ? keptApiKey(directory.apiKey) : apiKeyIn(file);
}

async function loadContext(directory: DataDirectory, flags: Flags): Promise<EngineContext> {
  const files = new FileStore(directory.files);
  const uploads = new UploadStore(directory.uploads);
  const jobs = new JobStore(directory.jobs);
  await Promise.all([files.load(), uploads.load(), jobs.load()]);
  const models = new ModelRegistry(jobs);
  const { throttleMs, resultEncoding } = flags;
  const scheduler = new Scheduler({ jobs, files, models, workerScript, throttleMs, resultEncoding });
  return { files, uploads, jobs, models, scheduler };
}

function routesOf(context: EngineContext) {
  return [
    ...fileRoutes(context),
    ...uploadRoutes(context),
    ...jobRoutes(context),
    ...modelRoutes(context),
    ...completionRoutes(context),
    ...legacyRoutes(context),
  ];
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new StartError(portProblem(port, error.code ?? error.message), { cause: error }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port; // a TCP server that listens has an address with a port
}

function portProblem(port: number, code: string): string {
  if (code === 'EADDRINUSE') return `port ${String(port)} is in use; choose another one with --port`;
  return `cannot listen on port ${String(port)} (${code})`;
}

async function stop(server: Server, context: EngineContext, releaseLock: () => Promise<void>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await context.scheduler.stop();
  server.closeAllConnections();
  await closed;
  await context.jobs.flush();
  await releaseLock();
}

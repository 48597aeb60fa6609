import type { CreateJob, Dialect } from '../../../src/api/dialects/dialect';
import type { Uploads } from '../../../src/api/dialects/uploads';

export type EndpointName =
  | 'jobs'
  | 'create'
  | 'job'
  | 'deleteJob'
  | 'action'
  | 'events'
  | 'checkpoints'
  | 'metrics'
  | 'prices'
  | 'estimate'
  | 'files'
  | 'upload'
  | 'staged'
  | 'file'
  | 'content'
  | 'models';

interface Endpoint {
  readonly name: EndpointName;
  readonly method: string;
  /** Of the end of the path; its group is the id. */
  readonly pattern: RegExp;
}

/** A stand-in for an id that no path of a provider has. */
const mark = 'IDMARK';

/** Every endpoint of a dialect, out of its own routes. The first that fits counts. */
export function endpointsOf({ routes, capabilities, live, priceList, uploads }: Dialect): Endpoint[] {
  const endpoint = (name: EndpointName, method: string, path: string | undefined) =>
    endpointAt(name, method, path, routes.jobs.includes(''));
  const known: (Endpoint | null)[] = [
    ...routes.jobs.map((path) => endpoint('jobs', 'GET', path)),
    ...routes.jobs.map((path) => endpoint('create', 'POST', path)),
    endpoint('prices', 'GET', priceList?.path.replace('../', '')),
    endpoint('create', 'POST', routes.createJob(anyParams)),
    endpoint('estimate', 'POST', routes.estimatePrice),
    endpoint('upload', 'POST', routes.upload ?? routes.files),
    endpoint('staged', 'POST', formOf(uploads)),
    endpoint('files', 'GET', routes.files),
    endpoint('models', 'GET', routes.models),
    ...[routes.cancelJob, routes.pauseJob, routes.resumeJob, routes.startJob].map((route) =>
      endpoint('action', 'POST', route?.(mark)),
    ),
    endpoint('events', 'GET', routes.jobEvents?.(mark) ?? streamPathOf(live)),
    endpoint('checkpoints', 'GET', routes.jobCheckpoints?.(mark)),
    endpoint('metrics', 'GET', hasMetricsInJob({ routes }) ? undefined : routes.jobMetrics?.(mark)),
    endpoint('content', 'GET', hasContentInFile({ routes }) ? undefined : routes.fileContent?.(mark)),
    ...(capabilities.files === true ? [endpoint('file', 'GET', routes.file?.(mark))] : []),
    endpoint('job', 'GET', routes.job(mark)),
    endpoint('deleteJob', 'DELETE', routes.job(mark)),
  ];
  return known.filter((each) => each !== null);
}

/** Of a stream that is read though no page is open, or in the place of a log. */
function streamPathOf(live: Dialect['live']): string | undefined {
  return live?.isWholeLog === true || live?.movesJob === true ? live.path(mark) : undefined;
}

const anyParams: CreateJob = {
  ...{ model: 'm', trainingFile: 'f' },
  method: { type: 'supervised', hyperparameters: {} },
};

/** What is measured comes with the job: requests for it are requests for the job. */
export function hasMetricsInJob({ routes }: Pick<Dialect, 'routes'>): boolean {
  return routes.jobMetrics?.(mark) === routes.job(mark);
}

/** Where a file's content is comes with the file: requests for it are requests for the file. */
export function hasContentInFile({ routes }: Pick<Dialect, 'routes'>): boolean {
  return routes.file !== undefined && routes.fileContent?.(mark) === routes.file(mark);
}

/** @param isPlain an id is one segment, also where nothing comes before it */
function endpointAt(
  name: EndpointName,
  method: string,
  path: string | undefined,
  isPlain: boolean,
): Endpoint | null {
  if (path === undefined) return null;
  if (path === '') return { name, method, pattern: /\/v1$/ }; // the root itself
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // A bare id is a resource's whole name: of a job, a data set or a model.
  const id = path.startsWith(mark) && !isPlain ? (kinds[name] ?? '(.+)') : '([^/]+)';
  return { name, method, pattern: new RegExp(`/${escaped.replace(mark, id)}$`) };
}

const anyJob = '((?:supervisedFineTuningJobs|dpoJobs|reinforcementFineTuningJobs)/[^/:]+)';
const kinds: Readonly<Record<string, string>> = {
  ...{ job: anyJob, deleteJob: anyJob, action: anyJob },
  ...{
    file: '(datasets/[^/]+)',
  },
};

/** Where a small file goes that was made known before. */
function formOf({ staged }: Uploads): string | undefined {
  if (staged?.isForAll !== true) return undefined;
  const small = {
    filename: 'a.jsonl',
    size: 1,
    purpose: '',
    token: mark,
    isLarge: false,
    expiresAfter: null,
    pieces: 1,
    sha256: '',
  };
  const [target] = staged.begun({}, small)?.targets({}) ?? [];
  return target !== undefined && 'path' in target ? target.path : undefined;
}

export function endpointOf(
  endpoints: readonly Endpoint[],
  method: string,
  path: string,
): { readonly name: EndpointName; readonly id: string } | null {
  for (const { name, method: wanted, pattern } of endpoints) {
    const match = wanted === method ? pattern.exec(path) : null;
    if (match !== null) return { name, id: tryDecode(match[1] ?? '') };
  }
  return null;
}

function tryDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

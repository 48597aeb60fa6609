import type { ServerResponse } from 'node:http';
import { sendJson } from '../httpServer';
import type { Wire } from './openai';
import { bearerKey, oneOf, type Provider } from './router';

/** As the docstring of `JobInfo` in huggingface_hub 2.4.0 has it, with the keys of the wire. */
export function huggingfaceJob(id: string, fields: object = {}): Wire {
  return {
    id,
    createdAt: '2025-07-22T16:06:25.079Z',
    startedAt: '2025-07-22T16:06:31.079Z',
    finishedAt: null,
    dockerImage: 'ghcr.io/astral-sh/uv:python3.12-bookworm',
    command: ['uv', 'run', 'https://raw.githubusercontent.com/huggingface/trl/main/trl/scripts/sft.py'],
    arguments: [
      ...['--model_name_or_path', 'Qwen/Qwen2-0.5B', '--dataset_name', 'trl-lib/Capybara'],
      ...['--learning_rate=2e-5', '--num_train_epochs', '2', '--push_to_hub'],
    ],
    environment: {},
    secrets: {},
    flavor: 'a10g-large',
    labels: null,
    status: { stage: 'RUNNING', message: null },
    durations: { schedulingSecs: 6, runningSecs: 2, totalSecs: 8 },
    owner: { id: '5e9ecfc04957053f60648a3e', name: 'lhoestq', type: 'user' },
    initiator: { type: 'user', id: '5e9ecfc04957053f60648a3e', name: 'lhoestq' },
    ...fields,
  };
}

/** The first as the docstring of `JobHardwareInfo` has it, with the keys of the wire. */
const hardware = [
  {
    name: 'cpu-basic',
    prettyName: 'CPU Basic',
    cpu: '2 vCPU',
    ram: '16 GB',
    accelerator: null,
    unitCostMicroUSD: 167,
    unitCostUSD: 0.000167,
    unitLabel: 'minute',
  },
];

/** An event of the log: a line, and when it was written. */
export function logEvent(data: string, second: number): string {
  const timestamp = new Date(Date.UTC(2025, 6, 22, 16, 6, 31) + second * 1000).toISOString();
  return `data: ${JSON.stringify({ data, timestamp })}\n\n`;
}

/** What a run of four steps prints: the bars by tqdm, the dictionaries as Transformers 5 does, and the keep-alive. */
export const logOfRun: readonly string[] = [
  logEvent('===== Job started at 2025-07-22 16:06:31 =====', 0),
  logEvent('Map: 100%|██████████| 100/100 [00:01<00:00, 99.00 examples/s]', 1),
  logEvent('\r  0%|          | 0/4 [00:00<?, ?it/s]', 2),
  logEvent(' 50%|█████     | 2/4 [00:02<00:02,  1.00s/it]', 4),
  logEvent(
    "\r                                  \r{'loss': '5.427', 'grad_norm': '1.617', 'learning_rate': '4.8e-05', 'epoch': '1'}",
    5,
  ),
  ': keep-alive\n\n',
  logEvent(' 50%|█████     | 1/2 [00:00<00:00,  5.00it/s]', 6),
  logEvent("{'eval_loss': '4.5', 'eval_runtime': '0.4', 'epoch': '1'}", 7),
  logEvent('100%|██████████| 4/4 [00:04<00:00,  1.00s/it]', 8),
  logEvent("{'loss': '4.25', 'grad_norm': '1.5', 'learning_rate': '0', 'epoch': '2'}", 9),
  logEvent("{'train_runtime': '4.1', 'train_loss': '4.84', 'epoch': '2'}", 10),
];

/** Begins a stream of events. */
export function beginLog(response: ServerResponse): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  return response;
}

/** @param stream sends the log of the job */
export function huggingfaceProvider(
  stream = (response: ServerResponse): void => void beginLog(response).end(logOfRun.join('')),
): Provider {
  const jobs: Wire[] = [
    huggingfaceJob('687fb701029421ae5549d998', { labels: { name: 'faq', team: 'ml' } }),
    huggingfaceJob('68780d00bbe36d38803f645f', {
      createdAt: '2025-07-16T20:35:12.808Z',
      finishedAt: '2025-07-16T20:40:12.808Z',
      flavor: 'cpu-basic',
      durations: { schedulingSecs: 12, runningSecs: 300, totalSecs: 312 },
      status: { stage: 'ERROR', message: 'Job failed with exit code: 1. Reason: Error' },
    }),
    huggingfaceJob('68780d00bbe36d38803f6460', {
      createdAt: '2025-07-15T20:35:12.808Z',
      startedAt: null,
      durations: { schedulingSecs: null, runningSecs: null, totalSecs: 9 },
      status: { stage: 'SCHEDULING', message: null },
    }),
  ];
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(response, { error: message }, status);
  };
  const isIt = (item: Wire, id: string) => item.id === id;
  return {
    root: '/api/jobs/lhoestq',
    isAuthorized: bearerKey,
    refuse,
    jobs,
    routes: {
      'GET //api/jobs/hardware': (_, response) => {
        sendJson(response, hardware);
      },
      'GET ': (request, response) => {
        const isSecond = request.query.get('cursor') === 'b2';
        if (!isSecond) {
          const next = `http://${String(request.headers.host)}${request.path}?cursor=b2`;
          response.setHeader('link', `<${next}>; rel="next"`);
        }
        sendJson(response, isSecond ? jobs.slice(2) : jobs.slice(0, 2));
      },
      'GET /:id': oneOf(jobs, isIt, refuse),
      'GET /:id/logs': (_, response) => {
        stream(response);
      },
      'POST /:id/cancel': oneOf(jobs, isIt, refuse, (job) => {
        Object.assign(job, { status: { stage: 'CANCELED', message: null } });
        return job;
      }),
    },
  };
}

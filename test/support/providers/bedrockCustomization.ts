import type { ServerResponse } from 'node:http';
import { sendJson } from '../httpServer';
import { bearerKey, oneOf, type Provider } from './router';

const account = 'arn:aws:bedrock:us-east-1:123456789012';
const base = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:300k';

type Job = Record<string, unknown> & { jobArn: string; jobName: string };

/** As `GetModelCustomizationJob` has it in botocore's model. */
export function customizationJob(jobArn: string, jobName: string, fields: Record<string, unknown> = {}): Job {
  return {
    ...{ jobArn, jobName, outputModelName: jobName, roleArn: 'arn:aws:iam::123456789012:role/faq' },
    ...{ status: 'InProgress', creationTime: '2026-01-01T10:00:00Z', baseModelArn: base },
    statusDetails: {
      dataProcessingDetails: { status: 'Completed' },
      trainingDetails: { status: 'InProgress' },
      validationDetails: { status: 'NotStarted' },
    },
    lastModifiedTime: '2026-01-01T10:20:00Z',
    hyperParameters: { epochCount: '2', learningRate: '0.00001' },
    trainingDataConfig: { s3Uri: 's3://acme/train.jsonl' },
    validationDataConfig: { validators: [{ s3Uri: 's3://acme/valid.jsonl' }] },
    outputDataConfig: { s3Uri: 's3://acme/out/' },
    customizationType: 'FINE_TUNING',
    ...fields,
  };
}

const arn = (id: string) => `${account}:model-customization-job/amazon.nova-lite-v1:0:300k/${id}`;
/** Of a list, without what only the job itself has. */
const summaryOf = ({
  jobArn,
  jobName,
  status,
  creationTime,
  baseModelArn,
  customizationType,
  endTime,
  outputModelArn: customModelArn,
}: Job) => ({
  ...{ jobArn, jobName, status, creationTime, baseModelArn, customizationType, endTime },
  customModelArn,
});

/** Amazon Bedrock's customization jobs: `nextToken`, ARNs, one job of however many requests under one token. */
export function bedrockCustomizationProvider(): Provider {
  const jobs: Job[] = [
    customizationJob(arn('000000000003'), 'running-1', { creationTime: '2026-01-01T12:00:00.123Z' }),
    customizationJob(arn('000000000002'), 'done-1', {
      ...{ status: 'Completed', creationTime: '2026-01-01T11:00:00Z', endTime: '2026-01-01T11:30:00Z' },
      outputModelArn: `${account}:custom-model/amazon.nova-lite-v1:0:300k/aaaaaaaaaaaa`,
    }),
    customizationJob(arn('000000000001'), 'failed-1', {
      status: 'Failed',
      failureMessage: 'Bad data at line 3',
    }),
  ];
  const refuse: Provider['refuse'] = (response, status, message) => {
    const type = status === 404 ? 'ResourceNotFoundException' : 'ValidationException';
    sendJson(response, { message }, status, { 'x-amzn-errortype': type });
  };
  const isIt = (job: Job, id: string) => [job.jobArn, job.jobName].includes(id);
  const empty = (response: ServerResponse) => response.writeHead(200).end();
  return {
    root: '',
    isAuthorized: bearerKey,
    refuse,
    jobs,
    routes: {
      'GET /model-customization-jobs': ({ query }, response) => {
        const wanted = jobs
          .filter(({ status }) => [null, status].includes(query.get('statusEquals')))
          .toSorted((a, b) => String(b['creationTime']).localeCompare(String(a['creationTime'])));
        const start = Number(query.get('nextToken') ?? 0);
        const end = start + Number(query.get('maxResults') ?? 10);
        sendJson(response, {
          modelCustomizationJobSummaries: wanted.slice(start, end).map(summaryOf),
          ...(end < wanted.length ? { nextToken: String(end) } : {}),
        });
      },
      'POST /model-customization-jobs': async (request, response) => {
        const body = await request.json();
        const required = ['jobName', 'customModelName', 'baseModelIdentifier', 'trainingDataConfig'];
        const missing = required.find((name) => body[name] === undefined);
        const { clientRequestToken: token, jobName } = body;
        const same = jobs.find((job) => token !== undefined && job['clientRequestToken'] === token);
        if (missing !== undefined) refuse(response, 400, `${missing} must not be null`);
        else if (same !== undefined) sendJson(response, { jobArn: same.jobArn }, 201);
        else if (jobs.some((job) => job.jobName === jobName))
          refuse(response, 400, 'The provided job name is currently in use.');
        else {
          const id = arn(`00000000001${String(jobs.length)}`);
          const fields = {
            ...{ validationDataConfig: undefined, ...body },
            ...{ creationTime: '2026-01-01T13:00:00Z', status: 'InProgress' },
          };
          jobs.push(customizationJob(id, String(jobName), fields));
          sendJson(response, { jobArn: id }, 201);
        }
      },
      'GET /model-customization-jobs/:id': oneOf(jobs, isIt, refuse),
      'POST /model-customization-jobs/:id/stop': (_, response, [id = '']) => {
        const job = jobs.find((each) => isIt(each, id));
        if (job === undefined) refuse(response, 404, 'Could not find the job');
        else {
          job['status'] = 'Stopping';
          empty(response);
        }
      },
      'GET /foundation-models': (_, response) => {
        const common = { providerName: 'Amazon', inputModalities: ['TEXT'] };
        sendJson(response, {
          modelSummaries: [
            {
              ...{ ...common, modelArn: base, modelId: 'amazon.nova-lite-v1:0:300k', modelName: 'Nova Lite' },
              ...{ customizationsSupported: ['FINE_TUNING'], modelLifecycle: { status: 'ACTIVE' } },
            },
            {
              ...{ ...common, modelArn: `${base}x`, modelId: 'amazon.old-v1', modelName: 'Old' },
              customizationsSupported: [],
              modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2026-06-01T00:00:00Z' },
            },
          ],
        });
      },
      'DELETE /custom-models/:id': (_, response) => {
        empty(response);
      },
    },
  };
}

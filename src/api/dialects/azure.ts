import { t } from '@vscode/l10n';
import type { Connection } from '../connection';
import { segment } from '../http/addresses';
import { isObject, type JsonObject, present } from '../wire/values';
import { type ChatWire, newerBody, olderBody } from './chat';
import { gptExampleTokens, usualLeastExamples } from './dataLimits';
import type { Capabilities, CreateJob, Dialect } from './dialect';
import {
  omitUndefined,
  openai,
  openaiCreateBody,
  openaiFileRoutes,
  openaiGraderRoutes,
  openaiJobRoutes,
  openaiModelRoutes,
  openaiRunRoutes,
} from './openai';
import { openaiUploads } from './openaiUploads';
import { inOneForm } from './uploads';

/**
 * The deployment is in the path, unless the path is that of v1, where it stands in place of the model. Source: Azure's
 * REST specification of Azure OpenAI, inference 2024-10-21 (without `max_completion_tokens`) and v1.
 */
const chat: ChatWire = {
  path: (deployment, baseUrl) =>
    isVersion1(baseUrl) ? 'chat/completions' : `deployments/${segment(deployment)}/chat/completions`,
  body: (request, baseUrl) => (isVersion1(baseUrl) ? newerBody : olderBody)(request),
  note: t('Azure answers by deployments: enter the name of the deployment of each model.'),
  isByDeployment: true,
};

function isVersion1(baseUrl: string): boolean {
  return /\/v1\/*$/.test(new URL(baseUrl).pathname);
}

/** The one version by date that has a training type, pause and resume. */
const previewVersion = '2025-04-01-preview';
const needsPreview = t('Azure has this with the API version {0}, and on its v1 path.', previewVersion);

const readRoutes = {
  jobEvents: openaiRunRoutes.jobEvents,
  jobCheckpoints: openaiRunRoutes.jobCheckpoints,
  ...openaiFileRoutes,
  models: openaiModelRoutes.models,
};
const routes = { ...openaiRunRoutes, ...readRoutes };

const capabilities: Capabilities = {
  ...openai.capabilities,
  start: t('Azure starts every job by itself.'),
  metrics: t('Azure reports metrics in events, checkpoints and result files.'),
  weights: t('Azure does not hand out weights.'),
  deleteModel: t('Azure’s API has no way to delete a model: delete its deployment in the portal.'),
  metadataFilter: t('Azure’s list of jobs cannot be searched by metadata.'),
  price: t('Azure bills training by the hour or token and does not report the price of a job.'),
  priceEstimate: t('Azure does not report the price before the run.'),
};

/** “Training example context length” in its table of models that can be fine-tuned. */
const exampleLengths = {
  page: 'https://learn.microsoft.com/azure/ai-services/openai/concepts/models#fine-tuning-models',
  seen: '2026-11-27',
} as const;

/**
 * Azure OpenAI and Microsoft Foundry on their v1 path: OpenAI's wire with another header. Source: Azure's REST
 * specification `OpenAI.v1`, in which jobs have metadata and cannot be deleted, nothing is uploaded in parts, and no
 * hyperparameter has bounds. Graders are checked there, by Foundry's REST reference (Run a grader, Validate a grader):
 * https://learn.microsoft.com/en-us/azure/foundry/reference/rest/graders-run-grader; on no other path.
 */
export const azure: Dialect = {
  ...openai,
  id: 'azure',
  keyVariable: 'AZURE_OPENAI_API_KEY',
  addressParts: [
    {
      name: 'RESOURCE',
      prompt: t('Name of the Azure OpenAI resource'),
      example: 'my-resource',
      pattern: /[a-z\d](?:[a-z\d-]*[a-z\d])?/i,
    },
  ],
  connectionFields: [
    {
      prompt: t('API version, for addresses without /openai/v1'),
      placeholder: '2025-04-01-preview',
      isRequired: true,
      isAsked: (baseUrl) => !baseUrl.includes('/openai/v1'),
      read: (apiVersion) => ({ apiVersion }),
    },
  ],
  wrongAddresses: [
    {
      pattern: /^https:\/\/(?:portal|ai|oai)\.azure\.com/,
      advice: t(
        'That is the portal: use the endpoint of the resource, as its page “Keys and Endpoint” has it.',
      ),
    },
    {
      pattern: /\/openai\/deployments\//,
      advice: t('That is the address of a deployment: leave out all from /deployments.'),
    },
  ],
  advice: {
    address: t('Check the name of the resource: it is the first part of the host.'),
    key: t(
      'A key of another resource, or a token of Microsoft Entra ID that has expired, is refused as well.',
    ),
  },
  variantOf: ({ baseUrl, apiVersion }) => {
    if (baseUrl === undefined || isVersion1(withOpenaiPath({ baseUrl, apiVersion }))) return azure;
    const version = apiVersion ?? new URL(baseUrl).searchParams.get('api-version');
    return version === previewVersion ? azurePreview : azureByDate;
  },
  capabilities: {
    ...capabilities,
    deleteJob: t('Azure’s v1 API has no way to delete a job.'),
    largeUpload: t('Azure’s v1 API takes a file in one piece.'),
  },
  hyperparameters: {
    offered: openai.hyperparameters.offered,
    ...(openai.hyperparameters.onlyFor && { onlyFor: openai.hyperparameters.onlyFor }),
    takesOthers: true,
  },
  routes: { ...routes, ...openaiGraderRoutes },
  chat,
  callApi: 'azure',
  baseUrl: withOpenaiPath,
  headers: azureHeaders,
  query: ({ apiVersion }) => (apiVersion === undefined ? {} : { 'api-version': apiVersion }),
  filesQuery: (purpose) => ({ purpose }),
  // Source: Azure OpenAI's quotas and limits (learn.microsoft.com): files for fine-tuning.
  uploads: inOneForm,
  dataLimits: [
    {
      ...{ of: 'examples', file: 'training', least: usualLeastExamples, recommended: 50 },
      ...{
        page: 'https://learn.microsoft.com/azure/ai-services/openai/how-to/fine-tuning',
        seen: '2026-11-27',
      },
    },
    {
      of: 'bytes',
      ...{ page: 'https://learn.microsoft.com/azure/ai-services/openai/quotas-limits', seen: '2026-11-27' },
    },
    {
      ...{ of: 'tokens', most: gptExampleTokens, ...exampleLengths },
      models: ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini'],
    },
    {
      ...{ of: 'tokens', most: 32_768, ...exampleLengths },
      models: ['gpt-4.1-nano'],
    },
  ],
};

/**
 * The same on the older path with an api-version, which has no metadata, and can delete jobs. Source: Azure's REST
 * specification of Azure OpenAI, authoring 2024-10-21: no method, no integrations, neither pause nor resume, and what a
 * suffix may be. Other versions are taken for it, but for the one that has more.
 */
const azureByDate: Dialect = {
  ...azure,
  capabilities: {
    ...capabilities,
    deleteJob: true,
    metadata: t('Azure keeps metadata of a job on its v1 path alone.'),
    ...{ pause: needsPreview, resume: needsPreview, integrations: needsPreview },
  },
  maxSuffixLength: 40,
  suffixRule: { pattern: /[\w-]*/, text: t('Letters, digits, - and _ alone') },
  methods: ['supervised'],
  routes: { ...openaiJobRoutes, ...readRoutes },
  uploads: openaiUploads,
  createBody: (params) =>
    omitUndefined({
      ...openaiCreateBody(params),
      ...{ method: undefined, hyperparameters: params.method.hyperparameters },
    }),
};

/**
 * Source: the same, authoring 2025-04-01-preview; `trainingType` is in its examples, its values are in Azure's guide to
 * fine-tuning.
 */
const azurePreview: Dialect = {
  ...azureByDate,
  capabilities: { ...azureByDate.capabilities, pause: true, resume: true, integrations: true },
  methods: openai.methods,
  hasGraders: true,
  routes,
  settings: [
    {
      name: 'trainingType',
      label: t('Training type'),
      hint: t('Where is the model trained? It changes the price'),
      choices: [
        { value: 'standard', label: t('Standard'), detail: t('In the region of the resource') },
        { value: 'globalStandard', label: t('Global standard'), detail: t('In any region, for less') },
        {
          value: 'developerTier',
          label: t('Developer'),
          detail: t('In any region, on idle machines: for least, and it may be interrupted'),
        },
      ],
      // Left out, the service complains about something else.
      initial: 'standard',
    },
  ],
  filesQuery: (purpose) => ({ purpose, order: 'desc' }),
  createBody,
  toJob,
};

/** The hyperparameters are beside the method, which has its name alone. */
function createBody(params: CreateJob): JsonObject {
  const { type, hyperparameters, grader } = params.method;
  return omitUndefined({
    ...openaiCreateBody(params),
    ...(grader === undefined ? { method: { type }, hyperparameters } : {}),
    trainingType: params.settings?.['trainingType'],
  });
}

function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { trainingType, ...job } = raw;
  return { ...job, job_settings: present({ trainingType }) };
}

/** The resource's own address is what the portal shows: the path is `/openai/v1`, or `/openai` with an api-version. */
function withOpenaiPath({
  baseUrl,
  apiVersion,
}: {
  readonly baseUrl: string;
  readonly apiVersion?: string | undefined;
}): string {
  const url = new URL(baseUrl);
  if (url.pathname.replace(/\/+$/, '') !== '') return baseUrl;
  url.pathname = apiVersion === undefined && !url.search.includes('api-version') ? '/openai/v1' : '/openai';
  return url.toString();
}

/** A resource key goes into `api-key`; a token of Microsoft Entra ID, which is a JSON web token, is a bearer token. */
function azureHeaders(_: Connection, key: string | undefined): Readonly<Record<string, string>> {
  if (key === undefined) return {};
  const isToken = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(key);
  return isToken ? { authorization: `Bearer ${key}` } : { 'api-key': key };
}

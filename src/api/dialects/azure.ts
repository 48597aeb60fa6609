import { t } from '@vscode/l10n';
import type { Connection } from '../connection';
import { segment } from '../http/addresses';
import { type ChatWire, newerBody, olderBody } from './chat';
import type { CreateJob, Dialect } from './dialect';
import { openai, openaiCreateBody, openaiRoutes } from './openai';

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

/**
 * Azure OpenAI and Microsoft Foundry: OpenAI's wire at another address, with another header, and jobs that can be
 * deleted. Source: Azure's REST specification of Azure OpenAI (fine-tuning, 2024-10-21 and 2025-04-01-preview; v1).
 */
export const azure: Dialect = {
  ...openai,
  id: 'azure',
  title: 'Azure OpenAI',
  defaultBaseUrl: null,
  exampleBaseUrl: 'https://RESOURCE.openai.azure.com/openai/v1',
  capabilities: {
    ...openai.capabilities,
    start: t('Azure starts every job by itself.'),
    deleteJob: true,
    metrics: t('Azure reports metrics in events, checkpoints and result files.'),
    metadata: t('Azure does not promise to keep metadata of a job.'),
    metadataFilter: t('Azure does not promise to keep metadata of a job.'),
    price: t('Azure bills training by the hour or token and does not report the price of a job.'),
    priceEstimate: t('Azure does not report the price before the run.'),
  },
  maxSuffixLength: 40,
  routes: openaiRoutes,
  chat,
  baseUrl: ({ baseUrl, apiVersion }) => withOpenaiPath(baseUrl, apiVersion),
  headers: azureHeaders,
  query: ({ apiVersion }) => (apiVersion === undefined ? {} : { 'api-version': apiVersion }),
  // Left out, the service complains about something else. `standard` keeps the data in the resource's region.
  createBody: (params: CreateJob) => ({ ...openaiCreateBody(params), trainingType: 'standard' }),
};

/** The resource's own address is what the portal shows: the path is `/openai/v1`, or `/openai` with an api-version. */
function withOpenaiPath(baseUrl: string, apiVersion: string | undefined): string {
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

import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { FileReference } from '../../api/wire/file';
import type { Integration } from '../../api/wire/job';
import { clipped } from '../../shared/format';
import { asExpected, priceText } from '../../shared/progressText';
import type { JobSnapshot } from '../../shared/protocol';
import { repeatedFacts } from '../../shared/repeatedText';
import { statusText } from '../../shared/statusLook';
import type { App } from '../app';
import { age, copyButton, fold, icon, withElements } from '../elements/parts';
import { filesLabel, namedFiles } from '../facts/fileNames';
import { effectiveHyperparameters, type HyperparameterRow } from '../facts/hyperparameterRows';
import { integrationLink, safeLink } from '../facts/links';
import type { ShownJob } from '../state/pageState';

type Content = TemplateResult | string;

/** A fact with the name that the API has for it; left out where there is nothing to report. */
interface Fact {
  readonly label: string;
  /** Null: it is none of the API's. */
  readonly apiName: string | null;
  /** It is the provider's own name, whatever it calls the others. */
  readonly isOwn?: true;
  readonly value: Content | null;
}

/** Every field of the job. */
export function detailsTab(record: ShownJob, app: App): TemplateResult {
  const hasNames = record.snapshot.hasOwnNames !== true;
  return html`
    ${fold(app, 'facts', t('Job'), () => factList(jobFacts(record, app), hasNames))}
    ${fold(app, 'hyperparameters', t('Hyperparameters'), () => hyperparameters(record, hasNames))}
    ${fold(app, 'metadata', t('Metadata and integrations'), () => factList(metadataFacts(record, app), hasNames))}
  `;
}

/** @param hasNames the provider calls its fields as OpenAI does */
function factList(facts: readonly Fact[], hasNames: boolean): TemplateResult {
  const known = facts.filter(({ value }) => value !== null);
  if (known.length === 0)
    return html`<p class="muted">${t({ message: 'None.', comment: 'Facts of the job' })}</p>`;
  return html`<dl class="facts-list">
    ${known.map(
      ({ label, apiName, isOwn = hasNames, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd class="api-name">
            ${apiName === null || !isOwn ? '' : html`<code translate="no">${apiName}</code>`}
          </dd>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function localName({ name, providerName }: JobSnapshot): Content | null {
  if (providerName === null) return null;
  const names = [name, providerName].map((each) => html`<span translate="no">${clipped(each, 300)}</span>`);
  return html`${withElements(t('{0}, at the provider: {1}'), ...names)}`;
}

function jobFacts({ snapshot }: ShownJob, app: App): Fact[] {
  const { job } = snapshot;
  const text = (value: string | null, what: string) => (value === null ? null : copyable(value, what, app));
  const time = (at: number | null) =>
    at === null ? null : html`${age(at, app)} <span class="muted">· ${app.format.date(at)}</span>`;
  return [
    { label: t('Local name'), apiName: null, value: localName(snapshot) },
    { label: t('Name'), apiName: job.suffixName, value: text(job.suffix, t('suffix')) },
    { label: t('Id'), apiName: 'id', value: copyable(job.id, t('job id'), app) },
    {
      label: t({ message: 'Object', comment: 'What kind of object the API says it is' }),
      apiName: 'object',
      value: job.object,
    },
    { label: t('Status'), apiName: 'status', value: statusFact(snapshot) },
    { label: t('Base model'), apiName: 'model', value: text(job.model, t('base model')) },
    {
      label: t('Fine-tuned model'),
      apiName: 'fine_tuned_model',
      value: text(job.fineTunedModel, t('model name')),
    },
    { label: t('Method'), apiName: 'method.type', value: job.method?.type ?? null },
    ...snapshot.settings.map(({ name, label, value }) => ({
      label,
      apiName: name,
      isOwn: true as const,
      value: clipped(value, 300),
    })),
    ...repeatedFacts(job.repeated).map(({ name, value }) => ({
      label: clipped(name, 100),
      apiName: null,
      value: clipped(value, 1000),
    })),
    {
      label: t('Grader'),
      apiName: 'method.reinforcement.grader',
      value: graderText(job.method?.grader ?? null),
    },
    { label: t('Created'), apiName: 'created_at', value: time(job.createdAt) },
    { label: t('Updated'), apiName: 'updated_at', value: time(job.updatedAt) },
    { label: t('Started'), apiName: 'started_at', value: time(job.startedAt) },
    { label: t('Estimated finish'), apiName: 'estimated_finish', value: time(job.estimatedFinish) },
    { label: t('Finished'), apiName: 'finished_at', value: time(job.finishedAt) },
    {
      label: t('Jobs before it'),
      apiName: 'queue_depth',
      value: job.queuePosition === null ? null : app.format.count(job.queuePosition),
    },
    {
      label: t('Trained tokens'),
      apiName: 'trained_tokens',
      value: job.trainedTokens === null ? null : asExpected(app.format.count(job.trainedTokens), job.status),
    },
    {
      label: t('Price'),
      apiName: 'total_price',
      value: priceText(job, app.format),
    },
    {
      label: t({ message: 'Seed', comment: 'Of the random numbers' }),
      apiName: 'seed',
      value: job.seed === null ? null : String(job.seed),
    },
    {
      label: filesLabel('training', job.trainingFiles.length),
      apiName: 'training_file',
      value: fileText(job.trainingFiles, snapshot, app),
    },
    {
      label: filesLabel('validation', job.validationFiles.length),
      apiName: 'validation_file',
      value: fileText(job.validationFiles, snapshot, app),
    },
    {
      label: filesLabel('result', job.resultFiles.length),
      apiName: 'result_files',
      value: fileText(job.resultFiles, snapshot, app),
    },
    {
      label: t('Organization'),
      apiName: 'organization_id',
      value: text(job.organizationId, t('organization id')),
    },
    // Its message is in front, line by line.
    { label: t('Error code'), apiName: 'error.code', value: text(job.error?.code ?? null, t('error code')) },
    { label: t('Wrong parameter'), apiName: 'error.param', value: job.error?.param ?? null },
    {
      label: t('Web page'),
      apiName: 'web_url',
      value: link(job.webUrl, t('Open the provider’s page of this job'), app),
    },
    {
      label: t('Connection'),
      apiName: null,
      value: connectionText(snapshot.connection),
    },
  ];
}

/** With what it speaks, where that is another word. */
function connectionText({ name, kind }: JobSnapshot['connection']): string {
  return name === kind ? name : `${name} (${kind})`;
}

function statusFact(snapshot: ShownJob['snapshot']): string {
  return statusText(clipped(snapshot.job.status, 100));
}

function graderText(grader: Readonly<Record<string, unknown>> | null): TemplateResult | null {
  return grader === null ? null : html`<code class="wrap">${clipped(JSON.stringify(grader), 4000)}</code>`;
}

/** With their names, where the job or the Files API has them. */
function fileText(
  files: readonly FileReference[],
  { files: facts }: JobSnapshot,
  app: App,
): TemplateResult | null {
  if (files.length === 0) return null;
  return html`<ul class="plain-list">
    ${namedFiles(files, facts).map(
      ({ id, name }, at) =>
        html`<li>
          ${name === null ? '' : `${clipped(name, 300)} · `}<code>${clipped(id, 300)}</code>
          ${embeddedText(files[at], app)}
        </li>`,
    )}
  </ul>`;
}

/** What some jobs say of a file themselves: a legacy one has whole file objects. */
function embeddedText(file: FileReference | undefined, { format }: App): TemplateResult | string {
  const embedded = file?.embedded;
  if (embedded === undefined) return '';
  const { purpose, status, statusDetails, bytes, createdAt, expiresAt, examples } = embedded;
  const words = [
    purpose,
    status,
    examples === null ? null : t('{0} examples', format.count(examples)),
    statusDetails,
    bytes === null ? null : format.bytes(bytes),
    createdAt === null ? null : t('created {0}', format.date(createdAt)),
    expiresAt === null ? null : t('expires {0}', format.date(expiresAt)),
  ].filter((word) => word !== null);
  return html`<span class="muted">· ${clipped(words.join(' · '), 500)}</span>`;
}

function copyable(value: string, what: string, app: App): TemplateResult {
  return html`<span class="with-button"
    ><code>${clipped(value, 1000)}</code>${copyButton(value, what, app)}</span
  >`;
}

/** Only https is opened; anything else is shown as the text that it is. */
function link(url: string | null, label: string, app: App): TemplateResult | null {
  if (url === null) return null;
  const safe = safeLink(url);
  if (safe === null) return html`<span class="wrap">${clipped(url, 1000)}</span>`;
  const open = (event: Event) => {
    event.preventDefault();
    app.send({ type: 'openLink', url: safe });
  };
  return html`<a href=${safe} title=${label} @click=${open}>${clipped(safe, 300)}</a>
    ${icon('link-external')}`;
}

const integrationNames: ReadonlyMap<string, string> = new Map([
  ['wandb', 'Weights & Biases'],
  ['experiment', t('Experiment')],
  ['endpoint', t('Endpoint')],
]);

function metadataFacts({ snapshot }: ShownJob, app: App): Fact[] {
  const { metadata, integrations } = snapshot.job;
  return [
    ...integrations.map((each) => ({
      label: integrationNames.get(each.type) ?? clipped(each.type, 100),
      apiName: `integrations (${clipped(each.type, 100)})`,
      value: integrationText(each, app),
    })),
    ...Object.entries(metadata).map(([key, value]) => ({
      label: clipped(key, 100),
      apiName: `metadata[${clipped(key, 100)}]`,
      value: copyable(value, t('metadata {0}', clipped(key, 100)), app),
    })),
  ];
}

function integrationText(integration: Integration, app: App): TemplateResult {
  const { type, project, name, entity, tags } = integration;
  if (type !== 'wandb' && name !== null) return namedText(name, integration, app);
  const words = [
    project === null ? null : t('project {0}', project),
    name === null ? null : t({ message: 'run {0}', args: [name], comment: 'Noun: {0} is the name of a run' }),
    entity === null ? null : t('entity {0}', entity),
    tags.length === 0 ? null : t('tags {0}', tags.join(', ')),
  ].filter((part) => part !== null);
  return html`${clipped(words.join(' · '), 1000)}
  ${link(integrationLink(integration), t('Open the project in Weights & Biases'), app) ?? ''}`;
}

/** What belongs to the job at the provider: its experiment, the endpoint of its model. */
function namedText(name: string, integration: Integration, app: App): TemplateResult {
  const url = integrationLink(integration);
  return html`${copyable(name, t('name'), app)} ${link(url, t('Open it at the provider'), app) ?? ''}`;
}

/** What was requested beside what is used; of the two columns those that anything is known for; what is not known is empty. */
function hyperparameters({ snapshot }: ShownJob, hasNames: boolean): TemplateResult {
  const rows = effectiveHyperparameters(snapshot.job, snapshot.requested);
  if (rows.length === 0) return html`<p class="muted">${t('The provider reports none.')}</p>`;
  const columns = [
    { title: t('Requested'), of: requestedOf },
    { title: t('In effect'), of: effectiveOf },
  ].filter((column) => rows.some((row) => column.of(row) !== null));
  return html`<table class="table">
    <thead>
      <tr>
        <th scope="col">${t('Name')}</th>
        <th scope="col" class="api-name"><span class="visually-hidden">${t('Name in the API')}</span></th>
        ${columns.map(({ title }) => html`<th scope="col" class="number">${title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${row.label}</th>
            <td class="api-name">${hasNames ? html`<code translate="no">${row.name}</code>` : ''}</td>
            ${columns.map((column) => html`<td class="number">${column.of(row) ?? ''}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const requestedOf = ({ requested }: HyperparameterRow) => requested;
const effectiveOf = ({ effective }: HyperparameterRow) => effective;

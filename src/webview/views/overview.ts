import { type TemplateResult, html } from 'lit/html.js';
import type { Integration } from '../../api/wire/job';
import { durationsOf } from '../../metrics/timeline';
import type { App } from '../app';
import { clipped } from '../../shared/format';
import { effectiveHyperparameters } from '../facts/hyperparameters';
import { integrationLink, safeLink } from '../facts/links';
import type { JobRecord } from '../state/pageState';
import { lookOf } from '../../shared/statusLook';
import { hasEnded } from '../../shared/statuses';
import { copyButton, date, fold, icon } from '../elements/parts';

type Content = TemplateResult | string;

/** A fact with the name that the API has for it; left out where there is nothing to report. */
interface Fact {
  readonly label: string;
  readonly apiName: string;
  readonly value: Content | null;
}

export function overview(record: JobRecord, app: App): TemplateResult {
  return html`
    ${fold(app, 'facts', 'Job', () => factList(jobFacts(record, app)))}
    ${fold(app, 'timeline', 'Timeline', () => timeline(record, app))}
    ${fold(app, 'hyperparameters', 'Hyperparameters', () => hyperparameters(record))}
    ${fold(app, 'metadata', 'Metadata and integrations', () => factList(metadataFacts(record, app)))}
  `;
}

function factList(facts: readonly Fact[]): TemplateResult {
  const known = facts.filter(({ value }) => value !== null);
  if (known.length === 0) return html`<p class="muted">None.</p>`;
  return html`<dl class="facts-list">
    ${known.map(
      ({ label, apiName, value }) =>
        html`<div>
          <dt title="In the API: ${apiName}">${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function jobFacts({ snapshot }: JobRecord, app: App): Fact[] {
  const { job } = snapshot;
  const text = (value: string | null, what: string) => (value === null ? null : copyable(value, what, app));
  const time = (at: number | null) => (at === null ? null : date(at, app));
  return [
    { label: 'Name', apiName: 'user_provided_suffix', value: text(job.suffix, 'suffix') },
    { label: 'Id', apiName: 'id', value: copyable(job.id, 'job id', app) },
    { label: 'Object', apiName: 'object', value: job.object },
    { label: 'Status', apiName: 'status', value: statusFact(snapshot) },
    { label: 'Base model', apiName: 'model', value: text(job.model, 'base model') },
    { label: 'Fine-tuned model', apiName: 'fine_tuned_model', value: text(job.fineTunedModel, 'model name') },
    { label: 'Method', apiName: 'method.type', value: job.method?.type ?? null },
    {
      label: 'Grader',
      apiName: 'method.reinforcement.grader',
      value: graderText(job.method?.grader ?? null),
    },
    { label: 'Created', apiName: 'created_at', value: time(job.createdAt) },
    { label: 'Updated', apiName: 'updated_at', value: time(job.updatedAt) },
    { label: 'Started', apiName: 'started_at', value: time(job.startedAt) },
    { label: 'Estimated finish', apiName: 'estimated_finish', value: time(job.estimatedFinish) },
    { label: 'Finished', apiName: 'finished_at', value: time(job.finishedAt) },
    {
      label: 'Trained tokens',
      apiName: 'trained_tokens',
      value: job.trainedTokens === null ? null : app.format.count(job.trainedTokens),
    },
    {
      label: 'Price',
      apiName: 'total_price',
      value: job.price === null ? null : app.format.price(job.price),
    },
    { label: 'Seed', apiName: 'seed', value: job.seed === null ? null : String(job.seed) },
    { label: 'Training files', apiName: 'training_file', value: fileText(job.trainingFiles) },
    { label: 'Validation files', apiName: 'validation_file', value: fileText(job.validationFiles) },
    { label: 'Result files', apiName: 'result_files', value: fileText(job.resultFiles) },
    { label: 'Organization', apiName: 'organization_id', value: text(job.organizationId, 'organization id') },
    { label: 'Error', apiName: 'error', value: job.error === null ? null : clipped(job.error.message, 1000) },
    {
      label: 'Web page',
      apiName: 'web_url',
      value: link(job.webUrl, 'Open the provider’s page of this job', app),
    },
    {
      label: 'Connection',
      apiName: 'none: the name in settings',
      value: `${snapshot.connection.name} (${snapshot.connection.kind})`,
    },
  ];
}

function statusFact(snapshot: JobRecord['snapshot']): string {
  const { label } = lookOf(snapshot.job.status);
  return label.toLowerCase() === snapshot.job.status.toLowerCase()
    ? label
    : `${label} (${clipped(snapshot.job.status, 100)})`;
}

function graderText(grader: Readonly<Record<string, unknown>> | null): TemplateResult | null {
  return grader === null ? null : html`<code class="wrap">${clipped(JSON.stringify(grader), 4000)}</code>`;
}

function fileText(
  files: readonly { readonly id: string; readonly filename: string | null }[],
): TemplateResult | null {
  if (files.length === 0) return null;
  return html`<ul class="plain-list">
    ${files.map(({ id, filename }) => html`<li>${filename === null ? '' : `${clipped(filename, 300)} · `}<code>${clipped(id, 300)}</code></li>`)}
  </ul>`;
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

function metadataFacts({ snapshot }: JobRecord, app: App): Fact[] {
  const { metadata, integrations } = snapshot.job;
  return [
    ...integrations.map((each) => ({
      label: each.type === 'wandb' ? 'Weights & Biases' : clipped(each.type, 100),
      apiName: `integrations (${clipped(each.type, 100)})`,
      value: integrationText(each, app),
    })),
    ...Object.entries(metadata).map(([key, value]) => ({
      label: clipped(key, 100),
      apiName: `metadata[${clipped(key, 100)}]`,
      value: copyable(value, `metadata ${clipped(key, 100)}`, app),
    })),
  ];
}

function integrationText(integration: Integration, app: App): TemplateResult {
  const { project, name, entity, tags } = integration;
  const told = [
    project === null ? null : `project ${project}`,
    name === null ? null : `run ${name}`,
    entity === null ? null : `entity ${entity}`,
    tags.length === 0 ? null : `tags ${tags.join(', ')}`,
  ].filter((part) => part !== null);
  return html`${clipped(told.join(' · '), 1000)}
  ${link(integrationLink(integration), 'Open the project in Weights & Biases', app) ?? ''}`;
}

const milestoneTitles = {
  created: 'Created',
  validated: 'Files validated',
  queued: 'Queued',
  started: 'Training started',
  firstStep: 'First step',
  finished: 'Finished',
} as const;

function timeline({ snapshot }: JobRecord, app: App): TemplateResult {
  const entries = snapshot.timeline;
  const { queue, training } = durationsOf(entries, app.now, hasEnded(snapshot.job.status));
  return html`
    <ol class="timeline">
      ${entries.map(
        ({ milestone, at, sincePrevious }) =>
          html`<li>
            <span>${milestoneTitles[milestone]}</span>${date(at, app)}
            <span class="muted"
              >${sincePrevious === null ? '' : `+ ${app.format.duration(sincePrevious)}`}</span
            >
          </li>`,
      )}
    </ol>
    <p class="muted">
      ${[
        queue === null ? null : `${app.format.duration(queue)} until training began`,
        training === null
          ? null
          : `${app.format.duration(training)} of training${hasEnded(snapshot.job.status) ? '' : ' so far'}`,
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    </p>
  `;
}

function hyperparameters({ snapshot }: JobRecord): TemplateResult {
  const rows = effectiveHyperparameters(snapshot.job, snapshot.requested);
  if (rows.length === 0) return html`<p class="muted">The provider reports none.</p>`;
  return html`<table class="table">
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col" class="number">Requested</th>
        <th scope="col" class="number">In effect</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, label, requested, effective }) =>
          html`<tr>
            <th scope="row" title="In the API: ${name}">${label}</th>
            <td class="number">
              ${requested ?? html`<span class="muted" title="The provider does not report">–</span>`}
            </td>
            <td class="number">
              ${effective ?? html`<span class="muted" title="Not chosen yet, or not reported">–</span>`}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

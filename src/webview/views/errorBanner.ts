import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { JobError } from '../../api/wire/job';
import { type ErrorPart, errorParts } from '../../shared/errorParts';
import type { FileFacts } from '../../shared/fileFacts';
import { clipped } from '../../shared/format';
import type { App } from '../app';
import { copyButton, icon, iconButton } from '../elements/parts';
import { reasonAgainst } from '../facts/lostFile';
import { remedyFor } from '../facts/remedies';
import type { ShownJob } from '../state/pageState';

/** Characters of a message that are shown; copying copies all. */
const maxLength = 4_000;

/** Why the job failed, line by line, and what can be done about it. */
export function errorBanner(record: ShownJob, app: App): TemplateResult | string {
  const { job, files, key, lacks, group } = record.snapshot;
  const { error } = job;
  if (error === null) return group === 'failed' ? withoutReason(lacks.events) : '';
  const advice = remedyFor(error);
  const parts = errorParts(clipped(error.message, maxLength));
  const file = fileInQuestion(error, parts, files);
  const canOpen = file !== null && reasonAgainst(file, record) === null ? file : null;
  return html`<div class="banner banner-error" role="group" aria-label=${t('Error')}>
    ${icon('error')}
    <div class="banner-text">
      <div class="error-message" tabindex="0" role="region" aria-label=${t('Error message')}>
        ${parts.length === 1 ? parts.map((part) => partText(part, canOpen, key, app)) : partList(parts, canOpen, key, app)}
      </div>
      ${advice === null ? '' : html`<p>${icon('lightbulb')} ${advice}</p>`}
      ${file === null ? '' : fileActions(file, key, app)}
    </div>
    ${copyButton(error.message, t('error message'), app)}
  </div>`;
}

/** @param noLog why the provider keeps no log, which may say where there is one; null: it keeps one */
function withoutReason(noLog: string | null): TemplateResult {
  return html`<div class="banner banner-error" role="group" aria-label=${t('Error')}>
    ${icon('error')}
    <div class="banner-text">
      ${t('The provider does not say why the job failed.')} ${noLog ?? t('Its events may say more.')}
    </div>
  </div>`;
}

function partList(
  parts: readonly ErrorPart[],
  file: FileFacts | null,
  job: string,
  app: App,
): TemplateResult {
  return html`<ul class="plain-list">
    ${parts.map((part) => html`<li>${partText(part, file, job, app)}</li>`)}
  </ul>`;
}

function partText({ text, line }: ErrorPart, file: FileFacts | null, job: string, app: App): TemplateResult {
  const open = () => app.send({ type: 'openFile', job, fileId: file?.id ?? '', line: line ?? 1 });
  return html`<span class="wrap" translate="no">${text}</span> ${
      line === null || file === null
        ? ''
        : iconButton('go-to-file', t('Open the file at line {0}', line), open)
    }`;
}

/** The file that the error is about: the one that it names, else the training file of an error in a line. */
function fileInQuestion(
  { code, param }: JobError,
  parts: readonly ErrorPart[],
  files: readonly FileFacts[],
): FileFacts | null {
  const named = /(training|validation)_file/.exec(`${param ?? ''} ${code ?? ''}`)?.[1];
  const isAboutLines = parts.some(({ line }) => line !== null);
  return named === undefined && !isAboutLines
    ? null
    : (files.find(({ role }) => role === (named ?? 'training')) ?? null);
}

function fileActions({ id }: FileFacts, job: string, app: App): TemplateResult {
  return html`<p class="banner-actions">
    <button class="button" @click=${() => app.send({ type: 'validateFile', job, fileId: id })}>
      ${icon('checklist')}${t({ message: 'Validate', comment: 'Button: check the training file' })}
    </button>
    <button class="button" @click=${() => app.send({ type: 'fixAndClone', job, fileId: id })}>
      ${icon('wrench')}${t('Fix and Clone…')}
    </button>
  </p>`;
}

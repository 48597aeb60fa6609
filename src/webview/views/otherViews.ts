import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { App } from '../app';
import type { View } from '../state/pageState';

/** What is seen until the extension has sent something. */
export function skeleton(): TemplateResult {
  return html`<div class="skeleton" role="status" aria-label=${t('Loading')}>
    <div class="skeleton-title"></div>
    <div class="skeleton-line"></div>
    <div class="skeleton-tabs"></div>
    <div class="skeleton-line"></div>
    <div class="skeleton-line"></div>
    <div class="skeleton-line"></div>
    <p class="skeleton-late">${t('Waiting for the provider’s response…')}</p>
  </div>`;
}

/** The page cannot show its job, and says why. */
export function unavailable(
  { title, message, canRetry }: Extract<View, { kind: 'unavailable' }>,
  app: App,
): TemplateResult {
  return html`<main class="unavailable">
    <h1>${title}</h1>
    <p class="wrap">${message}</p>
    ${canRetry ? html`<button class="button" @click=${() => app.send({ type: 'ready' })}>${t('Try Again')}</button>` : ''}
  </main>`;
}

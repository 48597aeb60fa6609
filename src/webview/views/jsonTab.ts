import { type TemplateResult, html } from 'lit/html.js';
import type { App } from '../app';
import { indentJson } from '../jsonText';
import { memo } from '../memo';
import type { JobRecord } from '../state';
import { copyButton, emptyText, iconButton } from './parts';

/** The provider's own JSON. It is asked for when the tab is opened, and again when the job's status changes. */
export class JsonTab {
  readonly #indented = memo(indentJson);
  #askedFor = '';

  view({ snapshot, raw }: JobRecord, app: App): TemplateResult {
    this.#ask(snapshot.key, snapshot.job.status, app);
    if (raw === null) return emptyText('Loading…');
    const text = this.#indented(raw);
    return html`<ft-text
      class="json"
      .text=${text}
      .actions=${html`
        ${iconButton('refresh', 'Load again', () => app.send({ type: 'raw', job: snapshot.key }))}
        ${copyButton(raw, 'JSON', app)}
      `}
    ></ft-text>`;
  }

  #ask(job: string, status: string, app: App): void {
    const wanted = `${job} ${status}`;
    if (wanted === this.#askedFor) return;
    this.#askedFor = wanted;
    app.send({ type: 'raw', job });
  }
}
